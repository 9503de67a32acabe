import { expect } from '@open-wc/testing';
import { createDeviceKeys } from '../../src/ceremonies/device-keys.ts';
import { createMatchingClient } from '../../src/matching/client.ts';
import { split } from '../../src/matching/secret-sharing.ts';
import { errorCodeOf, errorOf } from '../support/error-code.ts';

const assetsBase = new URL('/dist/assets/', location.href);

describe('createMatchingClient', function () {
  this.timeout(60_000);

  async function prepareMatch(client = createMatchingClient({ assetsBase }), signal?: AbortSignal) {
    const input = {
      recognizeId: 'ann',
      modelId: 'm',
      center: new Float32Array(256),
      origin: location.origin,
      ceremony: 'recover',
      token: 'a.b.c',
      share: split(new Uint8Array(32)).client,
      shareSource: 'client-state',
      liveness: 'off',
      deviceKeys: await createDeviceKeys(),
    } as const;
    return client.prepare(input, signal);
  }

  it('creates BeginRequest in the worker while the main thread renders frames', async () => {
    let frames = 0;
    let running = true;
    const countFrame = () => {
      frames++;
      if (running) requestAnimationFrame(countFrame);
    };
    requestAnimationFrame(countFrame);
    const match = await prepareMatch();
    running = false;
    expect(match.beginRequest).to.have.lengthOf(2165 + 64 * 256);
    expect(frames).to.be.greaterThan(0);
    match.close();
  });

  it('rejects with assets/not-found and the URL when the worker does not load', async () => {
    const client = createMatchingClient({ assetsBase: new URL('/no/such/place/', location.href) });
    const error = await errorOf(prepareMatch(client));
    expect(error?.code).to.equal('assets/not-found');
    expect(error?.detail).to.contain('/no/such/place/matching.worker.js');
  });

  it('rejects with ceremony/aborted when the signal aborts before or during a step', async () => {
    const aborted = new AbortController();
    aborted.abort();
    expect(await errorCodeOf(prepareMatch(undefined, aborted.signal))).to.equal('ceremony/aborted');
    const abortedLater = new AbortController();
    const match = prepareMatch(undefined, abortedLater.signal);
    setTimeout(() => abortedLater.abort());
    expect(await errorCodeOf(match)).to.equal('ceremony/aborted');
  });

  it('rejects every step after close with ceremony/session-spent', async () => {
    const match = await prepareMatch();
    match.close();
    match.close();
    expect(await errorCodeOf(match.createEvaluateRequest(new Float32Array(256)))).to.equal(
      'ceremony/session-spent',
    );
  });

  it('passes on the error codes of the worker', async () => {
    const match = await prepareMatch();
    const outOfOrder = match.createEvaluateRequest(new Float32Array(256).fill(1));
    expect(await errorCodeOf(outOfOrder)).to.equal('ceremony/session-spent');
    const tooShort = match.acceptBeginResponse(new Uint8Array(159));
    expect(await errorCodeOf(tooShort)).to.equal('security/envelope-invalid');
    const repeated = match.acceptBeginResponse(new Uint8Array(160));
    expect(await errorCodeOf(repeated)).to.equal('ceremony/session-spent');
    match.close();
  });
});
