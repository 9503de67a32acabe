import type { ModelSet } from '../manifest/types.ts';
import type { EnvelopeKeys } from './envelope-keys.ts';
import type { Keys } from './keys.ts';
import type { Lockout } from './limits.ts';
import type { Pool } from './pool/pool.ts';
import type { Storage } from './storage/sql.ts';

/** What a matcher knows of one set of models. */
export interface KnownModel {
  readonly modelId: string;
  /** SHA-256 of the model id, as E1 carries it. */
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
}

/** Told of what happens, never with a body, a token or anything of a face. */
export type Log = (event: {
  readonly event: string;
  readonly code?: string;
  readonly status?: number;
}) => void;

/** Everything that a request needs. */
export interface Context {
  readonly storage: Storage;
  readonly keys: Keys;
  readonly envelopes: EnvelopeKeys;
  readonly pool: Pool;
  readonly models: readonly KnownModel[];
  readonly origins: readonly string[];
  readonly issuer: string;
  readonly policy: Policy;
  readonly log: Log;
  readonly now: () => number;
}
