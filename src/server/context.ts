import type { Key } from '../wire/envelope.ts';
import type { Authorize } from './authorize.ts';
import type { EvaluatedCeremonies } from './ceremonies/evaluated-ceremonies.ts';
import type { RequestQueue } from './ceremonies/request-queue.ts';
import type { RunningEvaluations } from './ceremonies/running-evaluations.ts';
import type { EnvelopeKeys } from './envelope-keys.ts';
import type { Keys } from './keys.ts';
import type { Log } from './log.ts';
import type { ServerModel } from './models.ts';
import type { OnRemoved } from './on-removed.ts';
import type { Policy } from './policy.ts';
import type { KeyQueue } from './pool/key-queue.ts';
import type { Pool } from './pool/pool.ts';
import type { Storage } from './storage/sql.ts';

/** Everything that requests share. */
export interface Context {
  readonly storage: Storage;
  readonly keys: Keys;
  /** Keys that may sign authorizations: the host's, and the matcher's own for activations. */
  readonly trustedKeys: readonly Key[];
  readonly envelopeKeys: EnvelopeKeys;
  readonly pool: Pool;
  readonly evaluatedCeremonies: EvaluatedCeremonies;
  readonly keyQueue: KeyQueue;
  readonly queueLimit: number;
  readonly runningEvaluations: RunningEvaluations;
  readonly requestQueue: RequestQueue;
  readonly models: readonly ServerModel[];
  readonly origins: readonly string[];
  readonly issuer: string;
  readonly policy: Policy;
  readonly authorize: Authorize;
  /** Path of the page that the links of hand-offs lead to. Without one there are no hand-offs. */
  readonly handoffPage: string | undefined;
  readonly onRemoved: OnRemoved | undefined;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
