import { expect } from 'vitest';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import { plainReport } from '../../../support/capture.ts';
import { testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { failuresOf, refusalOf } from '../backend.support.ts';
import { beginCeremony, bindBrowser, createDeviceKeys, enroll, runCeremony, send } from '../support.ts';

const DAY_MS = 86_400_000;

/**
 * Evaluates many ceremonies of one client state in parallel: ten get an EvaluateResponse, the daily limit. Each of them counts although no
 * FinishRequest follows, until one ends in a match. `resetLockout` and a refresh of another pair change nothing, and the pair of a bound
 * browser has separate counters.
 *
 * @param url of a PostgreSQL server; default: PGlite
 */
export async function expectParallelAttemptsCounted(ceremonies: number, url?: string): Promise<void> {
  const policy = { openCeremonyLimit: 1_000, lockout: { failures: 1e6, windowMs: 1, durationMs: 1 } };
  const backend = await createTestBackend({ storage: await testStorage(url), policy, queueLimit: 1_000 });
  try {
    const face = syntheticFace(1);
    const enrollment = await enroll(backend, 'ann', face());
    const browser = await bindBrowser(backend, enrollment, face());
    const recovery = {
      recognizeId: 'ann',
      ceremony: 'recover',
      clientShare: enrollment.clientShare,
      keys: await createDeviceKeys(),
    } as const;
    const failures = async (deviceId: string) => (await failuresOf(backend, deviceId)).inYear;

    const begun = await Promise.all(
      Array.from({ length: ceremonies }, () => beginCeremony(backend, recovery)),
    );
    const requests = await Promise.all(
      begun.map((ceremony) => ceremony.sealEvaluate(ceremony.createEvaluateRequest(face()))),
    );
    const results = await Promise.all(requests.map((request) => refusalOf(send(backend, 'ann', request))));
    const evaluated = results.flatMap(({ code }, index) => (code === 'none' ? [index] : []));
    expect(evaluated).toHaveLength(10);
    const until = backend.clock.now + DAY_MS;
    for (const result of results.filter((_, index) => !evaluated.includes(index)))
      expect(result).toEqual({ code: 'ceremony/locked', status: 423, until });
    expect(await failures(enrollment.deviceId)).toBe(10);

    await backend.server.resetLockout('ann');
    expect((await refusalOf(beginCeremony(backend, recovery))).code).toBe('ceremony/locked');

    const login = { ...recovery, ceremony: 'authenticate', keys: browser.keys } as const;
    const oldPair = { ...login, clientShare: browser.clientShare };
    const { pending } = await runCeremony(backend, oldPair, face());
    const newPair = { ...login, clientShare: pending };
    expect(await failures(enrollment.deviceId)).toBe(10);
    expect(await failures(browser.deviceId)).toBe(0);
    for (const otherFace of [syntheticFace(2), syntheticFace(3)])
      await runCeremony(backend, newPair, otherFace());
    await runCeremony(backend, oldPair, syntheticFace(4)());
    expect(await failures(browser.deviceId)).toBe(3);
    await runCeremony(backend, newPair, face());
    expect(await failures(browser.deviceId)).toBe(3);

    // One of the ten ends in a match: only its own failure is removed.
    const index = evaluated[0]!;
    const { session, sign, sealFinish } = begun[index]!;
    const evaluateResponse = await send(backend, 'ann', requests[index]!);
    const { finishRequest } = await session.createFinishRequest(evaluateResponse, plainReport, sign);
    const finishResponse = await send(backend, 'ann', await sealFinish(finishRequest));
    expect(parseFinishResponse(finishResponse).recognized).toBe(true);
    expect(await failures(enrollment.deviceId)).toBe(9);
  } finally {
    await backend.close();
  }
}
