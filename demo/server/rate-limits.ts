import { createHash } from 'node:crypto';
import type { Sql } from 'recognize-elements/server';
import { refusal } from './refusal.ts';

interface RateLimit {
  /** What is counted. Limits of the same name count together. */
  readonly name: string;
  readonly count: number;
  readonly windowMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Of two processes on one database. */
const CLOCK_TOLERANCE_MS = MINUTE_MS;

/**
 * The limits of this host. A person is known by the name that the request contains, whether an account has it or not. One address can be
 * many people, so its limits are wider.
 */
export const rateLimits = {
  /** Codes of all kinds, in addition to the tries of one code. A new code does not reset it. */
  codesOfPerson: { name: 'codes of a person', count: 20, windowMs: HOUR_MS },
  passwordsOfPerson: { name: 'passwords of a person', count: 20, windowMs: HOUR_MS },
  messagesToPerson: { name: 'messages to a person', count: 1, windowMs: MINUTE_MS },
  signInsOfAddress: { name: 'sign-ins of an address', count: 100, windowMs: HOUR_MS },
  messagesOfAddress: { name: 'messages of an address', count: 60, windowMs: HOUR_MS },
  supportOfAddress: { name: 'support calls of an address', count: 20, windowMs: HOUR_MS },
} as const satisfies Readonly<Record<string, RateLimit>>;

/** A hash, so that the table contains neither names nor addresses. */
const keyOf = ({ name }: RateLimit, subject: string) =>
  createHash('sha256').update(`${name}\n${subject}`).digest('base64url');

/**
 * Counts a try of `subject`. One statement, which is atomic over parallel requests: call it before the work that it limits.
 *
 * @throws HTTPException `too-many` with `Retry-After` when the limit is reached; nothing is counted then
 */
export async function countTry(sql: Sql, limit: RateLimit, subject: string): Promise<void> {
  const now = Date.now();
  const key = keyOf(limit, subject);
  // A try after that was noted by a clock that was ahead. It would count until its time has come.
  const window = [now - limit.windowMs, now + CLOCK_TOLERANCE_MS];
  const recent = 'array(select t from unnest(demo_rate_limits.times) t where t > $3 and t <= $4)';
  const counted = await sql.query(
    `insert into demo_rate_limits (key, times, expires) values ($1, array[$2::bigint], $2::bigint + $5::bigint)
     on conflict (key) do update set expires = $2::bigint + $5::bigint, times = ${recent} || $2::bigint
     where cardinality(${recent}) < $6
     returning key`,
    [key, now, ...window, limit.windowMs, limit.count],
  );
  if (counted.length > 0) return;
  const [row] = await sql.query<{ first: number }>(
    'select min(t)::bigint as first from demo_rate_limits, unnest(times) t where key = $1 and t > $2 and t <= $3',
    [key, ...window],
  );
  throw refusal('too-many', (row?.first ?? now) + limit.windowMs - now);
}
