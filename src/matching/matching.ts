import { RecognizeError } from '../errors.ts';
import type { Bytes } from '../wire/bytes.ts';
import { wipe } from '../wire/bytes.ts';
import type { Projection } from './bits.ts';
import type { Engine, EnrollmentShares, MatchInput } from './engine.ts';
import type { ClientShare } from './secret-sharing.ts';

/** What a ceremony needs of private matching, wherever the engine runs. */
export interface Matching {
  /**
   * Splits the embedding of an enrollment, and overwrites it. The server half goes sealed to the matcher, the client half into the
   * client state.
   */
  enroll(embedding: Float32Array, projection: Projection, signal?: AbortSignal): Promise<EnrollmentShares>;
  /** Begins a match while the camera warms up. An abort ends it at any time, `close` after the last step. */
  prepare(input: MatchInput, signal?: AbortSignal): Promise<PreparedMatch>;
}

/** One match. Steps run once, in order; a retry sends the same bytes again. Every promise may reject with a RecognizeError. */
export interface PreparedMatch {
  readonly beginRequest: Bytes;
  acceptBeginResponse(beginResponse: Bytes): Promise<void>;
  /** @param embedding of the capture, several frames already fused; overwritten, since one capture feeds one EvaluateRequest */
  createEvaluateRequest(embedding: Float32Array): Promise<Bytes>;
  /**
   * Resolves with FinishRequest on the clock, 100 ms after the call; send it at once, whatever happens.
   *
   * @param persist stores the half that is valid after a yes, before FinishRequest leaves; called on every match, told nothing of its outcome
   */
  createFinishRequest(
    evaluateResponse: Bytes,
    persist: (pending: ClientShare) => Promise<void>,
  ): Promise<Bytes>;
  /** Compares the verdict of FinishResponse with what was found. @throws RecognizeError `security/assertion-invalid` when they disagree */
  checkVerdict(recognized: boolean): Promise<void>;
  /** Ends the engine and all that it holds. Safe at any time, and more than once. */
  close(): void;
}

/** An engine of its own for each match, as a plain object of functions: ending it ends everything it holds. */
export interface EngineHandle extends Engine {
  close(reason?: RecognizeError): void;
}

/** Steps between ticks of FinishRequest's clock, in milliseconds. */
export const tick = 100;

export function createMatching(start: () => EngineHandle): Matching {
  return {
    async enroll(embedding, projection, signal) {
      let engine: EngineHandle | undefined;
      try {
        engine = startUnder(start, signal);
        return await engine.enroll(embedding, projection);
      } finally {
        wipe(embedding);
        engine?.close();
      }
    },

    async prepare(input, signal) {
      const engine = startUnder(start, signal);
      try {
        const beginRequest = await engine.prepare(input);
        return {
          beginRequest,
          acceptBeginResponse: (beginResponse) => engine.acceptBeginResponse(beginResponse),
          createEvaluateRequest: (embedding) =>
            engine.createEvaluateRequest(embedding).finally(() => wipe(embedding)),
          createFinishRequest: (evaluateResponse, persist) =>
            onTheClock(async () => {
              const { finishRequest, pending } = await engine.createFinishRequest(evaluateResponse);
              await persist(pending);
              return finishRequest;
            }),
          checkVerdict: (recognized) => engine.checkVerdict(recognized),
          close: () => engine.close(),
        };
      } catch (error) {
        engine.close();
        throw error;
      }
    },
  };
}

/** Starts an engine that an abort of `signal` ends. */
function startUnder(start: () => EngineHandle, signal: AbortSignal | undefined): EngineHandle {
  const aborted = () => new RecognizeError('ceremony/aborted', { cause: signal?.reason });
  if (signal?.aborted === true) throw aborted();
  const engine = start();
  const abort = () => engine.close(aborted());
  signal?.addEventListener('abort', abort, { once: true });
  return {
    ...engine,
    close(reason) {
      signal?.removeEventListener('abort', abort);
      engine.close(reason);
    },
  };
}

/**
 * Settles at the next whole tick after `work` began and ended, so that the time of the work does not show. Work that takes longer than
 * one tick leaves on a later one, never in between.
 */
async function onTheClock<R>(work: () => Promise<R>): Promise<R> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    const worked = performance.now() - began;
    const due = Math.max(1, Math.ceil(worked / tick)) * tick;
    await new Promise((resolve) => setTimeout(resolve, due - worked));
  }
}
