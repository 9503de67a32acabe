import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecognizeError } from '../../../src/errors.ts';
import { NONCE_BYTES } from '../../../src/wire/configuration.ts';
import type { JsonObject } from '../../../src/wire/json.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createTestBrowser, type Intercept } from '../../support/test-browser.ts';
import { authenticateIn, authorizationFor, enrollIn, enrollUser, recoverIn } from './support.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

/** Differences of the device's clock from the one of the server. */
const clocks: readonly [string, number][] = [
  ['11 minutes ahead', 11 * MINUTE_MS],
  ['3 hours behind', -180 * MINUTE_MS],
  ['40 days ahead', 40 * DAY_MS],
  ['40 days behind', -40 * DAY_MS],
];

let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

const browserWith = (user: string, face: () => Float32Array, offsetMs: number, intercept?: Intercept) =>
  createTestBrowser(backend, user, face, {
    now: () => backend.clock.now + offsetMs,
    ...(intercept === undefined ? {} : { intercept }),
  });

const errorOf = (promise: Promise<unknown>): Promise<RecognizeError> =>
  promise.then(
    () => expect.fail('resolved'),
    (error) => error,
  );

/** Passes the configuration on after a change. */
const changeConfiguration =
  (change: (configuration: JsonObject) => JsonObject): Intercept =>
  async (call, send) =>
    call.operation === 'configuration' ? change((await send()) as JsonObject) : send();

const withoutTime = changeConfiguration(({ time: _, timeSignature: __, ...configuration }) => configuration);

describe.each(clocks)('with a clock that is %s', (name, offsetMs) => {
  const user = name.replaceAll(' ', '-');
  const face = syntheticFace(offsetMs);

  it('a temporary enrollment with activation, a recovery and an authentication complete', async () => {
    const browser = browserWith(user, face, offsetMs);
    const authorization = authorizationFor(backend, 'enroll', user, { activate: true });
    const enrolled = await enrollIn(browser, backend, user, {
      type: 'TEMPORARY',
      activate: true,
      authorization,
    });
    expect(enrolled.device?.type).toBe('SDK');
    expect((await authenticateIn(browser, backend, user)).assertion).toBeDefined();
    const { clientState } = await enrollIn(browser, backend, user);
    expect((await recoverIn(browser, backend, user, clientState!)).device.type).toBe('SDK');
  });

  it('a lockout of ten minutes has ten minutes left', async () => {
    const { clientState } = await enrollUser(backend, `${user}-locked`, face);
    const stranger = browserWith(`${user}-locked`, syntheticFace(offsetMs + 1), offsetMs);
    for (let i = 0; i < 5; i++)
      expect((await errorOf(recoverIn(stranger, backend, `${user}-locked`, clientState))).code).toBe(
        'ceremony/not-recognized',
      );
    const error = await errorOf(recoverIn(stranger, backend, `${user}-locked`, clientState));
    expect(error.code).toBe('ceremony/locked');
    expect(error.remainingMs).toBeGreaterThan(9.9 * MINUTE_MS);
    expect(error.remainingMs).toBeLessThanOrEqual(10 * MINUTE_MS);
    expect(error.until! - Date.now()).toBeGreaterThan(9.9 * MINUTE_MS);
    expect(error.until! - Date.now()).toBeLessThanOrEqual(10 * MINUTE_MS);
  });
});

describe('the age of the envelope key', () => {
  const face = syntheticFace(1);
  let clientState: string;
  beforeAll(async () => {
    ({ clientState } = await enrollUser(backend, 'ann', face));
  });

  const recoverWith = (offsetMs: number, intercept: Intercept) =>
    errorOf(recoverIn(browserWith('ann', face, offsetMs, intercept), backend, 'ann', clientState));

  it.each(clocks.slice(2))(
    '[T83] without a signed time, a key is refused with security/wrong-clock by a clock that is %s',
    async (_, offsetMs) => {
      const { code, detail } = await recoverWith(offsetMs, withoutTime);
      expect([code, detail]).toEqual([
        'security/wrong-clock',
        expect.stringContaining(new Date(backend.clock.now + offsetMs).toISOString()),
      ]);
    },
  );

  it('without a signed time, a key is accepted by a clock that is 3 hours behind', async () => {
    const browser = browserWith('ann', face, -180 * MINUTE_MS, withoutTime);
    expect((await recoverIn(browser, backend, 'ann', clientState)).device.type).toBe('SDK');
  });

  it('[T84] a signed time of another request does not count', async () => {
    const nonce = Buffer.alloc(NONCE_BYTES).toString('base64url');
    const path = `.well-known/recognize?nonce=${nonce}`;
    const replayed = (await (await backend.fetchAs('ann', 'GET', path)).json()) as JsonObject;
    expect(
      (
        await recoverWith(
          40 * DAY_MS,
          changeConfiguration(() => replayed),
        )
      ).code,
    ).toBe('security/wrong-clock');
  });

  it.each(['', 'AAAA', '!'.repeat(43), 'A'.repeat(44)])(
    'the nonce "%s" is refused with server/bad-request',
    async (nonce) => {
      const response = await backend.fetchAs(undefined, 'GET', `.well-known/recognize?nonce=${nonce}`);
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { error: { detail: 'nonce: expected 32 bytes as base64url' } },
      ]);
    },
  );

  it('[T82] is checked with the time that the matcher signs, also when the clock of the device is behind', async () => {
    const old = { ...(await backend.server.configuration()) };
    // The server announces another key then, so this test comes last.
    backend.clock.now += 31 * DAY_MS;
    const replaceKey = changeConfiguration(({ time = 0, timeSignature = '' }) => ({
      ...old,
      time,
      timeSignature,
    }));
    expect(await recoverWith(-31 * DAY_MS, replaceKey)).toMatchObject({
      code: 'security/matcher-key-mismatch',
      detail: expect.stringContaining('expired'),
    });
  });
});
