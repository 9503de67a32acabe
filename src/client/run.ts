import type { Camera } from '../capture/camera.ts';
import { type CaptureControls, NO_CONTROLS } from '../capture/capture-controls.ts';
import type { ChallengeProgress } from '../capture/challenge-guide.ts';
import type { Still } from '../capture/still.ts';
import { untilAborted } from '../ceremonies/timeout.ts';
import type { CeremonyStep } from '../ceremonies/types.ts';
import { abortedError, type RecognizeError, type Stage } from '../errors.ts';
import type { CancelReason, HandoffDetail, HintName } from '../events.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { CaptureState, LoadProgress, RunningState, RunOptions, RunState } from './run-state.ts';

/** State machine of one run, without DOM. The caller does the work and reports it. Calls after the end have no effect. */
export class Run<Result> {
  readonly #onState: RunOptions<Result>['onState'];
  readonly #abort = new AbortController();
  #state: RunState<Result> | undefined;
  #camera: Camera | undefined;
  #still: Still | undefined;
  #submitted = false;
  #durableResult: Result | undefined;

  constructor(onState?: RunOptions<Result>['onState']) {
    this.#onState = onState;
  }

  /** The newest state; undefined before the first step. */
  get state(): RunState<Result> | undefined {
    return this.#state;
  }

  /** Aborts when the run ends, whatever its outcome. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** @param progress of loading, for the steps `loading` and `permission`, with the diagnostics of models that are loaded already */
  step(step: CeremonyStep, progress: LoadProgress, diagnostics?: Diagnostics): void {
    if (this.#running?.step === step) return;
    const common = { status: 'running', camera: this.#camera } as const;
    if (step === 'loading' || step === 'permission')
      this.#emit({ ...common, step, ...progress, diagnostics });
    else if (step === 'capture') {
      this.#still = undefined;
      this.#emit({ ...common, step, ...NOTHING_CAPTURED });
    } else {
      this.#submitted = true;
      this.#emit({ ...common, step, still: this.#still });
    }
  }

  loading(progress: LoadProgress, diagnostics?: Diagnostics): void {
    const state = this.#running;
    if (state?.step === 'loading' || state?.step === 'permission')
      this.#emit({ ...state, ...progress, diagnostics });
  }

  hint(hint: HintName): void {
    const state = this.#running;
    if (state?.step === 'capture') this.#emit({ ...state, hint });
  }

  samples(samples: number, samplesRequired: number): void {
    const state = this.#running;
    if (state?.step === 'capture') this.#emit({ ...state, samples, samplesRequired });
  }

  controls(controls: Partial<CaptureControls>): void {
    const state = this.#running;
    if (state?.step === 'capture') this.#emit({ ...state, ...controls });
  }

  /** The capture is complete, and the camera is closed. */
  still(still: Still): void {
    this.#still = still;
    const state = this.#running;
    if (state?.step === 'capture') this.#emit({ ...state, ...NO_CONTROLS, still });
  }

  /** Shows the picture until the person has answered. Resolves with whether it is accepted. @throws RecognizeError `ceremony/aborted` */
  review(): Promise<boolean> {
    return untilAborted(
      this.signal,
      () =>
        new Promise((resolve) => {
          const common = { status: 'running', step: 'review', camera: this.#camera } as const;
          const answers = { accept: () => resolve(true), retake: () => resolve(false) };
          this.#emit({ ...common, still: this.#still, ...answers });
        }),
    );
  }

  handoff(handoff: HandoffDetail): void {
    this.#emit({ status: 'running', step: 'handoff', camera: undefined, handoff });
  }

  challenge(challenge: ChallengeProgress): void {
    const state = this.#running;
    if (state?.step === 'capture') this.#emit({ ...state, challenge });
  }

  camera(camera: Camera | undefined): void {
    this.#camera = camera;
    const state = this.#running;
    if (state !== undefined) this.#emit({ ...state, camera });
  }

  /** A result that is stored on the backend and must reach the caller: the run completes with it even if the rest fails or is cancelled. */
  setDurableResult(result: Result): void {
    this.#durableResult = result;
  }

  complete(result: Result): void {
    this.#end({ status: 'complete', result });
  }

  fail(error: RecognizeError): void {
    if (this.#durableResult !== undefined) this.complete(this.#durableResult);
    else this.#end({ status: 'failed', error: error.at(this.#stage) });
  }

  cancel(reason: CancelReason): void {
    if (this.#durableResult !== undefined) this.complete(this.#durableResult);
    else this.#end({ status: 'cancelled', stage: this.#stage, reason, submitted: this.#submitted });
  }

  /**
   * The result of a run that has ended.
   *
   * @throws RecognizeError the error of a failed run, `ceremony/aborted` for a cancelled one
   */
  outcome(): Result {
    const state = this.#state;
    if (state?.status === 'complete') return state.result;
    if (state?.status === 'failed') throw state.error;
    if (state?.status === 'cancelled') throw abortedError(state).at(state.stage);
    throw abortedError();
  }

  get #running(): RunningState | undefined {
    return this.#state?.status === 'running' ? this.#state : undefined;
  }

  get #ended(): boolean {
    return this.#abort.signal.aborted;
  }

  get #stage(): Stage {
    return this.#running?.step ?? 'loading';
  }

  #end(state: RunState<Result>): void {
    if (this.#ended) return;
    // First, so that the camera is closed when the callback sees the end.
    this.#abort.abort(new DOMException(state.status, 'AbortError'));
    this.#publish(state);
  }

  #emit(state: RunningState): void {
    if (!this.#ended) this.#publish(state);
  }

  #publish(state: RunState<Result>): void {
    this.#state = state;
    try {
      this.#onState?.(state);
    } catch (thrown) {
      // As with event listeners, an exception of the callback does not end the run.
      reportError(thrown);
    }
  }
}

const NOTHING_CAPTURED = {
  hint: undefined,
  samples: 0,
  samplesRequired: 0,
  challenge: undefined,
  still: undefined,
  ...NO_CONTROLS,
} satisfies Omit<CaptureState, 'status' | 'step' | 'camera'>;
