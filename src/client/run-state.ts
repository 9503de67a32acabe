import type { Camera } from '../capture/camera.ts';
import type { CameraChoice, CaptureControls } from '../capture/capture-controls.ts';
import type { ChallengeProgress } from '../capture/challenge-guide.ts';
import type { Size } from '../capture/oval.ts';
import type { Still } from '../capture/still.ts';
import type { StillTrying } from '../capture/time-limit.ts';
import type { RecognizeError, Stage } from '../errors.ts';
import type { CancelReason, HandoffDetail, HintName, StepName } from '../events.ts';
import type { Diagnostics } from './diagnostics.ts';

export type { CameraChoice, CaptureControls, ChallengeProgress, Size, Still, StillTrying };

/**
 * The state of one run of a ceremony. A run starts with a running state and ends with exactly one of `complete`, `failed` and
 * `cancelled`; no state follows it.
 */
export type RunState<Result> = RunningState | CompleteState<Result> | FailedState | CancelledState;

/**
 * Steps follow in the order of `STEPS`. A run may skip some. It goes back only for another capture: when the person takes another picture, and
 * when an enrollment also binds this browser. The camera opens while the models load: `camera` may be set during `loading`, and the
 * models may still load during `permission`.
 */
export type RunningState =
  | LoadingState
  | CaptureState
  | ReviewState
  | CheckState<'verify'>
  | CheckState<'bind'>
  | HandoffState;

/** Of a run on this device. */
export const STEPS: readonly StepName[] = ['loading', 'permission', 'capture', 'review', 'verify', 'bind'];

interface StepState<Step extends StepName> {
  readonly status: 'running';
  readonly step: Step;
  /** The open camera, whose stream a preview can show. Mark a simulated one as such. Undefined while no camera is open. */
  readonly camera: Camera | undefined;
}

/** Progress of a download. */
export interface LoadProgress {
  /** Bytes of runtime and models that have arrived. */
  readonly loaded: number;
  /** Bytes in all; 0 until they are known. */
  readonly total: number;
  /** Whether a download takes long enough to be shown. It is absent while everything comes from the cache of the browser. */
  readonly slow?: boolean | undefined;
}

/** `permission`: the browser asks the person for the camera, or the camera opens. */
export interface LoadingState extends StepState<'loading' | 'permission'>, LoadProgress {
  /** Set once the models are loaded. */
  readonly diagnostics: Diagnostics | undefined;
}

/** The camera is open, and frames are examined. */
export interface CaptureState extends StepState<'capture'>, CaptureControls {
  /** The instruction for the user; undefined until the first frame was examined. */
  readonly hint: HintName | undefined;
  /** Frames that are used so far. It decreases when the capture starts again. */
  readonly samples: number;
  /** Frames that a capture needs; 0 until the first one is used. */
  readonly samplesRequired: number;
  /** The movements of the liveness check; undefined in a capture without them. */
  readonly challenge: ChallengeProgress | undefined;
  /** Set when the capture is complete, for a moment before the next step. The camera is closed then. */
  readonly still: Still | undefined;
}

/** The picture of an enrollment waits for the answer of the person, without a time limit. Only with `RunOptions.review`. */
export interface ReviewState extends StepState<'review'> {
  readonly still: Still | undefined;
  /** Uses the picture. */
  readonly accept: () => void;
  /** Captures again. */
  readonly retake: () => void;
}

/** The face is captured, and the camera is closed. */
export interface CheckState<Step extends 'verify' | 'bind'> extends StepState<Step> {
  /** What to show in place of the preview. */
  readonly still: Still | undefined;
}

/** Another device carries the ceremony out. */
export interface HandoffState extends StepState<'handoff'> {
  /** Undefined until the link exists. */
  readonly handoff: HandoffDetail | undefined;
}

/** The run has succeeded. */
export interface CompleteState<Result> {
  readonly status: 'complete';
  readonly result: Result;
}

/** The run has failed. */
export interface FailedState {
  readonly status: 'failed';
  /** Its `stage` is set. */
  readonly error: RecognizeError;
}

/** The run was cancelled. */
export interface CancelledState {
  readonly status: 'cancelled';
  /** The step during which the run was cancelled. */
  readonly stage: Stage;
  readonly reason: CancelReason;
  /** Whether a request that changes data of the backend was sent before, so that the run may have had an effect. */
  readonly submitted: boolean;
}

/** How one run is carried out. */
export interface RunOptions<Result> {
  /** `user`, `environment`, a device id, or `<scheme>:<name>` of a camera registered with `registerCamera`. Default `user`. */
  readonly camera?: string | undefined;
  /** Whether a phone carries the ceremony out: the state has the link and the code. Default false. */
  readonly handoff?: boolean | undefined;
  /**
   * The size of the area in which the user sees the picture, in CSS pixels, at the moment of the call. The picture covers it
   * (`object-fit: cover`, centered), and the face should be in the oval of `ovalIn`. Default: the whole picture.
   */
  readonly viewfinder?: (() => Size | undefined) | undefined;
  /**
   * Time without a result after which the state asks whether to go on (`CaptureState.stillTrying`), milliseconds. Without an answer
   * the run ends 20 seconds later. Default 20,000; `Infinity`: no limit. Time during which the page is hidden does not count.
   */
  readonly timeLimitMs?: number | undefined;
  /** Whether an enrollment waits in the step `review` until the person accepts the picture. Default false. */
  readonly review?: boolean | undefined;
  /** Cancels the run. The reason of the abort may be a `CancelReason`; any other one counts as `page`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with each state, the last one included. */
  readonly onState?: ((state: RunState<Result>) => void) | undefined;
}
