import type { Bytes } from '../../wire/bytes.ts';
import type { Sql } from '../storage/sql.ts';
import type {
  CeremonyClaims,
  CeremonyRecord,
  Evaluation,
  NewCeremony,
  NewEnrollment,
  OpenCeremony,
  RepeatableStep,
} from './ceremony-record.ts';

/** Columns of recognize_ceremonies that are read back. An enrollment has none of device_id … response3. */
interface Row {
  readonly ceremony_id: string;
  readonly recognize_id: string;
  readonly device_id: string;
  readonly share_id: string;
  readonly claims: CeremonyClaims;
  readonly device_key: Uint8Array;
  readonly sid: Uint8Array;
  readonly points: Uint8Array | null;
  readonly sealed_secret: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
  readonly counted: number | null;
  readonly response1: Uint8Array;
  readonly request2: string | null;
  readonly response2: Uint8Array | null;
  readonly request3: string | null;
  readonly response3: Uint8Array | null;
  readonly expires: number;
}

const bytesOf = (value: Uint8Array | null): Bytes | undefined =>
  value === null ? undefined : new Uint8Array(value);

const toRecord = (row: Row): CeremonyRecord => ({
  ceremonyId: row.ceremony_id,
  recognizeId: row.recognize_id,
  deviceId: row.device_id,
  shareId: row.share_id,
  claims: row.claims,
  deviceKey: new Uint8Array(row.device_key),
  sid: new Uint8Array(row.sid),
  sealedSecret: row.sealed_secret ?? undefined,
  evaluateRequest: bytesOf(row.m3),
  evaluateResponseHash: bytesOf(row.m4_hash),
  countedAt: row.counted ?? undefined,
  requestHashes: { 2: row.request2 ?? undefined, 3: row.request3 ?? undefined },
  expires: row.expires,
});

export async function insertCeremony(sql: Sql, ceremony: NewCeremony): Promise<void> {
  await sql.query(
    `insert into recognize_ceremonies
       (ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, points, sealed_secret, expires)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
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
    ],
  );
}

/** Stores the response of an enrollment, so that a repeated request gets the same one. */
export async function insertEnrollment(sql: Sql, enrollment: NewEnrollment): Promise<void> {
  await sql.query(
    `insert into recognize_ceremonies (ceremony_id, recognize_id, claims, request1, response1, expires)
     values ($1, $2, $3, $4, $5, $6)`,
    [
      enrollment.ceremonyId,
      enrollment.recognizeId,
      enrollment.claims,
      enrollment.requestHash,
      enrollment.response,
      enrollment.expires,
    ],
  );
}

/** @returns undefined when the request was not answered, or its ceremony had expired at `now` */
export async function selectEnrollResponse(
  sql: Sql,
  requestHash: string,
  now: number,
): Promise<Bytes | undefined> {
  const [row] = await sql.query<Pick<Row, 'response1'>>(
    'select response1 from recognize_ceremonies where request1 = $1 and expires > $2',
    [requestHash, now],
  );
  return row && new Uint8Array(row.response1);
}

/** The ceremony without its long columns (points and responses). Enrollments are not found. */
export async function selectCeremony(
  sql: Sql,
  recognizeId: string,
  ceremonyId: string,
): Promise<CeremonyRecord | undefined> {
  const [row] = await sql.query<Row>(
    `select ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, sealed_secret, m3, m4_hash, counted,
       request2, request3, expires from recognize_ceremonies
     where ceremony_id = $1 and recognize_id = $2 and sid is not null`,
    [ceremonyId, recognizeId],
  );
  return row && toRecord(row);
}

/** The points of the oblivious transfer; undefined after EvaluateResponse was stored. */
export async function selectTransferPoints(sql: Sql, ceremonyId: string): Promise<Bytes | undefined> {
  const [row] = await sql.query<Pick<Row, 'points'>>(
    'select points from recognize_ceremonies where ceremony_id = $1',
    [ceremonyId],
  );
  return row && bytesOf(row.points);
}

/** The stored response to EvaluateRequest or FinishRequest; undefined when there is none. */
export async function selectResponse(
  sql: Sql,
  ceremonyId: string,
  step: RepeatableStep,
): Promise<Bytes | undefined> {
  const column = step === 2 ? 'response2' : 'response3';
  const [row] = await sql.query<Pick<Row, typeof column>>(
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
  const rows = await sql.query<Pick<Row, 'ceremony_id' | 'request2'>>(
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
  ceremonyId: string,
  evaluation: Evaluation,
): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_ceremonies
     set request2 = $2, response2 = $3, m3 = $4, m4_hash = $5, sealed_secret = $6, points = null, counted = $7
     where ceremony_id = $1 and request2 is null returning ceremony_id`,
    [
      ceremonyId,
      evaluation.requestHash,
      evaluation.response,
      evaluation.evaluateRequest,
      evaluation.evaluateResponseHash,
      evaluation.sealedKey,
      evaluation.countedAt,
    ],
  );
  return rows.length > 0;
}

/**
 * Assigns the ceremony to one FinishRequest and deletes its secrets.
 *
 * @returns false when another FinishRequest was first
 */
export async function startFinish(sql: Sql, ceremonyId: string, requestHash: string): Promise<boolean> {
  const rows = await sql.query(
    `update recognize_ceremonies set request3 = $2, sealed_secret = null, m3 = null, m4_hash = null
     where ceremony_id = $1 and request3 is null returning ceremony_id`,
    [ceremonyId, requestHash],
  );
  return rows.length > 0;
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

/** Deletes ceremonies that had expired at `time`, with their secrets. */
export async function deleteCeremoniesExpiredAt(sql: Sql, time: number): Promise<void> {
  await sql.query('delete from recognize_ceremonies where expires <= $1', [time]);
}
