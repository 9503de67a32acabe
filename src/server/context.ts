import type { ModelSet } from '../manifest/types.ts';
import type { Key } from '../wire/envelope.ts';
import type { EnvelopeKeys } from './envelope-keys.ts';
import type { Keys } from './keys.ts';
import type { Lockout } from './limits.ts';
import type { Pool } from './pool/pool.ts';
import type { Storage } from './storage/sql.ts';

/** What a matcher knows of one set of models. */
export interface KnownModel {
  readonly modelId: string;
  /** SHA-256 of the model id, as EnrollRequest carries it. */
  readonly modelIdHash: Uint8Array;
  readonly matching: ModelSet['matching'];
}

export interface Policy {
  readonly lockout: Lockout;
  /** Client devices of one person that are not expired. */
  readonly deviceLimit: number;
  /** Lives in milliseconds; 0: without end. */
  readonly temporaryLife: number;
  readonly backupLife: number;
  /** Time for one run, from its first request. */
  readonly ceremonyLife: number;
  /** Runs of one person that have begun and not ended. */
  readonly openCeremonies: number;
}

/** Told of what happens, never with a body, a token or anything of a face. `cause`: message of what lies beneath an error. */
export type Log = (event: {
  readonly event: 'error' | 'recognized' | 'not-recognized';
  readonly code?: string;
  readonly status?: number;
  readonly cause?: string;
}) => void;

/** Everything that a request needs. */
export interface Context {
  readonly storage: Storage;
  readonly keys: Keys;
  /** Keys whose authorizations count: the host's, and the matcher's own for activations. */
  readonly trusted: readonly Key[];
  readonly envelopes: EnvelopeKeys;
  readonly pool: Pool;
  readonly models: readonly KnownModel[];
  readonly origins: readonly string[];
  readonly issuer: string;
  readonly policy: Policy;
  readonly log: Log;
  readonly now: () => number;
}
