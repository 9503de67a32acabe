import { timingSafeEqual } from 'node:crypto';
import { RecognizeError } from '../../errors.ts';
import { toBase64url } from '../../wire/base64url.ts';
import type { Bytes } from '../../wire/bytes.ts';
import type { Ceremony } from '../../wire/tokens.ts';
import type { Permission } from '../authorize.ts';
import type { Context } from '../context.ts';
import { type Handoff, lockHandoff, selectHandoff, updateHandoff } from '../repositories/handoffs.ts';
import type { Sql } from '../storage/sql.ts';
import { issueAuthorization } from '../tokens.ts';
import {
  AUTHORIZATIONS_OF_HANDOFF,
  CODE_TRIES,
  expired,
  HANDOFF_LIFETIME_MS,
  isExpired,
  isKeyOf,
  requireOpenHandoff,
  withoutPayload,
} from './state.ts';

/**
 * What the phone shows before the person types the code: the desktop's browser. It does not use the link up.
 *
 * @throws RecognizeError `handoff/expired` (also for a link that never existed), `handoff/used`, `handoff/taken`, `handoff/cancelled`
 */
export async function openHandoff(
  { storage, keys, now }: Context,
  handoffId: string,
  linkKey: Bytes,
): Promise<object> {
  const handoff = requireLink(await selectHandoff(storage, keys.rows, handoffId), linkKey);
  requireWaiting(handoff, now());
  const { browser, system } = handoff.description;
  return {
    browser,
    system,
    triesLeft: CODE_TRIES - handoff.tries,
    remainingMs: handoff.expires - now(),
  };
}

interface TakeInput {
  readonly linkKey: Bytes;
  /** Two digits, as the person typed them. */
  readonly code: string;
  /** Hash of the phone's key, with which it continues. */
  readonly phone: Bytes;
}

/**
 * Uses a link up: from now on only this phone can carry out the ceremony. The third wrong code cancels the hand-off. The same phone gets the
 * same answer again, when the first one was lost.
 *
 * @throws RecognizeError as `openHandoff`
 */
export async function takeHandoff(
  { storage, keys, now }: Context,
  handoffId: string,
  { linkKey, code, phone }: TakeInput,
): Promise<object> {
  const answer = await storage.transaction(async (sql) => {
    const handoff = requireLink(await lockHandoff(sql, keys.rows, handoffId), linkKey);
    const phoneHash = toBase64url(phone);
    const time = now();
    if (handoff.state === 'taken' && handoff.phoneHash === phoneHash && !isExpired(handoff, time))
      return accepted(handoff, time);
    requireWaiting(handoff, time);
    if (!isSameText(code, keys.handoffCode(handoffId))) {
      const wrong = { ...handoff, tries: handoff.tries + 1 };
      const isLast = wrong.tries >= CODE_TRIES;
      const ended = { ...wrong, ...withoutPayload, state: 'cancelled' } as const;
      await updateHandoff(sql, keys.rows, isLast ? ended : wrong);
      return isLast ? undefined : { accepted: false, triesLeft: CODE_TRIES - wrong.tries };
    }
    const expires = time + HANDOFF_LIFETIME_MS;
    const taken = { ...handoff, state: 'taken', phoneHash, expires } as const;
    await updateHandoff(sql, keys.rows, taken);
    return accepted(taken, time);
  });
  // Not in the transaction, which would be rolled back.
  if (answer === undefined) throw new RecognizeError('handoff/cancelled', { detail: 'three wrong codes' });
  return answer;
}

const accepted = ({ payload, expires }: Handoff, now: number) => ({
  accepted: true,
  payload: toBase64url(payload),
  remainingMs: expires - now,
});

/** The person on the phone does not want it. Does nothing to a hand-off that a phone has taken. */
export async function declineHandoff(
  { storage, keys, now }: Context,
  handoffId: string,
  linkKey: Bytes,
): Promise<void> {
  await storage.transaction(async (sql) => {
    const handoff = requireLink(await lockHandoff(sql, keys.rows, handoffId), linkKey);
    requireWaiting(handoff, now());
    await updateHandoff(sql, keys.rows, { ...handoff, ...withoutPayload, state: 'cancelled' });
  });
}

/**
 * Issues the authorization of one run on the phone. It is bound to the hand-off, and replaces the host's one with the same claims.
 *
 * @throws RecognizeError `server/unauthorized`, `handoff/*`; `server/too-many`
 */
