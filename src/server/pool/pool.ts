import { availableParallelism } from 'node:os';
import { RecognizeError } from '../../errors.ts';
import type { EvaluateInput } from '../../matching/matcher-session.ts';
import { type Bytes, wipe } from '../../wire/bytes.ts';
import { createThreads } from './threads.ts';

/**
 * Worker threads for the two expensive steps of the matcher. One thread is reserved for `evaluate`, which takes milliseconds and for which a
 * client waits. So it never waits for a computation of transfer keys, which takes a fifth of a second.
 *
 * The caller gives up the buffers of secrets: they move to a thread, which overwrites them, or are overwritten here when the job is refused.
 * Methods reject with `server/unavailable` when a thread ends or the pool is closed.
 */
export interface Pool {
  /** Threads for `deriveSenderKeys`. The key queue starts no more jobs than that. */
  readonly keyThreads: number;
  /** The transfer keys, n · 64 bytes. Overwrites `privateKey`. */
  deriveSenderKeys(privateKey: Bytes, points: Bytes, sid: Bytes): Promise<Bytes>;
  /** Overwrites `keys` and `share`. @throws RecognizeError `server/too-many` when too many evaluations wait */
  evaluate(input: EvaluateInput): Promise<{ evaluateResponse: Bytes; key: Bytes }>;
  /** Evaluations that wait for the thread. */
  readonly waitingEvaluations: number;
  close(): Promise<void>;
}

const defaultThreads = () => Math.min(4, Math.max(1, availableParallelism() - 1));

/**
 * @param keyThreads default: one less than the number of cores, between 1 and 4
 * @param evaluationLimit evaluations that may wait for the reserved thread
 */
export function createPool(keyThreads = defaultThreads(), evaluationLimit = 128): Pool {
  const keys = createThreads(keyThreads);
  const evaluations = createThreads(1);
  return {
    keyThreads,
    deriveSenderKeys: (privateKey, points, sid) =>
      keys.run({ kind: 'transfer-keys', privateKey, points, sid }, [privateKey]),
    async evaluate(input) {
      const secrets = [input.keys, input.share];
      if (evaluations.waiting >= evaluationLimit) {
        wipe(...secrets);
        throw new RecognizeError('server/too-many', {
          detail: `queueLimit: ${evaluationLimit} evaluations wait`,
        });
      }
      return evaluations.run({ kind: 'evaluate', ...input }, secrets);
    },
    get waitingEvaluations() {
      return evaluations.waiting;
    },
    async close() {
      await Promise.all([keys.close(), evaluations.close()]);
    },
  };
}
