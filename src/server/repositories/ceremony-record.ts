import type { Bytes } from '../../wire/bytes.ts';
import type { AuthorizationClaims } from '../../wire/tokens.ts';
import type { DeviceDescription } from '../device-description.ts';

/** Claims of the authorization, with what is known of the browser that begins. */
export type CeremonyClaims = AuthorizationClaims & {
  readonly description: DeviceDescription;
  /** The device of this browser that a recovery replaces. The browser has proven that it has its key. */
  readonly formerDeviceId?: string;
  /** Whether the person agrees that a device which was never used is removed to make room. */
  readonly replaceUnused?: boolean;
};

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

export interface NewCeremony
  extends Pick<
    CeremonyRecord,
    'ceremonyId' | 'recognizeId' | 'deviceId' | 'shareId' | 'claims' | 'deviceKey' | 'sid' | 'expires'
  > {
  /** n points of the oblivious transfer, 64 bytes each. */
  readonly points: Uint8Array;
  readonly sealedSecret: Uint8Array;
}

export interface NewEnrollment {
  readonly ceremonyId: string;
  readonly recognizeId: string;
  readonly claims: AuthorizationClaims;
  readonly requestHash: string;
  readonly response: Uint8Array;
  readonly expires: number;
}

export interface OpenCeremony {
  readonly ceremonyId: string;
  /** Whether EvaluateResponse is stored. */
  readonly evaluated: boolean;
}

export interface Evaluation {
  readonly requestHash: string;
  readonly response: Uint8Array;
  readonly evaluateRequest: Bytes;
  readonly evaluateResponseHash: Bytes;
  /** K, encrypted. */
  readonly sealedKey: Uint8Array;
  readonly countedAt: number;
}
