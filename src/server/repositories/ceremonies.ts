import type { Bytes } from '../../wire/bytes.ts';
import type { RowAuthenticator } from '../row-authentication.ts';
import type { Sql } from '../storage/sql.ts';
import type {
  CeremonyRecord,
  Evaluation,
  NewCeremony,
  NewEnrollment,
  OpenCeremony,
  RepeatableStep,
} from './ceremony-record.ts';
import {
  bytesOf,
  type CeremonyRow,
  coveredColumns,
  notEvaluated,
  toEnrollmentRow,
  toRecord,
  toRow,
  withoutSecrets,
} from './ceremony-row.ts';

export async function insertCeremony(sql: Sql, rows: RowAuthenticator, ceremony: NewCeremony): Promise<void> {
  const mac = rows.mac('recognize_ceremonies', toRow({ ...notEvaluated, ...ceremony }));
  await sql.query(
    `insert into recognize_ceremonies
       (ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, points, sealed_secret, expires, mac)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ceremony.ceremonyId,
      ceremony.recognizeId,
      ceremony.deviceId,
      ceremony.shareId,
      ceremony.claims,
      ceremony.deviceKey,
      ceremony.sid,
      ceremony.points,
      ceremony.sealedSecret,
      ceremony.expires,
      mac,
    ],
  );
}

/** Stores the response of an enrollment, so that a repeated request gets the same one. */
export async function insertEnrollment(
  sql: Sql,
  rows: RowAuthenticator,
  enrollment: NewEnrollment,
): Promise<void> {
  await sql.query(
    `insert into recognize_ceremonies (ceremony_id, recognize_id, claims, request1, response1, expires, mac)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      enrollment.ceremonyId,
      enrollment.recognizeId,
      enrollment.claims,
      enrollment.requestHash,
      enrollment.response,
      enrollment.expires,
      rows.mac('recognize_ceremonies', toEnrollmentRow(enrollment)),
    ],
  );
}

/**
 * @returns undefined when the request was not answered, or its ceremony had expired at `now`
 * @throws RecognizeError `security/database-changed`
 */
export async function selectEnrollResponse(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  requestHash: string,
  now: number,
): Promise<Bytes | undefined> {
  const [row] = await sql.query<CeremonyRow>(
    `select ${coveredColumns}, response1, mac from recognize_ceremonies
     where request1 = $1 and recognize_id = $2 and expires > $3`,
    [requestHash, recognizeId, now],
  );
  if (row === undefined) return undefined;
  rows.verify('recognize_ceremonies', row);
  return new Uint8Array(row.response1);
}

/**
 * The ceremony without its long columns (points and responses). Enrollments are not found.
 *
 * @throws RecognizeError `security/database-changed`
 */
export async function selectCeremony(
  sql: Sql,
  rows: RowAuthenticator,
  recognizeId: string,
  ceremonyId: string,
): Promise<CeremonyRecord | undefined> {
  const [row] = await sql.query<CeremonyRow>(
    `select ${coveredColumns}, mac from recognize_ceremonies
     where ceremony_id = $1 and recognize_id = $2 and sid is not null`,
    [ceremonyId, recognizeId],
  );
  if (row === undefined) return undefined;
  rows.verify('recognize_ceremonies', row);
  return toRecord(row);
}

export interface TransferInput {
  readonly points: Bytes;
  /** y, encrypted. */
  readonly sealedSecret: Uint8Array;
}

/** Input of the transfer keys; undefined after EvaluateResponse was stored. */
export async function selectTransferInput(sql: Sql, ceremonyId: string): Promise<TransferInput | undefined> {
  const [row] = await sql.query<Pick<CeremonyRow, 'points' | 'sealed_secret'>>(
    'select points, sealed_secret from recognize_ceremonies where ceremony_id = $1 and request2 is null',
    [ceremonyId],
  );
  return row && { points: bytesOf(row.points)!, sealedSecret: row.sealed_secret! };
}

/** The stored response to EvaluateRequest or FinishRequest; undefined when there is none. */
export async function selectResponse(
  sql: Sql,
  ceremonyId: string,
  step: RepeatableStep,
): Promise<Bytes | undefined> {
  const column = step === 2 ? 'response2' : 'response3';
  const [row] = await sql.query<Pick<CeremonyRow, typeof column>>(
    `select ${column} from recognize_ceremonies where ceremony_id = $1`,
    [ceremonyId],
  );
  return row && bytesOf(row[column]);
}

