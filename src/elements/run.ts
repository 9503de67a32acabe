import type { RecognizeError, RecognizeErrorJson, Stage } from '../errors.ts';
import type { CancelReason, HintName, ProgressDetail, StepName } from '../events.ts';

export type RunStatus = 'running' | 'complete' | 'failed' | 'cancelled';

/** What a run tells. Of `complete`, `cancel` and `error` exactly one comes, and nothing after it. */
export interface RunListener {
  step(step: StepName, of: number): void;
  hint(hint: HintName): void;
  progress(detail: ProgressDetail): void;
  complete(result: unknown): void;
  cancel(stage: Stage, reason: CancelReason): void;
  error(error: RecognizeErrorJson): void;
}

/** Steps of a ceremony, in order; a run may skip some and never goes back, but for a second capture. */
export const steps: readonly StepName[] = ['loading', 'permission', 'capture', 'verify', 'bind'];

/**
 * The life of one run, without DOM: running, then complete, failed or cancelled. What comes late (a step of an aborted run, a second
 * end) is dropped.
 */
export class Run {
  readonly #listener: RunListener;
  readonly #abort = new AbortController();
  #status: RunStatus = 'running';
  #step: StepName | undefined;
  #kept: unknown;

  constructor(listener: RunListener) {
    this.#listener = listener;
  }

  get status(): RunStatus {
    return this.#status;
  }

  get stage(): Stage {
    return this.#step ?? 'loading';
  }

  /** Aborts with the run's end. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  step(step: StepName): void {
    if (this.#status !== 'running' || step === this.#step) return;
    this.#step = step;
    this.#listener.step(step, steps.length);
  }

  hint(hint: HintName): void {
    if (this.#status === 'running') this.#listener.hint(hint);
  }

  progress(detail: ProgressDetail): void {
    if (this.#status === 'running') this.#listener.progress(detail);
  }

  /** What has been made for good and must reach the page: from now on the run completes with it, however the rest ends. */
  kept(result: unknown): void {
    this.#kept = result;
  }

  complete(result: unknown): void {
    this.#end('complete', () => this.#listener.complete(result));
  }

  fail(error: RecognizeError): void {
    if (this.#kept !== undefined) this.complete(this.#kept);
    else this.#end('failed', () => this.#listener.error(error.at(this.stage).toJSON()));
  }

  cancel(reason: CancelReason): void {
    if (this.#kept !== undefined) this.complete(this.#kept);
    else this.#end('cancelled', () => this.#listener.cancel(this.stage, reason));
  }

  #end(status: RunStatus, tell: () => void): void {
    if (this.#status !== 'running') return;
    this.#status = status;
    this.#abort.abort(new DOMException(status, 'AbortError'));
    tell();
  }
}