export async function authorizeHandoff(
  context: Context,
  handoffId: string,
  phoneKey: Bytes,
): Promise<{ authorization: string }> {
  const { storage, keys } = context;
  const { claims } = await storage.transaction(async (sql) => {
    const handoff = await lockTaken(context, sql, handoffId, phoneKey);
    // The enrollment is stored: another one would be a second ceremony.
    if (handoff.state === 'enrolled') throw new RecognizeError('handoff/used');
    if (handoff.authorizations >= AUTHORIZATIONS_OF_HANDOFF)
      throw new RecognizeError('server/too-many', {
        detail: `${AUTHORIZATIONS_OF_HANDOFF} runs of this hand-off`,
      });
    const counted = { ...handoff, authorizations: handoff.authorizations + 1 };
    await updateHandoff(sql, keys.rows, counted);
    return counted;
  });
  const { sub: recognizeId, jti, exp: _exp, challenge, handoff: _handoff, ...rest } = claims;
  // Without a challenge, the assertion of an enrollment repeats the id of the host's authorization.
  const nonce = challenge ?? (claims.ceremony === 'enroll' ? jti : undefined);
  const request = {
    ...rest,
    recognizeId,
    ...(nonce === undefined ? {} : { challenge: nonce }),
  };
  return { authorization: await issueAuthorization(context, keys.matcher, request, handoffId) };
}

/**
 * Stores what the phone has encrypted for the desktop after an enrollment.
 *
 * @param isFinal whether nothing follows: a run that also binds the phone delivers the enrollment before that
 * @throws RecognizeError `server/unauthorized`, `handoff/*`; `server/forbidden` before the enrollment
 */
export async function deliverResult(
  context: Context,
  handoffId: string,
  {
    phoneKey,
    result,
    isFinal,
  }: { readonly phoneKey: Bytes; readonly result: Bytes; readonly isFinal: boolean },
): Promise<void> {
  const { storage, keys } = context;
  await storage.transaction(async (sql) => {
    const handoff = requirePhone(await lockHandoff(sql, keys.rows, handoffId), phoneKey);
    // The first answer may have been lost.
    if (handoff.state === 'done') return;
    requireOpenHandoff(handoff, context.now());
    if (handoff.state !== 'enrolled')
      throw new RecognizeError('server/forbidden', { detail: 'handoff: expected after the enrollment' });
    const state = isFinal ? 'done' : 'enrolled';
    await updateHandoff(sql, keys.rows, { ...handoff, ...withoutPayload, result, state });
  });
}

/** What the key of a phone permits, in place of the host's `authorize`: the ceremony of its hand-off, and nothing else. */
export interface PhonePermission extends Permission {
  readonly handoff: string;
}

/**
 * The permission of a phone. It also holds after the success, for requests whose response was lost.
 *
 * @throws RecognizeError `server/unauthorized`, `handoff/cancelled`, `handoff/expired`
 */
export async function permissionOfPhone(
  { storage, keys, now }: Context,
  handoffId: string,
  phoneKey: Bytes,
): Promise<PhonePermission> {
  const handoff = requirePhone(await selectHandoff(storage, keys.rows, handoffId), phoneKey);
  if (handoff.state !== 'done') requireOpenHandoff(handoff, now());
  const { ceremony, activate } = handoff.claims;
  const allow: Ceremony[] = ceremony === 'enroll' && activate === true ? ['enroll', 'recover'] : [ceremony];
  return { recognizeId: handoff.recognizeId, allow, handoff: handoffId };
}

/** @throws RecognizeError `server/unauthorized`, `handoff/*` */
async function lockTaken(
  { keys, now }: Context,
  sql: Sql,
  handoffId: string,
  phoneKey: Bytes,
): Promise<Handoff> {
  const handoff = requirePhone(await lockHandoff(sql, keys.rows, handoffId), phoneKey);
  requireOpenHandoff(handoff, now());
  return handoff;
}

/** A link that was guessed looks like one that has expired. @throws RecognizeError `handoff/expired` */
function requireLink(handoff: Handoff | undefined, linkKey: Bytes): Handoff {
  if (handoff !== undefined && isKeyOf(handoff.linkHash, linkKey)) return handoff;
  throw expired();
}

/** @throws RecognizeError `server/unauthorized` */
function requirePhone(handoff: Handoff | undefined, phoneKey: Bytes): Handoff {
  if (handoff !== undefined && isKeyOf(handoff.phoneHash, phoneKey)) return handoff;
  throw new RecognizeError('server/unauthorized', {
    detail: 'handoff: expected the phone that took the link',
  });
}

/** @throws RecognizeError `handoff/*` */
function requireWaiting(handoff: Handoff, now: number): void {
  requireOpenHandoff(handoff, now);
  if (handoff.state !== 'waiting') throw new RecognizeError('handoff/taken');
}

function isSameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
