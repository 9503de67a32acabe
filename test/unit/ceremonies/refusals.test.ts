import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { listDevices, renameDevice } from '../../../src/ceremonies/devices.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { HostCall, RecoverInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { decodeClientState, encodeClientState } from '../../../src/wire/client-state.ts';
import { boundRecord } from '../../support/store-contract.ts';
import { browserOf, codeOf, createWorld, drawnFace, type World } from '../../support/world.ts';

let world: World;
let clientState: string;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
// A pair of its own for each test, and no lock from the last one: runs that end early count as failures.
beforeEach(async () => {
  world.clock.now += 700_000;
  const authorization = () => world.token({ recognizeId: 'ann', ceremony: 'enroll' });
  const result = await enroll(browserOf(world, 'ann', face).context, { type: 'BACKUP', authorization });
  clientState = result.clientState!;
});
afterAll(() => world.close());

type Options = NonNullable<Parameters<typeof browserOf>[3]>;

const authorization = () => world.token({ recognizeId: 'ann', ceremony: 'recover' });

/** A recovery of a browser that is bound already: whatever goes wrong, its record stays as it was. */
async function attempt(options: Options = {}, input: Partial<RecoverInput> = {}) {
  let captures = 0;
  const capture = async () => {
    captures++;
    return face();
  };
  const browser = browserOf(world, 'ann', face, { capture, ...options });
  const old = await boundRecord('ann');
  await browser.store.commit(old);
  const run = recover(browser.context, { recognizeId: 'ann', clientState, authorization, ...input });
  const code = await codeOf(run);
  if (code !== 'none') expect(await browser.store.read('ann')).toEqual(old);
  return { code, captures, browser };
}

const answering = (operation: string, answer: unknown): Options => ({
  intercept: async (call, send) => (call.operation === operation ? answer : send()),
});

describe('an answer that was not expected', () => {
  const strange = [null, 'text', [], {}, { body: 5 }, { error: { code: 'x/y' } }];
  it.each(['configuration', 'begin', 'evaluate', 'finish'])('to %s is refused', async (operation) => {
    for (const answer of strange) {
      expect((await attempt(answering(operation, answer))).code, JSON.stringify(answer)).toBe(
        'host/bad-response',
      );
      world.clock.now += 700_000;
    }
  });

  it.each(['begin', 'evaluate', 'finish'])('to %s is refused beneath its seal too', async (operation) => {
    for (const body of ['', '!!', 'AAAA', 'A'.repeat(400)]) {
      expect((await attempt(answering(operation, { body }))).code).toBe('security/envelope-invalid');
    }
  });

  it('of devices is refused', async () => {
    const { context } = browserOf(
      world,
      'ann',
      face,
      answering('list-devices', { devices: [{ deviceId: 1 }] }),
    );
    expect(await codeOf(listDevices(context, 'ann'))).toBe('host/bad-response');
    const other = browserOf(world, 'ann', face, answering('rename-device', { device: null }));
    expect(await codeOf(renameDevice(other.context, 'ann', 'x', 'y'))).toBe('host/bad-response');
  });
});

describe('a refusal of the backend', () => {
  it('comes through with its code and the end of the wait', async () => {
    const until = 4_102_444_800_000;
    const { context } = browserOf(
      world,
      'ann',
      face,
      answering('begin', { error: { code: 'ceremony/locked', until } }),
    );
    const run = recover(context, { recognizeId: 'ann', clientState, authorization });
    await expect(run).rejects.toMatchObject({ code: 'ceremony/locked', until });
  });

  it('of the first request that comes after the capture leaves no face behind', async () => {
    const face = drawnFace(1)();
    const capture = async () => face;
    const late = async (call: HostCall, send: () => Promise<unknown>) => {
      if (call.operation !== 'begin') return send();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { error: { code: 'server/too-many' } };
    };
    expect((await attempt({ intercept: late, capture })).code).toBe('server/too-many');
    expect(face.every((value) => value === 0)).toBe(true);
  });

  it('of the first request ends the run while the camera still looks', async () => {
    const capture = () => new Promise<Float32Array>(() => {});
    const options = answering('begin', { error: { code: 'server/too-many' } });
    expect((await attempt({ ...options, capture })).code).toBe('server/too-many');
  });
});

