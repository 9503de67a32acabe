import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { deriveKeys } from '../../../src/server/keys.ts';
import type { CeremonyRow } from '../../../src/server/repositories/ceremony-row.ts';
import { noCaptureFlags } from '../../../src/wire/capture-report.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createInProcessEngine, createTestBrowser } from '../../support/test-browser.ts';
import { answerWith, attemptsOf, authorizationFor, enrollUser, recoverIn } from './support.ts';

const face = syntheticFace(1);
let backend: TestBackend;
let clientState: string;
beforeAll(async () => {
  backend = await createTestBackend();
  ({ clientState } = await enrollUser(backend, 'ann', face));
}, 60_000);
afterAll(() => backend.close());

it('ends with security/assertion-invalid, counts the attempt and removes the pending run when the verdict contradicts the evaluation', async () => {
  const contradictingEngine = () => ({
    ...createInProcessEngine(),
    checkVerdict: () => Promise.reject(new RecognizeError('security/assertion-invalid')),
  });
  const browser = createTestBrowser(backend, 'ann', face, {
    matching: createPrivateMatching(contradictingEngine),
  });
  expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe(
    'security/assertion-invalid',
  );
  expect(await browser.store.readPending('ann')).toEqual([]);
  await listDevices(browser.context, 'ann');
  expect(await browser.store.read('ann')).toBeUndefined();
  expect((await attemptsOf(browser, 'ann')).missed).toHaveLength(1);
});

describe('[T69] ends with security/assertion-invalid when the matcher signs another', () => {
  const signed = { challenge: 'challenge-1', transaction_hash: 'hash-1', operation: 'order-1' };

  it.each(Object.keys(signed))('%s than the authorization has', async (claim) => {
    const browser = createTestBrowser(backend, 'ann', face, {
      intercept: async (call, send) => {
        if (call.operation === 'finish') await changeOpenClaims({ [claim]: 'other' });
        return send();
      },
    });
    const authorization = authorizationFor(backend, 'recover', 'ann', signed);
    const run = recover(browser.context, { recognizeId: 'ann', clientState, authorization });
    await expect(run).rejects.toMatchObject({
      code: 'security/assertion-invalid',
      detail: expect.stringContaining(`found other`),
    });
    expect(await browser.store.read('ann')).toBeUndefined();
  });

  it('accepts what the authorization has', async () => {
    const browser = createTestBrowser(backend, 'ann', face);
    const authorization = authorizationFor(backend, 'recover', 'ann', signed);
    await recover(browser.context, { recognizeId: 'ann', clientState, authorization });
    expect(await browser.store.read('ann')).toBeDefined();
  });

  /** A dishonest matcher: the row gets other claims and a valid authentication code. */
  async function changeOpenClaims(change: object): Promise<void> {
    const { rows } = await deriveKeys(backend.settings.secret);
    const [row] = await backend.storage.query<CeremonyRow>(
      'select * from recognize_ceremonies where m4_hash is not null',
    );
    const claims = { ...row!.claims, ...change };
    await backend.storage.query(
      'update recognize_ceremonies set claims = $2, mac = $3 where ceremony_id = $1',
      [row!.ceremony_id, claims, rows.mac('recognize_ceremonies', { ...row!, claims })],
    );
  }
});

it('overwrites the embedding when BeginRequest is refused after the capture', async () => {
  const embedding = syntheticFace(1)();
  const browser = createTestBrowser(backend, 'ann', face, {
    capture: async ({ level }) => ({ embedding, liveness: level, flags: noCaptureFlags }),
    intercept: async (call, send) => {
      if (call.operation !== 'begin') return send();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { error: { code: 'server/too-many' } };
    },
  });
  expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('server/too-many');
  expect(embedding.every((value) => value === 0)).toBe(true);
});

it('ends without waiting for the capture when BeginRequest is refused', async () => {
  const browser = createTestBrowser(backend, 'ann', face, {
    capture: () => new Promise(() => {}),
    intercept: answerWith('begin', { error: { code: 'server/too-many' } }),
  });
  expect(await errorCodeOf(recoverIn(browser, backend, 'ann', clientState))).toBe('server/too-many');
});
