import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';

/** `attempted`: a capture was sent with it. `passed`: and the ceremony has succeeded. */
export type ChallengeOutcome = 'attempted' | 'passed';

/** A challenge that was issued to one authorization. Times are milliseconds since the epoch. */
export interface IssuedChallenge {
  /** Id of the authorization. */
  readonly jti: string;
  readonly recognizeId: string;
  /** Absent for an enrollment. */
  readonly deviceId?: string | undefined;
  /** Absent for an enrollment. */
  readonly shareId?: string | undefined;
  readonly attempts: number;
  readonly slot: number;
  readonly outcome?: ChallengeOutcome | undefined;
  readonly issued: number;
  /** After which it counts no more. */
  readonly expires: number;
}

interface ChallengeRow {
  readonly jti: string;
  readonly recognize_id: string;
  readonly device_id: string | null;
  readonly share_id: string | null;
  readonly attempts: number;
  readonly slot: number;
  readonly outcome: ChallengeOutcome | null;
  readonly issued: number;
  readonly expires: number;
}

type AuthenticatedRow = ChallengeRow & { readonly mac: Uint8Array };

const columns = 'jti, recognize_id, device_id, share_id, attempts, slot, outcome, issued, expires';

const toRow = (challenge: IssuedChallenge): ChallengeRow => ({
  jti: challenge.jti,
  recognize_id: challenge.recognizeId,
  device_id: challenge.deviceId ?? null,
  share_id: challenge.shareId ?? null,
  attempts: challenge.attempts,
  slot: challenge.slot,
  outcome: challenge.outcome ?? null,
  issued: challenge.issued,
  expires: challenge.expires,
});

/** @throws RecognizeError `security/database-changed` */
function fromRow(rows: RowAuthenticator, row: AuthenticatedRow): IssuedChallenge {
  rows.verify('recognize_challenges', row);
  return {
    jti: row.jti,
    recognizeId: row.recognize_id,
    deviceId: row.device_id ?? undefined,
    shareId: row.share_id ?? undefined,
    attempts: row.attempts,
    slot: row.slot,
    outcome: row.outcome ?? undefined,
    issued: row.issued,
    expires: row.expires,
  };
}

/**
 * Waits until no other transaction issues a challenge for an enrollment of this user, who need not have a row yet, and keeps others waiting until
 * the end of this one.
 */
export async function lockChallengesOf(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('recognize challenge ' || $1, 0))", [
    recognizeId,
  ]);
}

/**
 * The challenges of a device, or of the enrollments of a user, that expire after `now` and not after `lastEnd`, the newest first.
 *
 * @param deviceId undefined for enrollments
 * @param limit number of rows
 * @throws RecognizeError `security/database-changed`
 */
export async function listChallenges(
  sql: Sql,
  rows: RowAuthenticator,
  { recognizeId, deviceId }: Pick<IssuedChallenge, 'recognizeId' | 'deviceId'>,
  { now, lastEnd, limit }: { readonly now: number; readonly lastEnd: number; readonly limit: number },
): Promise<IssuedChallenge[]> {
  const found = await sql.query<AuthenticatedRow>(
    `select ${columns}, mac from recognize_challenges
     where recognize_id = $1 and device_id is not distinct from $2 and expires > $3 and expires <= $4
     order by issued desc limit $5`,
    [recognizeId, deviceId ?? null, now, lastEnd, limit],
  );
  return found.map((row) => fromRow(rows, row));
}

/** @throws RecognizeError `security/database-changed` */
export async function selectChallenge(
  sql: Sql,
  rows: RowAuthenticator,
  jti: string,
): Promise<IssuedChallenge | undefined> {
  const [row] = await sql.query<AuthenticatedRow>(
    `select ${columns}, mac from recognize_challenges where jti = $1`,
    [jti],
  );
  return row && fromRow(rows, row);
}

/** @returns false when one was issued to this authorization before */
export async function insertChallenge(
  sql: Sql,
  rows: RowAuthenticator,
  challenge: IssuedChallenge,
): Promise<boolean> {
  const row = toRow(challenge);
  const inserted = await sql.query(
    `insert into recognize_challenges (${columns}, mac) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     on conflict do nothing returning jti`,
    [...Object.values(row), rows.mac('recognize_challenges', row)],
  );
  return inserted.length > 0;
}

/** Records the outcome of a challenge. */
export async function updateChallengeOutcome(
  sql: Sql,
  rows: RowAuthenticator,
  challenge: IssuedChallenge,
  outcome: ChallengeOutcome,
): Promise<void> {
  const mac = rows.mac('recognize_challenges', toRow({ ...challenge, outcome }));
  await sql.query('update recognize_challenges set outcome = $2, mac = $3 where jti = $1', [
    challenge.jti,
    outcome,
    mac,
  ]);
}

export async function deleteChallengesOf(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query('delete from recognize_challenges where recognize_id = $1', [recognizeId]);
}

/** Deletes challenges that had expired at `time`, at most `limit`. @returns how many */
export async function deleteChallengesExpiredAt(sql: Sql, time: number, limit: number): Promise<number> {
  const deleted = await sql.query(
    `delete from recognize_challenges where jti in
       (select jti from recognize_challenges where expires <= $1 order by expires limit $2 for update skip locked)
     returning jti`,
    [time, limit],
  );
  return deleted.length;
}
