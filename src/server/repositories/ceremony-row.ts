import type { Bytes } from '../../wire/bytes.ts';
import type { CeremonyClaims, CeremonyRecord, NewEnrollment } from './ceremony-record.ts';

/** The covered columns of recognize_ceremonies. An enrollment has none of device_id … counted, and no second and third request. */
interface CoveredColumns {
  readonly ceremony_id: string;
  readonly recognize_id: string;
  readonly device_id: string;
  readonly share_id: string;
  readonly claims: CeremonyClaims;
  readonly device_key: Uint8Array;
  readonly sid: Uint8Array;
  readonly sealed_secret: Uint8Array | null;
  readonly m3: Uint8Array | null;
  readonly m4_hash: Uint8Array | null;
  readonly counted: number | null;
  /** Only of an enrollment. */
  readonly request1: string | null;
  readonly request2: string | null;
  readonly request3: string | null;
  readonly expires: number;
}

export const coveredColumns = `ceremony_id, recognize_id, device_id, share_id, claims, device_key, sid, sealed_secret, m3, m4_hash, counted,
  request1, request2, request3, expires`;

/** A row as it is read back. */
export interface CeremonyRow extends CoveredColumns {
  readonly mac: Uint8Array | null;
  readonly points: Uint8Array | null;
  readonly response1: Uint8Array;
  readonly response2: Uint8Array | null;
  readonly response3: Uint8Array | null;
}

export const bytesOf = (value: Uint8Array | null): Bytes | undefined =>
  value === null ? undefined : new Uint8Array(value);

export const toRecord = (row: CeremonyRow): CeremonyRecord => ({
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

/** The opposite of `toRecord`. */
export const toRow = (ceremony: CeremonyRecord): CoveredColumns => ({
  ceremony_id: ceremony.ceremonyId,
  recognize_id: ceremony.recognizeId,
  device_id: ceremony.deviceId,
  share_id: ceremony.shareId,
  claims: ceremony.claims,
  device_key: ceremony.deviceKey,
  sid: ceremony.sid,
  sealed_secret: ceremony.sealedSecret ?? null,
  m3: ceremony.evaluateRequest ?? null,
  m4_hash: ceremony.evaluateResponseHash ?? null,
  counted: ceremony.countedAt ?? null,
  request1: null,
  request2: ceremony.requestHashes[2] ?? null,
  request3: ceremony.requestHashes[3] ?? null,
  expires: ceremony.expires,
});

/** What a ceremony does not keep after FinishRequest. */
export const withoutSecrets = {
  sealedSecret: undefined,
  evaluateRequest: undefined,
  evaluateResponseHash: undefined,
} as const;

/** What a ceremony does not have before EvaluateRequest. */
export const notEvaluated = {
  evaluateRequest: undefined,
  evaluateResponseHash: undefined,
  countedAt: undefined,
  requestHashes: { 2: undefined, 3: undefined },
} as const;

export const toEnrollmentRow = ({
  ceremonyId,
  recognizeId,
  claims,
  requestHash,
  expires,
}: NewEnrollment) => ({
  ceremony_id: ceremonyId,
  recognize_id: recognizeId,
  device_id: null,
  share_id: null,
  claims,
  device_key: null,
  sid: null,
  sealed_secret: null,
  m3: null,
  m4_hash: null,
  counted: null,
  request1: requestHash,
  request2: null,
  request3: null,
  expires,
});
