import type { FrameSignals } from '../vision/types.ts';
import type { CaptureFlags } from '../wire/liveness.ts';

/** What is known about the frames of one capture. */
export interface CaptureSignals {
  /** Label of the camera's track; empty if the browser does not tell. */
  readonly label: string;
  /** Time at which the camera took each frame, in milliseconds (`mediaTime` or `captureTime` of the video frame); empty if unknown. */
  readonly timesMs: readonly number[];
  /** `Observation.liveness.signals` of each frame. */
  readonly frames: readonly FrameSignals[];
  /** Whether another camera, label or track delivered frames after the first one. */
  readonly cameraChanged: boolean;
}

/** Signals for the host, which never decide a run. The label itself goes no further than this function. */
export declare function captureFlagsOf(signals: CaptureSignals): CaptureFlags;
