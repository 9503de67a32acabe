import type { Bytes } from '../../wire/bytes.ts';
import type { AuthorizationClaims } from '../../wire/tokens.ts';
import type { DeviceDescription } from '../device-description.ts';
import type { Sql } from '../storage/sql.ts';

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

/** Claims of the authorization, with the description of the device that begins. */
export type CeremonyClaims = AuthorizationClaims & { readonly description: DeviceDescription };

/** A ceremony between BeginRequest and FinishResponse. Times are milliseconds since the epoch. */
export interface CeremonyRecord {
  readonly ceremonyId: string;
  readonly recognizeId: string;
  readonly deviceId: string;
  /** The share that the ceremony began with. */
  readonly shareId: string;
  readonly claims: CeremonyClaims;
  /** Public key from BeginRequest, 64 bytes. */
  readonly deviceKey: Bytes;
  readonly sid: Bytes;
  /** Encrypted: y until EvaluateResponse is stored, then K until FinishRequest. */
  readonly sealedSecret: Uint8Array | undefined;
  /** The next two: after EvaluateResponse, until FinishRequest. */
  readonly evaluateRequest: Bytes | undefined;
  readonly evaluateResponseHash: Bytes | undefined;
  /** Time at which the attempt was counted. */
  readonly countedAt: number | undefined;
  /** Hashes of the sealed requests, for repeated ones. */
  readonly requestHashes: Readonly<Record<RepeatableStep, string | undefined>>;
  readonly expires: number;
}

/** 2: EvaluateRequest, 3: FinishRequest. */
export type RepeatableStep = 2 | 3;

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

export interface NewCeremony {
  readonly ceremonyId: string;
  readonly recognizeId: string;
  readonly deviceId: string;
  readonly shareId: string;
  readonly claims: CeremonyClaims;
  readonly deviceKey: Uint8Array;
  readonly sid: Uint8Array;
  /** n points of the oblivious transfer, 64 bytes each. */
  readonly points: Uint8Array;
  readonly sealedSecret: Uint8Array;
  readonly expires: number;
}

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

export interface NewEnrollment {
  readonly ceremonyId: string;
  readonly recognizeId: string;
  readonly claims: AuthorizationClaims;
  readonly requestHash: string;
  readonly response: Uint8Array;
  readonly expires: number;
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

export interface OpenCeremony {
  readonly ceremonyId: string;
  /** Whether EvaluateResponse is stored. */
  readonly evaluated: boolean;
}

/** Ceremonies of the user that have begun, not ended and not expired, the oldest first. */
export async function listOpenCeremonies(
  sql: Sql,
  recognizeId: string,
  now: number,
): Promise<OpenCeremony[]> {
  const rows = await sql.query<Pick<Row, 'ceremony_id' | 'request2'>>(
    `select ceremony_id, request2 from recognize_ceremonies
     where recognize_id = $1 and sid is not null and response3 is null and expires > $2 order by expires`,
    [recognizeId, now],
  );
  return rows.map((row) => ({ ceremonyId: row.ceremony_id, evaluated: row.request2 !== null }));
}

export interface Evaluation {
  readonly requestHash: string;
  readonly response: Uint8Array;
  readonly evaluateRequest: Uint8Array;
  readonly evaluateResponseHash: Uint8Array;
  /** K, encrypted. */
  readonly sealedKey: Uint8Array;
  readonly countedAt: number;
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