describe('the pinned key', () => {
  it('[T53] lets the right matcher pass, and stops before anything is sent to another', async () => {
    const { signingKey } = await world.server.configuration();
    expect((await attempt({ matcherKey: signingKey })).code).toBe('none');
    const other = `${signingKey.slice(0, -4)}AAAA`;
    const { code, captures, browser } = await attempt({ matcherKey: other });
    expect([code, captures]).toEqual(['security/matcher-key-mismatch', 0]);
    expect(browser.calls.map(({ operation }) => operation)).toEqual(['configuration']);
  });

  it('does not take an envelope key that it has not signed', async () => {
    const configuration = await world.server.configuration();
    const forged = {
      ...configuration,
      envelopeKeySignature: `${configuration.envelopeKeySignature.slice(0, -4)}AAAA`,
    };
    expect((await attempt(answering('configuration', forged))).code).toBe('security/matcher-key-mismatch');
    const late = { ...configuration, envelopeKeyExpires: 1 };
    expect((await attempt(answering('configuration', late))).code).toBe('security/matcher-key-mismatch');
  });
});

describe('a client state', () => {
  const changed = (change: object) => encodeClientState({ ...decodeClientState(clientState), ...change });

  it.each<[string, () => string]>([
    ['client-state/malformed', () => ''],
    ['client-state/malformed', () => clientState.slice(0, -10)],
    ['client-state/malformed', () => 'another text'],
    ['client-state/unknown-version', () => Buffer.from('{"version":2}').toString('base64url')],
    ['client-state/wrong-person', () => changed({ recognizeId: 'bea' })],
    ['client-state/expired', () => changed({ expires: 1000 })],
    ['client-state/model-mismatch', () => changed({ modelId: 'other' })],
  ])('%s before the camera opens', async (code, text) => {
    const result = await attempt({}, { clientState: text() });
    expect([result.code, result.captures]).toEqual([code, 0]);
    expect(result.browser.calls).toEqual([]);
  });

  it('[T45] that somebody wrote to does not fit the hash of its enrollment', async () => {
    const { share } = decodeClientState(clientState);
    const flipped = share.share.map((byte) => byte ^ 1);
    const text = changed({ share: { ...share, share: flipped } });
    expect((await attempt({}, { clientState: text })).code).toBe('client-state/malformed');
  });
});

describe('the authorization', () => {
  it.each<[string, RecoverInput['authorization']]>([
    ['server/unauthorized', ''],
    ['server/unauthorized', 'no token'],
    ['server/forbidden', () => world.token({ recognizeId: 'ann', ceremony: 'enroll' })],
    ['client-state/wrong-person', () => world.token({ recognizeId: 'bea', ceremony: 'recover' })],
    ['host/rejected', () => Promise.reject(new Error('no session'))],
    ['host/offline', () => Promise.reject(new RecognizeError('host/offline'))],
  ])('%s before the camera opens', async (code, token) => {
    const result = await attempt({}, { authorization: token });
    expect([result.code, result.captures]).toEqual([code, 0]);
  });

  it('serves once', async () => {
    const token = await authorization();
    expect((await attempt({}, { authorization: token })).code).toBe('none');
    expect((await attempt({}, { authorization: token })).code).toBe('server/unauthorized');
  });
});

describe('a run that ends early', () => {
  it('passes on why the capture failed', async () => {
    const capture = () => Promise.reject(new RecognizeError('capture/too-dark'));
    expect((await attempt({ capture })).code).toBe('capture/too-dark');
  });

  it('is over when it is aborted', async () => {
    const controller = new AbortController();
    const capture = async () => {
      controller.abort();
      return face();
    };
    const { code, browser } = await attempt({ capture, signal: controller.signal });
    expect(code).toBe('ceremony/aborted');
    expect(browser.calls.map(({ operation }) => operation)).not.toContain('evaluate');
  });

  it('tells that this browser is not bound', async () => {
    const { context } = browserOf(world, 'nobody', face);
    const token = () => world.token({ recognizeId: 'nobody', ceremony: 'authenticate' });
    expect(await codeOf(authenticate(context, { recognizeId: 'nobody', authorization: token }))).toBe(
      'storage/lost',
    );
  });
});
