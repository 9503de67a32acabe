import { RecognizeError } from '../../errors.ts';
import type { Context } from '../context.ts';
import { deleteCeremony, listOpenCeremonies } from '../repositories/ceremonies.ts';
import type { Sql } from '../storage/sql.ts';
import { lastCeremonyEnd } from '../stored-time.ts';

/**
 * Keeps a user's open ceremonies below the limit before one more begins. The count is exact in a transaction after `lockUser`.
 *
 * At the limit, the oldest ceremony without an EvaluateRequest is deleted: the user has most likely closed its page, and no attempt was
 * counted for it. A ceremony whose EvaluateRequest is being evaluated in this process is not deleted.
 *
 * @throws RecognizeError `server/too-many` when no ceremony can be deleted
 */
export async function enforceOpenCeremonyLimit(
  { policy, runningEvaluations, now }: Context,
  sql: Sql,
  recognizeId: string,
): Promise<void> {
  const limit = policy.openCeremonyLimit;
  const open = await listOpenCeremonies(sql, recognizeId, now(), lastCeremonyEnd(policy, now()));
  if (open.length < limit) return;
  const oldest = open.find(({ ceremonyId, evaluated }) => !evaluated && !runningEvaluations.has(ceremonyId));
  if (oldest === undefined || open.length > limit)
    throw new RecognizeError('server/too-many', { detail: `policy.openCeremonyLimit: ${limit} ceremonies` });
  await deleteCeremony(sql, oldest.ceremonyId);
}
