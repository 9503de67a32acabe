import { RecognizeError } from '../../errors.ts';
import { toBase64url } from '../../wire/base64url.ts';
import type { Permission } from '../authorize.ts';
import type { Context } from '../context.ts';
import { findDevice } from '../devices.ts';
import { type Handoff, lockHandoff, selectHandoff, updateHandoff } from '../repositories/handoffs.ts';
import { sessionHashOf } from './create.ts';
import { isExpired, isOpen, withoutPayload } from './state.ts';

/** What the session that has created a hand-off reads: its state, and after a success what the element completes with. */
export async function readHandoff(
  context: Context,
  permission: Permission,
  handoffId: string,
): Promise<object> {
  const { storage, keys, now } = context;
  const handoff = requireOwner(await selectHandoff(storage, keys.rows, handoffId), permission);
  const time = now();
  const { result, assertion } = handoff;
  return {
    state: shownState(handoff, time),
    remainingMs: Math.max(0, handoff.expires - time),
    ...(result === undefined ? {} : { result: toBase64url(result) }),
    ...(assertion === undefined ? {} : { assertion, ...(await boundDevice(context, handoff)) }),
  };
}

function shownState(handoff: Handoff, now: number): 'waiting' | 'taken' | 'done' | 'cancelled' | 'expired' {
  const { state } = handoff;
  if (state === 'done' || state === 'cancelled') return state;
  if (isExpired(handoff, now)) return 'expired';
  return state === 'waiting' ? 'waiting' : 'taken';
}

/** The phone, after a recovery. Absent when it was removed in the meantime. */
async function boundDevice(
  { storage, keys }: Context,
  { recognizeId, deviceId, claims }: Handoff,
): Promise<object> {
  if (deviceId === undefined || claims.ceremony !== 'recover') return {};
  const found = await findDevice(storage, keys.rows, { recognizeId, deviceId }).catch(() => undefined);
  return found === undefined ? {} : { device: found };
}

/** Cancels a hand-off: its phone can bind nothing after that. Does nothing to one that has ended. */
export async function cancelHandoff(
  { storage, keys, now }: Context,
  permission: Permission,
  handoffId: string,
): Promise<void> {
  await storage.transaction(async (sql) => {
    const handoff = requireOwner(await lockHandoff(sql, keys.rows, handoffId), permission);
    if (!isOpen(handoff, now())) return;
    await updateHandoff(sql, keys.rows, { ...handoff, ...withoutPayload, state: 'cancelled' });
  });
}

/** The same answer for a hand-off of another session and for none. @throws RecognizeError `server/not-found`, `server/forbidden` */
function requireOwner(handoff: Handoff | undefined, permission: Permission): Handoff {
  const sessionHash = sessionHashOf(permission);
  if (handoff?.recognizeId === permission.recognizeId && handoff.sessionHash === sessionHash) return handoff;
  throw new RecognizeError('server/not-found', { detail: 'handoffId: expected a hand-off of this session' });
}
