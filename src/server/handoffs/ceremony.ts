import { RecognizeError } from '../../errors.ts';
import type { AuthorizationClaims } from '../../wire/tokens.ts';
import type { Context } from '../context.ts';
import { lockHandoff, updateHandoff } from '../repositories/handoffs.ts';
import type { Sql } from '../storage/sql.ts';
import { requireOpenHandoff, withoutPayload } from './state.ts';

type HandoffContext = Pick<Context, 'keys' | 'now'>;

/**
 * Requires that a hand-off still allows what a ceremony is about to store; does nothing for an authorization of the host. Call it in the
 * transaction that stores it, before the verdict is used. A parallel cancellation waits for its end.
 *
 * @throws RecognizeError `handoff/cancelled`, `handoff/expired`, `handoff/used`
 */
export async function requireHandoffOpen(
  { keys, now }: HandoffContext,
  sql: Sql,
  { handoff: handoffId, ceremony }: Pick<AuthorizationClaims, 'handoff' | 'ceremony'>,
): Promise<void> {
  if (handoffId === undefined) return;
  const handoff = await lockHandoff(sql, keys.rows, handoffId);
  if (handoff === undefined) throw new RecognizeError('handoff/expired');
  requireOpenHandoff(handoff, now());
  const isActivation = handoff.claims.ceremony === 'enroll' && ceremony === 'recover';
  if ((handoff.state === 'enrolled') !== isActivation) throw new RecognizeError('handoff/used');
}

/**
 * Records the success of a ceremony. After a recovery or an authentication the desktop gets the assertion from the server, even if the phone
 * is gone. After an enrollment it waits for the client state, which only the phone has.
 */
export async function recordHandoffSuccess(
  { keys }: HandoffContext,
  sql: Sql,
  { handoff: handoffId, ceremony }: Pick<AuthorizationClaims, 'handoff' | 'ceremony'>,
  success: { readonly assertion: string; readonly deviceId: string },
): Promise<void> {
  const handoff = handoffId === undefined ? undefined : await lockHandoff(sql, keys.rows, handoffId);
  if (handoff === undefined || handoff.state === 'enrolled') return;
  const ended =
    ceremony === 'enroll'
      ? ({ ...handoff, state: 'enrolled' } as const)
      : ({ ...handoff, ...withoutPayload, ...success, state: 'done' } as const);
  await updateHandoff(sql, keys.rows, ended);
}
