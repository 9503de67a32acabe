import type { CaptureRequest } from '../ceremonies/types.ts';
import type { Vision } from '../vision/client.ts';
import type { CaptureObserver } from './capture-guide.ts';
import type { Frames } from './frames.ts';
import type { Size } from './oval.ts';
import type { Shutter } from './shutter.ts';
import type { StillRecorder } from './still.ts';
import type { StillTrying } from './time-limit.ts';

/** The camera of a capture. */
interface CaptureCamera {
  readonly label: string;
  /** Which camera delivers the frames now. */
  readonly id: () => string;
  /** Whether another camera was open before in the same capture. */
  readonly changed: boolean;
  /** Whether the user sees its picture mirrored. */
  readonly mirrored: () => boolean;
}

export interface CaptureOptions extends CaptureObserver {
  readonly request: CaptureRequest;
  readonly camera: CaptureCamera;
  readonly frames: Pick<Frames, 'next' | 'interruptions' | 'timesMs'>;
  readonly vision: Pick<Vision, 'observe' | 'center' | 'modelSet' | 'forgetFrames'>;
  readonly signal: AbortSignal;
  /** Gets the frames that are used. */
  readonly still?: Pick<StillRecorder, 'consider' | 'keep'>;
  /** With which the person chooses the moment. */
  readonly shutter?: Pick<Shutter, 'isPressed'>;
  /** Number of similar samples to fuse; default 5. */
  readonly requiredSamples?: number;
  /**
   * Time without a result after which the user is asked whether to go on, default 20,000; with movements, time without one that is done.
   * Without an answer the capture ends later (`ANSWER_TIME_MS`). Time during which the page is hidden does not count.
   */
  readonly timeLimitMs?: number;
  /** Called with the question, and with `undefined` when it is answered or not needed any more. */
  readonly onStillTrying?: (question: StillTrying | undefined) => void;
  /** Size of the area that shows the picture; default: the picture. */
  readonly viewfinder?: () => Size | undefined;
  /** Clock in milliseconds; default `performance.now`. */
  readonly now?: () => number;
}
