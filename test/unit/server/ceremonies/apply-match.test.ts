import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '../../../../src/wire/base64url.ts';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import type { ClientShare } from '../../../../src/wire/shares.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import {
  type BoundBrowser,
  beginCeremony,
  bindBrowser,
  enroll,
  prepareFinish,
  refusalOf,
  rowsOf,
  runCeremony,
  send,
} from '../support.ts';

const face = syntheticFace(1);
let world: TestBackend;
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

let users = 0;
async function bindNewUser(): Promise<BoundBrowser> {
  users++;
  return bindBrowser(world, await enroll(world, `user-${users}`, face()), face());
}

const optionsOf = (browser: BoundBrowser, clientShare = browser.clientShare) =>
  ({ recognizeId: browser.recognizeId, ceremony: 'authenticate', clientShare, keys: browser.keys }) as const;

const authenticate = (browser: BoundBrowser, clientShare?: ClientShare, visibleFace = face()) =>
  runCeremony(world, optionsOf(browser, clientShare), visibleFace);

const idOf = ({ shareId }: ClientShare) => toBase64url(shareId);

/** Ids of the server shares of a browser. */
async function storedShares({ deviceId }: BoundBrowser): Promise<{ current: string[]; pending: string[] }> {
  const rows = await rowsOf<{ share_id: string; pending: boolean }>(world, 'shares', 'device_id = $1', [
    deviceId,
  ]);
  const idsOf = (pending: boolean) =>
    rows.filter((row) => row.pending === pending).map(({ share_id }) => share_id);
  return { current: idsOf(false), pending: idsOf(true) };
}

const revoked = { code: 'client-state/revoked', status: 409 };

describe('the share pair of a bound browser', () => {
  it('gets a pending successor with each match, and is replaced by the first match with a successor', async () => {
    const browser = await bindNewUser();
    const first = await authenticate(browser);
    expect(await storedShares(browser)).toEqual({
      current: [idOf(browser.clientShare)],
      pending: [idOf(first.pending)],
    });
    // The browser has lost the response: it still has its old share, which stays valid.
    const second = await authenticate(browser);
    expect((await storedShares(browser)).pending.sort()).toEqual(
      [first.pending, second.pending].map(idOf).sort(),
    );
    const third = await authenticate(browser, second.pending);
    expect(await storedShares(browser)).toEqual({
      current: [idOf(second.pending)],
      pending: [idOf(third.pending)],
    });
    for (const oldShare of [browser.clientShare, first.pending])
      expect(await refusalOf(authenticate(browser, oldShare))).toEqual(revoked);
    expect((await authenticate(browser, third.pending)).finishResponse.recognized).toBe(true);
  });

  it('stays valid after BeginRequest, EvaluateResponse or a mismatch with a pending successor', async () => {
    const browser = await bindNewUser();
    const { pending } = await authenticate(browser);
    const before = await storedShares(browser);
    await beginCeremony(world, optionsOf(browser, pending));
    expect(await storedShares(browser)).toEqual(before);
    await prepareFinish(world, optionsOf(browser, pending), face());
    expect(await storedShares(browser)).toEqual(before);
    expect((await authenticate(browser, pending, syntheticFace(5)())).finishResponse.recognized).toBe(false);
    expect(await storedShares(browser)).toEqual(before);
    expect((await authenticate(browser)).finishResponse.recognized).toBe(true);
  });

  it('is stored with the four newest pending successors', async () => {
    const browser = await bindNewUser();
    const successors: string[] = [];
    for (let i = 0; i < 7; i++) {
      world.clock.now += 1;
      successors.push(idOf((await authenticate(browser)).pending));
    }
    const { current, pending } = await storedShares(browser);
    expect(current).toEqual([idOf(browser.clientShare)]);
    expect(pending.sort()).toEqual(successors.slice(-4).sort());
  });

  it('is refused in an open ceremony after a successor has replaced it', async () => {
    const browser = await bindNewUser();
    const { pending } = await authenticate(browser);
    const { request } = await prepareFinish(world, optionsOf(browser), face());
    await authenticate(browser, pending);
    expect(await refusalOf(send(world, browser.recognizeId, request))).toEqual(revoked);
  });

  it('is refused in an open ceremony after another enrollment has got its share id', async () => {
    const browser = await bindNewUser();
    const { pending } = await authenticate(browser);
    const otherFace = syntheticFace(6);
    const beforeEvaluate = await beginCeremony(world, optionsOf(browser));
    const beforeFinish = await prepareFinish(world, optionsOf(browser), face());
    await authenticate(browser, pending);
    const { shareId } = browser.clientShare;
    await enroll(world, `eve-${users}`, otherFace(), { fields: { shareId } });
    const evaluateRequest = await beforeEvaluate.sealEvaluate(
      beforeEvaluate.createEvaluateRequest(otherFace()),
    );
    expect(await refusalOf(send(world, browser.recognizeId, evaluateRequest))).toEqual(revoked);
    expect(await refusalOf(send(world, browser.recognizeId, beforeFinish.request))).toEqual(revoked);
  });

  it('gets no successor when the browser reveals another secret than it committed to', async () => {
    const browser = await bindNewUser();
    const { finishRequest, sealFinish } = await prepareFinish(world, optionsOf(browser), face());
    finishRequest.fill(7, 32, 64);
    const finishResponse = await send(world, browser.recognizeId, await sealFinish(finishRequest));
    expect(parseFinishResponse(finishResponse).recognized).toBe(false);
    expect((await storedShares(browser)).pending).toEqual([]);
  });
});