/**
 * Ceremonies of the user that have begun, not ended and not expired, the oldest first.
 *
 * @param lastEnd ceremonies that end later were begun by a server whose clock was ahead; they are not counted
 */
export async function listOpenCeremonies(
  sql: Sql,
  recognizeId: string,
  now: number,
  lastEnd: number,
): Promise<OpenCeremony[]> {
  const rows = await sql.query<Pick<CeremonyRow, 'ceremony_id' | 'request2'>>(
    `select ceremony_id, request2 from recognize_ceremonies
     where recognize_id = $1 and sid is not null and response3 is null and expires > $2 and expires <= $3
     order by expires`,
    [recognizeId, now, lastEnd],
  );
  return rows.map((row) => ({ ceremonyId: row.ceremony_id, evaluated: row.request2 !== null }));
}

/**
 * Stores EvaluateResponse. The encrypted K replaces y, and the points are deleted.
 *
 * @returns false when another EvaluateResponse was stored before
 */
export async function storeEvaluation(
  sql: Sql,
  rows: RowAuthenticator,
  ceremony: CeremonyRecord,
  evaluation: Evaluation,
): Promise<boolean> {
  const { requestHash, response, sealedKey: sealedSecret, ...values } = evaluation;
  const requestHashes = { 2: requestHash, 3: undefined };
  const row = toRow({ ...ceremony, ...values, sealedSecret, requestHashes });
  const updated = await sql.query(
    `update recognize_ceremonies
     set request2 = $2, response2 = $3, m3 = $4, m4_hash = $5, sealed_secret = $6, points = null, counted = $7, mac = $8
     where ceremony_id = $1 and request2 is null returning ceremony_id`,
    [
      ceremony.ceremonyId,
      requestHash,
      response,
      evaluation.evaluateRequest,
      evaluation.evaluateResponseHash,
      sealedSecret,
      evaluation.countedAt,
      rows.mac('recognize_ceremonies', row),
    ],
  );
  return updated.length > 0;
}

/**
 * Assigns the ceremony to one FinishRequest, and deletes its secrets and EvaluateResponse: the browser has received it.
 *
 * @returns false when another FinishRequest was first
 */
export async function startFinish(
  sql: Sql,
  rows: RowAuthenticator,
  ceremony: CeremonyRecord,
  requestHash: string,
): Promise<boolean> {
  const requestHashes = { ...ceremony.requestHashes, 3: requestHash };
  const row = toRow({ ...ceremony, ...withoutSecrets, requestHashes });
  const updated = await sql.query(
    `update recognize_ceremonies
     set request3 = $2, sealed_secret = null, m3 = null, m4_hash = null, response2 = null, mac = $3
     where ceremony_id = $1 and request3 is null returning ceremony_id`,
    [ceremony.ceremonyId, requestHash, rows.mac('recognize_ceremonies', row)],
  );
  return updated.length > 0;
}

export async function storeFinishResponse(sql: Sql, ceremonyId: string, response: Uint8Array): Promise<void> {
  await sql.query('update recognize_ceremonies set response3 = $2 where ceremony_id = $1', [
    ceremonyId,
    response,
  ]);
}

export async function deleteCeremony(sql: Sql, ceremonyId: string): Promise<void> {
  await sql.query('delete from recognize_ceremonies where ceremony_id = $1', [ceremonyId]);
}

export async function deleteCeremoniesOf(sql: Sql, recognizeId: string): Promise<void> {
  await sql.query('delete from recognize_ceremonies where recognize_id = $1', [recognizeId]);
}

/** Deletes ceremonies that had expired at `time`, with their secrets, at most `limit`. @returns how many */
export async function deleteCeremoniesExpiredAt(sql: Sql, time: number, limit: number): Promise<number> {
  const rows = await sql.query(
    `delete from recognize_ceremonies where ceremony_id in
       (select ceremony_id from recognize_ceremonies where expires <= $1
        order by expires limit $2 for update skip locked)
     returning ceremony_id`,
    [time, limit],
  );
  return rows.length;
}
