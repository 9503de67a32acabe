import { expect } from 'vitest';
import { toBase64url } from '../../../../src/wire/base64url.ts';
import { parseFinishResponse } from '../../../../src/wire/messages/finish.ts';
import type { ClientShare } from '../../../../src/wire/shares.ts';
import { plainReport } from '../../../support/capture.ts';
import { failingStorage, testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend } from '../../../support/test-backend.ts';
import { failuresOf, rowsOf } from '../backend.support.ts';
import {
  beginCeremony,
  bindBrowser,
  enroll,
  post,
  runCeremony,
  type SealedRequest,
  send,
} from '../support.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** The request during which the server fails, and whether each authentication uses the newest pending share. */
const modes = [
  { failingRequest: 'EvaluateRequest', usesPendingShare: false },
  { failingRequest: 'FinishRequest', usesPendingShare: false },
  { failingRequest: 'FinishRequest', usesPendingShare: true },
] as const;

/**
 * Stops the server at every `stride`-th database statement of EvaluateRequest and of FinishRequest of an authentication, and restarts it
 * over the same database. Each time, the same bytes are sent again and must end in a match with one effect: one current share pair, the
 * new one pending, no counted failure.
 *
 * @returns number of crashes
 */
export async function crashAtStatements(stride: number): Promise<number> {
  const storage = failingStorage(await testStorage());
  const backend = await createTestBackend({ storage });
  const face = syntheticFace(1);
  let crashes = 0;

  /** Sends a request to a server that fails at a statement, restarts the server, and sends the request again. */
  async function sendWithCrash(user: string, request: SealedRequest, statement: number) {
    storage.failAt(statement);
    const { status } = await post(backend, user, request.path, request.message);
    storage.failAt(NEVER);
    const crashed = status === 503;
    if (crashed) {
      crashes++;
      await backend.restart();
    }
    return { crashed, response: await send(backend, user, request) };
  }

  async function expectOneEffect(deviceId: string, used: ClientShare, pending: ClientShare) {
    const rows = await rowsOf<{ share_id: string; pending: boolean }>(backend, 'shares', 'device_id = $1', [
      deviceId,
    ]);
    const idsOf = (isPending: boolean) =>
      rows.filter((row) => row.pending === isPending).map(({ share_id }) => share_id);
    expect(idsOf(false)).toEqual([toBase64url(used.shareId)]);
    expect(idsOf(true)).toContain(toBase64url(pending.shareId));
    expect(idsOf(true).length).toBeLessThanOrEqual(4);
    expect((await failuresOf(backend, deviceId)).inYear).toBe(0);
  }

  try {
    for (const [index, { failingRequest, usesPendingShare }] of modes.entries()) {
      const user = `user-${index}`;
      const { keys, clientShare, deviceId } = await bindBrowser(
        backend,
        await enroll(backend, user, face()),
        face(),
      );
      const optionsWith = (share: ClientShare) =>
        ({ recognizeId: user, ceremony: 'authenticate', clientShare: share, keys }) as const;
      let newest = clientShare;
      for (let statement = 1, crashed = true; crashed; statement += stride) {
        const used = usesPendingShare ? newest : clientShare;
        const begun = await beginCeremony(backend, optionsWith(used));
        const evaluate = await sendWithCrash(
          user,
          await begun.sealEvaluate(begun.createEvaluateRequest(face())),
          failingRequest === 'EvaluateRequest' ? statement : NEVER,
        );
        const { finishRequest, pendingShare: pending } = await begun.session.createFinishRequest(
          evaluate.response,
          plainReport,
          begun.sign,
        );
        const finish = await sendWithCrash(
          user,
          await begun.sealFinish(finishRequest),
          failingRequest === 'FinishRequest' ? statement : NEVER,
        );
        expect(parseFinishResponse(finish.response).recognized).toBe(true);
        await expectOneEffect(deviceId, used, pending);
        backend.clock.now += 1;
        newest = pending;
        crashed = evaluate.crashed || finish.crashed;
      }
      const { finishResponse } = await runCeremony(backend, optionsWith(newest), face());
      expect(finishResponse.recognized).toBe(true);
    }
  } finally {
    await backend.close();
  }
  return crashes;
}
