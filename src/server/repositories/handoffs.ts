import type { Bytes } from '../../wire/bytes.ts';
import type { AuthorizationClaims } from '../../wire/tokens.ts';
import type { DeviceDescription } from '../device-description.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';

/**
 * `waiting`: nobody has typed the code. `taken`: a phone has. `enrolled`: its enrollment is stored, and its browser may still be bound or the
 * result delivered. `done`: the ceremony has succeeded.
 */
export type HandoffState = 'waiting' | 'taken' | 'enrolled' | 'done' | 'cancelled';

/** A ceremony that a desktop has handed off to a phone. Times are milliseconds since the epoch. */
export interface Handoff {
  /** base64url of 16 bytes. */
  readonly handoffId: string;
  readonly recognizeId: string;
  /** Hash of the session that the host has named. */
  readonly sessionHash: string;
  /** Hash of the key that is derived from the secret of the link. */
  readonly linkHash: string;
  /** Hash of the key that the phone has created when it took the link. */
  readonly phoneHash: string | undefined;
  /** Of the host's authorization, which the creation has used up. */
  readonly claims: AuthorizationClaims;
  /** The browser of the desktop, by its own words. */
  readonly description: DeviceDescription;
  /** What the phone needs, encrypted by the desktop; empty after the end. */
  readonly payload: Bytes;
  readonly state: HandoffState;
  /** Codes that were typed and wrong. */
  readonly tries: number;
  /** Authorizations that the phone has got. */
  readonly authorizations: number;
  /** Of a recovery or an authentication that has succeeded. */
  readonly assertion: string | undefined;
  /** The device that the assertion names. */
  readonly deviceId: string | undefined;
  /** The result of an enrollment, encrypted by the phone. */
  readonly result: Bytes | undefined;
  readonly created: number;
  readonly expires: number;
}

interface HandoffRow {
  readonly handoff_id: string;
  readonly recognize_id: string;
  readonly session_hash: string;
  readonly link_hash: string;
  readonly phone_hash: string | null;
  readonly claims: AuthorizationClaims;
  readonly description: DeviceDescription;
  readonly payload: Uint8Array;
  readonly state: HandoffState;
  readonly tries: number;
  readonly authorizations: number;
  readonly assertion: string | null;
  readonly device_id: string | null;
  readonly result: Uint8Array | null;
  readonly created: number;
  readonly expires: number;
}

type AuthenticatedRow = HandoffRow & { readonly mac: Uint8Array };

/** Rows are kept for this long after their end, so that a late visitor learns how it ended. */
const RETENTION_MS = 3_600_000;

const columns = `handoff_id, recognize_id, session_hash, link_hash, phone_hash, claims, description, payload, state, tries, authorizations,
  assertion, device_id, result, created, expires`;

const toRow = (handoff: Handoff): HandoffRow => ({
  handoff_id: handoff.handoffId,
  recognize_id: handoff.recognizeId,
  session_hash: handoff.sessionHash,
  link_hash: handoff.linkHash,
  phone_hash: handoff.phoneHash ?? null,
  claims: handoff.claims,
  description: handoff.description,
  payload: handoff.payload,
  state: handoff.state,
  tries: handoff.tries,
  authorizations: handoff.authorizations,
  assertion: handoff.assertion ?? null,
  device_id: handoff.deviceId ?? null,
  result: handoff.result ?? null,
  created: handoff.created,
  expires: handoff.expires,
});

/** @throws RecognizeError `security/database-changed` */
function fromRow(rows: RowAuthenticator, row: AuthenticatedRow): Handoff {
  rows.verify('recognize_handoffs', row);
  return {
    handoffId: row.handoff_id,
    recognizeId: row.recognize_id,
    sessionHash: row.session_hash,
    linkHash: row.link_hash,
    phoneHash: row.phone_hash ?? undefined,
    claims: row.claims,
    description: row.description,
    payload: new Uint8Array(row.payload),
    state: row.state,
    tries: row.tries,
    authorizations: row.authorizations,
    assertion: row.assertion ?? undefined,
    deviceId: row.device_id ?? undefined,
    result: row.result === null ? undefined : new Uint8Array(row.result),
    created: row.created,
    expires: row.expires,
  };
}

/** Waits until no other transaction creates a hand-off of this user, who need not have a row yet, and keeps others waiting until the end of this one. */
export async function lockHandoffsOf(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query("select pg_advisory_xact_lock(hashtextextended('recognize handoff ' || $1, 0))", [
    recognizeId,
  ]);
}

/**
 * The hand-offs of a user that were created after `since`, at most `limit`. Locks them.
 *
 * @throws RecognizeError `security/database-changed`
 */
export async function listHandoffsSince(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  since: number,
  limit: number,
): Promise<Handoff[]> {
  const found = await sql.query<AuthenticatedRow>(
    `select ${columns}, mac from recognize_handoffs where recognize_id = $1 and created > $2
     order by created desc limit $3 for update`,
    [recognizeId, since, limit],
  );
  return found.map((row) => fromRow(rows, row));
}

/** @throws RecognizeError `security/database-changed` */
export async function selectHandoff(
  sql: Sql,
  rows: RowAuthenticator,
  handoffId: string,
): Promise<Handoff | undefined> {
  const [row] = await sql.query<AuthenticatedRow>(
    `select ${columns}, mac from recognize_handoffs where handoff_id = $1`,
    [handoffId],
  );
  return row && fromRow(rows, row);
}

/** The same, and keeps others from changing it until the end of the transaction. @throws RecognizeError `security/database-changed` */
export async function lockHandoff(
  sql: Sql,
  rows: RowAuthenticator,
  handoffId: string,
): Promise<Handoff | undefined> {
  const [row] = await sql.query<AuthenticatedRow>(
    `select ${columns}, mac from recognize_handoffs where handoff_id = $1 for update`,
    [handoffId],
  );
  return row && fromRow(rows, row);
}

export async function insertHandoff(sql: Sql, rows: RowAuthenticator, handoff: Handoff): Promise<void> {
  const row = toRow(handoff);
  await sql.query(
    `insert into recognize_handoffs (${columns}, mac)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [...Object.values(row), rows.mac('recognize_handoffs', row)],
  );
}

/** Stores what a hand-off has become. Call it in a transaction that has locked the row. */
export async function updateHandoff(sql: Sql, rows: RowAuthenticator, handoff: Handoff): Promise<void> {
  const row = toRow(handoff);
  await sql.query(
    `update recognize_handoffs set phone_hash = $2, payload = $3, state = $4, tries = $5, authorizations = $6, assertion = $7,
       device_id = $8, result = $9, expires = $10, mac = $11 where handoff_id = $1`,
    [
      row.handoff_id,
      row.phone_hash,
      row.payload,
      row.state,
      row.tries,
      row.authorizations,
      row.assertion,
      row.device_id,
      row.result,
      row.expires,
      rows.mac('recognize_handoffs', row),
    ],
  );
}

export async function deleteHandoffsOf(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query('delete from recognize_handoffs where recognize_id = $1', [recognizeId]);
}

/** Deletes hand-offs that had ended an hour before `time`, at most `limit`. @returns how many */
export async function deleteHandoffsExpiredAt(sql: Sql, time: number, limit: number): Promise<number> {
  const deleted = await sql.query(
    `delete from recognize_handoffs where handoff_id in
       (select handoff_id from recognize_handoffs where expires <= $1 order by expires limit $2 for update skip locked)
     returning handoff_id`,
    [time - RETENTION_MS, limit],
  );
  return deleted.length;
}
