import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { RecoverInput } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { decodeClientState, encodeClientState } from '../../../src/wire/client-state.ts';
import { captureOf } from '../../support/capture.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { boundRecord } from '../../support/store-contract.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type TestBrowserOptions } from '../../support/test-browser.ts';
import { answerWith, authorizationFor, enrollUser } from './support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let clientState: string;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
// Each test uses a new enrollment. The time advances beyond the lockout, because the server counts unfinished runs as failures.
beforeEach(async () => {
  backend.clock.now += 700_000;
  ({ clientState } = await enrollUser(backend, 'ann', face));
});
afterAll(() => backend.close());

const authorization = () => authorizationFor(backend, 'recover', 'ann')();

/** Runs a recovery in a browser that is bound already. Checks that a failed run leaves the record unchanged. */
async function runRecovery(options: TestBrowserOptions = {}, input: Partial<RecoverInput> = {}) {
  let captures = 0;
  const capture = captureOf(() => {
    captures++;
    return face();
  });
  const browser = createTestBrowser(backend, 'ann', face, { capture, ...options });
  const record = await boundRecord('ann');
  await browser.store.commit(record);
  const run = recover(browser.context, { recognizeId: 'ann', clientState, authorization, ...input });
  const code = await errorCodeOf(run);
  if (code !== 'none') expect(await browser.store.read('ann')).toEqual(record);
  return { code, captures, browser };
}

describe('an invalid answer of the page', () => {
  const answers = [null, 'text', [], {}, { body: 5 }, { body: '!!' }, { error: { code: 'x/y' } }];

  it.each(['configuration', 'begin', 'evaluate', 'finish'])(
    'to %s is rejected with host/bad-response',
    async (operation) => {
      for (const answer of answers) {
        const { code } = await runRecovery({ intercept: answerWith(operation, answer) });
        expect(code, JSON.stringify(answer)).toBe('host/bad-response');
        backend.clock.now += 700_000;
      }
    },
  );

  it.each(['begin', 'evaluate', 'finish'])(
    'to %s that cannot be opened is rejected with security/envelope-invalid',
    async (operation) => {
      for (const body of ['', 'AAAA', 'A'.repeat(400)]) {
        const { code } = await runRecovery({ intercept: answerWith(operation, { body }) });
        expect(code).toBe('security/envelope-invalid');
      }
    },
  );
});

it('passes on an error of the backend with its code and the end of the lockout', async () => {
  const until = 4_102_444_800_000;
  const intercept = answerWith('begin', { error: { code: 'ceremony/locked', until } });
  const { context } = createTestBrowser(backend, 'ann', face, { intercept });
  const run = recover(context, { recognizeId: 'ann', clientState, authorization });
  await expect(run).rejects.toMatchObject({ code: 'ceremony/locked', until });
});

describe('the pinned key', () => {
  it('[T53] accepts the matcher that has it, and ends before anything is sent to another matcher', async () => {
    const { signingKey } = await backend.server.configuration();
    expect((await runRecovery({ matcherKey: signingKey })).code).toBe('none');
    const otherKey = `${signingKey.slice(0, -4)}AAAA`;
    const { code, captures, browser } = await runRecovery({ matcherKey: otherKey });
    expect([code, captures]).toEqual(['security/matcher-key-mismatch', 0]);
    expect(browser.calls.map(({ operation }) => operation)).toEqual(['configuration']);
  });

  it('rejects an envelope key that it has not signed, or that has expired', async () => {
    const configuration = await backend.server.configuration();
    const { envelopeKeySignature } = configuration;
    const forged = { ...configuration, envelopeKeySignature: `${envelopeKeySignature.slice(0, -4)}AAAA` };
    const expired = { ...configuration, envelopeKeyExpires: 1 };
    for (const answer of [forged, expired]) {
      const { code } = await runRecovery({ intercept: answerWith('configuration', answer) });
      expect(code).toBe('security/matcher-key-mismatch');
    }
  });
});

describe('the client state', () => {
  const changed = (change: object) => encodeClientState({ ...decodeClientState(clientState), ...change });

  it.each<[string, () => string]>([
    ['usage/missing-property', () => ''],
    ['client-state/malformed', () => ' '],
    ['client-state/malformed', () => clientState.slice(0, -10)],
    ['client-state/malformed', () => 'another text'],
    ['client-state/unknown-version', () => Buffer.from('{"version":2}').toString('base64url')],
    ['client-state/wrong-person', () => changed({ recognizeId: 'bea' })],
    ['client-state/expired', () => changed({ expires: 1000 })],
    ['client-state/model-mismatch', () => changed({ modelId: 'other' })],
  ])('is rejected with %s before the camera opens and anything is sent', async (code, createClientState) => {
    const result = await runRecovery({}, { clientState: createClientState() });
    expect([result.code, result.captures]).toEqual([code, 0]);
    expect(result.browser.calls).toEqual([]);
  });

  it('[T45] is rejected when an altered share does not fit the state hash of the enrollment', async () => {
    const { share } = decodeClientState(clientState);
    const altered = changed({ share: { ...share, share: share.share.map((byte) => byte ^ 1) } });
    expect((await runRecovery({}, { clientState: altered })).code).toBe('client-state/malformed');
  });
});

describe('the authorization', () => {
  it.each<[string, string, RecoverInput['authorization']]>([
    ['usage/missing-property', 'an empty string', ''],
    ['usage/invalid-property', 'a function that returns an object', (() => ({})) as unknown as () => string],
    ['server/unauthorized', 'a string that is not a token', 'no token'],
    ['server/forbidden', 'a token for another ceremony', () => authorizationFor(backend, 'enroll', 'ann')()],
    [
      'client-state/wrong-person',
      'a token for another user',
      () => authorizationFor(backend, 'recover', 'bea')(),
    ],
    ['host/rejected', 'a function that throws', () => Promise.reject(new Error('no session'))],
    [
      'host/offline',
      'a function that throws a RecognizeError',
      () => Promise.reject(new RecognizeError('host/offline')),
    ],
  ])('is rejected with %s before the camera opens if it is %s', async (code, _name, value) => {
    const result = await runRecovery({}, { authorization: value });
    expect([result.code, result.captures]).toEqual([code, 0]);
  });

  it('is rejected with server/unauthorized when its token was used before', async () => {
    const token = await authorization();
    expect((await runRecovery({}, { authorization: token })).code).toBe('none');
    expect((await runRecovery({}, { authorization: token })).code).toBe('server/unauthorized');
  });
});

it('passes on the error of the capture', async () => {
  const capture = () => Promise.reject(new RecognizeError('capture/too-dark'));
  expect((await runRecovery({ capture })).code).toBe('capture/too-dark');
});

it('rejects with ceremony/aborted and does not send EvaluateRequest after an abort', async () => {
  const controller = new AbortController();
  const capture = captureOf(() => {
    controller.abort();
    return face();
  });
  const { code, browser } = await runRecovery({ capture, signal: controller.signal });
  expect(code).toBe('ceremony/aborted');
  expect(browser.calls.map(({ operation }) => operation)).not.toContain('evaluate');
});
