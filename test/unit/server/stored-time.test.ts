import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { testStorage } from '../../support/storage.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { refusalOf } from './backend.support.ts';
import { beginCeremony, createDeviceKeys, type Enrollment, enroll, runCeremony } from './support.ts';

const YEAR_MS = 365 * 86_400_000;
const DAY_MS = 86_400_000;
const face = syntheticFace(1);
const otherFace = syntheticFace(2);
let backend: TestBackend;
let enrollment: Enrollment;
beforeEach(async () => {
  const lockout = { failures: 5, windowMs: 600_000, durationMs: 600_000 };
  backend = await createTestBackend({
    storage: await testStorage(),
    policy: { lockout, openCeremonyLimit: 2 },
  });
  enrollment = await enroll(backend, 'ann', face());
});
afterEach(() => backend.close());

const options = async () =>
  ({
    recognizeId: 'ann',
    ceremony: 'recover',
    clientShare: enrollment.clientShare,
    keys: await createDeviceKeys(),
  }) as const;
const attempt = async (shown: Float32Array) => refusalOf(runCeremony(backend, await options(), shown));

/** Runs work while the clock of the server is a year ahead. */
async function aYearAhead(work: () => Promise<unknown>): Promise<void> {
  backend.clock.now += YEAR_MS;
  await work();
  backend.clock.now -= YEAR_MS;
}

describe('after a clock that was a year ahead', () => {
  it('a lockout ends after its duration from now', async () => {
    await aYearAhead(async () => {
      for (let i = 0; i < 5; i++) await attempt(otherFace());
    });
    expect(await attempt(face())).toEqual({
      code: 'ceremony/locked',
      status: 423,
      until: backend.clock.now + 600_000,
    });
    backend.clock.now += 600_000;
    expect((await attempt(face())).code).toBe('none');
  });

  it('the failures of a share pair count for a day from now', async () => {
    await aYearAhead(async () => {
      for (let i = 0; i < 10; i++) {
        if (i === 5) await backend.server.resetLockout('ann');
        await attempt(otherFace());
      }
    });
    await backend.server.resetLockout('ann');
    expect(await attempt(face())).toMatchObject({
      code: 'ceremony/locked',
      until: backend.clock.now + DAY_MS,
    });
    backend.clock.now += DAY_MS;
    expect((await attempt(face())).code).toBe('none');
  });

  it('ceremonies that began then are expired, and do not count as open', async () => {
    const begin = async () => beginCeremony(backend, await options());
    let begun: Awaited<ReturnType<typeof begin>> | undefined;
    await aYearAhead(async () => {
      begun = await begin();
      await begin();
    });
    const request = await begun!.sealEvaluate(begun!.createEvaluateRequest(face()));
    const { error } = (await (
      await backend.fetchAs('ann', 'POST', request.path, request.message)
    ).json()) as { error: { code: string } };
    expect(error.code).toBe('ceremony/session-expired');
    const newest = [await begin(), await begin()];
    for (const { id } of newest)
      expect(
        await backend.storage.query('select from recognize_ceremonies where ceremony_id = $1', [id]),
      ).toHaveLength(1);
  });

  it('the envelope key that was created then is not announced', async () => {
    let future = '';
    backend.clock.now += 16 * DAY_MS;
    await aYearAhead(async () => {
      future = (await backend.server.configuration()).envelopeKey;
    });
    const { envelopeKey, envelopeKeyExpires } = await backend.server.configuration();
    expect(envelopeKey).not.toBe(future);
    expect(envelopeKeyExpires).toBe(backend.clock.now + 30 * DAY_MS);
    expect((await backend.server.configuration()).envelopeKey).toBe(envelopeKey);
  });
});
