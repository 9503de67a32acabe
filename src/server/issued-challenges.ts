import { RecognizeError } from '../errors.ts';
import type { Movement } from '../wire/liveness.ts';
import type { AuthorizationClaims } from '../wire/tokens.ts';
import { type ChallengeSource, slotAt } from './challenge.ts';
import type { Context } from './context.ts';
import {
  type ChallengeOutcome,
  type IssuedChallenge,
  insertChallenge,
  listChallenges,
  selectChallenge,
  updateChallengeOutcome,
} from './repositories/challenges.ts';
import type { Sql } from './storage/sql.ts';
import { FUTURE_TOLERANCE_MS } from './stored-time.ts';
import { usedAuthorization } from './tokens.ts';

const DAY_MS = 86_400_000;

/** Authorizations of one share pair or Recognize ID to which a challenge is issued in a day. It bounds the rows that are read. */
const AUTHORIZATIONS_PER_DAY = 1_000;

/** What a challenge belongs to: an authorization, and the share pair unless it is for an enrollment. */
export type ChallengeOwner = Pick<IssuedChallenge, 'jti' | 'recognizeId' | 'deviceId' | 'shareId'>;

type IssueContext = Pick<Context, 'keys' | 'policy' | 'now'>;

/**
 * Issues the challenge of a ceremony and counts it. It stays the same until there is an attempt or the slot ends, so a reload does not
 * choose another one. A challenge counts whether or not it is attempted, until a ceremony with it has succeeded. Call it in a transaction that has
 * locked the user (or `lockChallengesOf`).
 *
 * @throws RecognizeError `ceremony/locked` with the end of the limit in `until`; `server/too-many`; `security/database-changed`
 */
export async function issueChallenge(
  { keys, policy, now }: IssueContext,
  sql: Sql,
  owner: ChallengeOwner,
): Promise<readonly Movement[]> {
  const time = now();
  const issued = await listChallenges(sql, keys.rows, owner, {
    now: time,
    // Those that end later were issued by a server whose clock was ahead.
    lastEnd: time + DAY_MS + FUTURE_TOLERANCE_MS,
    limit: AUTHORIZATIONS_PER_DAY,
  });
  const repeated = issued.find(({ jti }) => jti === owner.jti);
  if (repeated !== undefined) return keys.challenge(sourceOf(repeated));
  if (issued.length >= AUTHORIZATIONS_PER_DAY)
    throw new RecognizeError('server/too-many', {
      detail: `liveness: ${AUTHORIZATIONS_PER_DAY} authorizations in a day`,
    });
  const attempts = issued.filter(({ outcome }) => outcome !== undefined).length;
  const challenge = { ...owner, attempts, slot: slotAt(time), issued: time, expires: time + DAY_MS };
  requireChallengeLeft(issued, challenge, policy.challengesPerDay);
  if (!(await insertChallenge(sql, keys.rows, challenge))) throw usedAuthorization();
  return keys.challenge(sourceOf(challenge));
}

const sourceOf = ({ recognizeId, shareId, attempts, slot }: IssuedChallenge): ChallengeSource => ({
  subject: shareId === undefined ? 'person' : 'share',
  id: shareId ?? recognizeId,
  attempts,
  slot,
});

/** Several authorizations get the same challenge when the page is reloaded. */
const nameOf = ({ shareId, attempts, slot }: IssuedChallenge): string =>
  JSON.stringify([shareId, attempts, slot]);

/** @throws RecognizeError `ceremony/locked` */
function requireChallengeLeft(
  issued: readonly IssuedChallenge[],
  challenge: IssuedChallenge,
  limit: number,
): void {
  const passed = new Set(issued.filter(({ outcome }) => outcome === 'passed').map(nameOf));
  /** When each challenge stops counting. The newest rows come first, so the map keeps the end of the oldest row of each name. */
  const ends = new Map(
    issued
      .map((earlier) => [nameOf(earlier), earlier.expires] as const)
      .filter(([name]) => !passed.has(name)),
  );
  if (ends.size < limit || ends.has(nameOf(challenge))) return;
  const until = [...ends.values()].sort((a, b) => b - a)[limit - 1]!;
  throw new RecognizeError('ceremony/locked', {
    until,
    remainingMs: until - challenge.issued,
    detail: `policy.challengesPerDay: ${limit} challenges of the liveness check in a day`,
  });
}

/**
 * Records the outcome of the challenge of a recovery or an authentication. Does nothing when it has none.
 *
 * @param claims of the ceremony, with the level of BeginRequest
 * @throws RecognizeError `security/database-changed`
 */
export async function recordOutcome(
  { keys }: Pick<Context, 'keys'>,
  sql: Sql,
  { jti, liveness }: Pick<AuthorizationClaims, 'jti' | 'liveness'>,
  outcome: ChallengeOutcome,
): Promise<void> {
  const challenge = liveness === 'active' ? await selectChallenge(sql, keys.rows, jti) : undefined;
  if (challenge !== undefined) await updateChallengeOutcome(sql, keys.rows, challenge, outcome);
}

/**
 * Requires that a challenge was issued for an enrollment with this authorization, and records that the enrollment has succeeded.
 *
 * @throws RecognizeError `server/forbidden`; `security/database-changed`
 */
export async function useChallengeOfEnrollment(
  { keys }: Pick<Context, 'keys'>,
  sql: Sql,
  { jti, recognizeId }: Pick<ChallengeOwner, 'jti' | 'recognizeId'>,
): Promise<void> {
  const challenge = await selectChallenge(sql, keys.rows, jti);
  if (challenge?.recognizeId !== recognizeId || challenge.deviceId !== undefined)
    throw new RecognizeError('server/forbidden', {
      detail: 'liveness: expected a challenge that was issued to this authorization',
    });
  await updateChallengeOutcome(sql, keys.rows, challenge, 'passed');
}
