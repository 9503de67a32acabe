import { abortedError, type RecognizeError } from '../errors.ts';
import { type Bytes, wipe } from '../wire/bytes.ts';
import type { CaptureReport } from '../wire/capture-report.ts';
import type { ClientShare, SharePair } from '../wire/shares.ts';
import type { OperatingPoint, Projection } from './bits.ts';
import type { ClientProtocol, MatchInput } from './client-protocol.ts';

/** Private matching as the ceremonies use it, independent of the thread that runs the protocol. */
export interface PrivateMatching {
  /** Checks before a capture that the protocol can run. @throws RecognizeError `environment/*`, `assets/*`, `runtime/*` */
  check(signal?: AbortSignal): Promise<void>;
  /**
   * Splits the embedding of an enrollment, then overwrites it. The server share is sent sealed to the matcher; the client share goes into the
   * client state.
   */
  enroll(embedding: Float32Array, projection: Projection, signal?: AbortSignal): Promise<SharePair>;
  /**
   * Whether two embeddings match at the operating point. Only the answer leaves the thread of the protocol, which overwrites its copies; those of
   * the caller stay.
   */
  matches(a: Float32Array, b: Float32Array, point: OperatingPoint, signal?: AbortSignal): Promise<boolean>;
  /** Begins a match, before there is a capture. End it with `close`; an abort of the signal ends it too. */
  prepare(input: MatchInput, signal?: AbortSignal): Promise<PreparedMatch>;
}

/** One match. Every step runs once, in order; to repeat a request, send the same bytes. Rejections are RecognizeErrors. */
export interface PreparedMatch {
  readonly beginRequest: Bytes;
  acceptBeginResponse(beginResponse: Bytes): Promise<void>;
  /** @param embedding of the capture, fused from several frames. Overwritten, because one capture is used for one EvaluateRequest. */
  createEvaluateRequest(embedding: Float32Array): Promise<Bytes>;
  /**
   * Resolves with FinishRequest at a multiple of `FINISH_INTERVAL_MS` after the call. Send it at once, in every case.
   *
   * @param report about the capture
   * @param persist stores the refreshed share, which is valid after a match, before FinishRequest is sent. Called whatever the outcome.
   */
  createFinishRequest(
    evaluateResponse: Bytes,
    report: CaptureReport,
    persist: (pendingShare: ClientShare) => Promise<void>,
  ): Promise<Bytes>;
  /** Compares the verdict of FinishResponse with the evaluation. @throws RecognizeError `security/assertion-invalid` when they differ */
  checkVerdict(recognized: boolean): Promise<void>;
  /** Ends the match and discards its secrets. May be called at any time, and more than once. */
  close(): void;
}

/** A protocol that runs elsewhere, for one enrollment or one match. Its methods must be own properties, so that spreading copies them. */
export interface ClientProtocolHandle extends ClientProtocol {
  /** Stops it, discards everything it holds, and rejects pending calls with `reason`. */
  close(reason?: RecognizeError): void;
}

/**
 * FinishRequest leaves at a multiple of this after EvaluateResponse arrived. It is longer than an evaluation takes on a slow phone, so that
 * the time of the evaluation cannot be observed.
 */
export const FINISH_INTERVAL_MS = 100;

/** @param startProtocol called for each enrollment and each match, so that nothing is shared between them */
export function createPrivateMatching(startProtocol: () => ClientProtocolHandle): PrivateMatching {
  return {
    async check(signal) {
      const protocol = startWithSignal(startProtocol, signal);
      try {
        await protocol.check();
      } finally {
        protocol.close();
      }
    },

    async enroll(embedding, projection, signal) {
      let protocol: ClientProtocolHandle | undefined;
      try {
        protocol = startWithSignal(startProtocol, signal);
        return await protocol.enroll(embedding, projection);
      } finally {
        wipe(embedding);
        protocol?.close();
      }
    },

    async matches(a, b, point, signal) {
      const protocol = startWithSignal(startProtocol, signal);
      const [copyOfA, copyOfB] = [a.slice(), b.slice()];
      try {
        return await protocol.matches(copyOfA, copyOfB, point);
      } finally {
        wipe(copyOfA, copyOfB);
        protocol.close();
      }
    },

    async prepare(input, signal) {
      const protocol = startWithSignal(startProtocol, signal);
      try {
        return preparedMatch(protocol, await protocol.prepare(input));
      } catch (error) {
        protocol.close();
        throw error;
      }
    },
  };
}

const preparedMatch = (protocol: ClientProtocolHandle, beginRequest: Bytes): PreparedMatch => ({
  beginRequest,
  acceptBeginResponse: (beginResponse) => protocol.acceptBeginResponse(beginResponse),
  createEvaluateRequest: (embedding) =>
    protocol.createEvaluateRequest(embedding).finally(() => wipe(embedding)),
  createFinishRequest: (evaluateResponse, report, persist) =>
    padDuration(async () => {
      const { finishRequest, pendingShare } = await protocol.createFinishRequest(evaluateResponse, report);
      await persist(pendingShare);
      return finishRequest;
    }),
  checkVerdict: (recognized) => protocol.checkVerdict(recognized),
  close: () => protocol.close(),
});

/** Starts the protocol and closes it when the signal is aborted. @throws RecognizeError `ceremony/aborted` */
function startWithSignal(
  startProtocol: () => ClientProtocolHandle,
  signal: AbortSignal | undefined,
): ClientProtocolHandle {
  if (signal?.aborted === true) throw abortedError(signal);
  const protocol = startProtocol();
  const abort = () => protocol.close(abortedError(signal));
  signal?.addEventListener('abort', abort, { once: true });
  return {
    ...protocol,
    close(reason) {
      signal?.removeEventListener('abort', abort);
      protocol.close(reason);
    },
  };
}

/** Settles, with the result or the error of `work`, at the first multiple of `FINISH_INTERVAL_MS` after the work has ended. */
async function padDuration<Result>(work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    const elapsed = performance.now() - started;
    const intervals = Math.max(1, Math.ceil(elapsed / FINISH_INTERVAL_MS));
    await new Promise((resolve) => setTimeout(resolve, intervals * FINISH_INTERVAL_MS - elapsed));
  }
}
