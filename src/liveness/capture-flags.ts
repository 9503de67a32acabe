import type { FrameSignals } from '../vision/types.ts';
import type { CaptureFlags } from '../wire/liveness.ts';

/** What is known about the frames of one capture. */
export interface CaptureSignals {
  /** Label of the camera's track; empty if the browser does not tell. */
  readonly label: string;
  /** When the camera took each frame, in milliseconds (`captureTime` or `mediaTime` of the video frame); empty if unknown. */
  readonly timesMs: readonly number[];
  /** `Observation.liveness.signals` of each frame. */
  readonly frames: readonly FrameSignals[];
  /** Whether another camera, label or track delivered frames after the first one. */
  readonly cameraChanged: boolean;
}

/** Words in the labels of software that feeds a page with pictures of its own. */
const VIRTUAL_CAMERA =
  /virtual|\bobs\b|manycam|snap ?camera|xsplit|v4l2 ?loopback|dummy video|fake[_ ]device|splitcam|alter ?cam|e2esoft|vcam|camtwist|webcamoid|youcam|chromacam|mmhmm|prism live|ndi webcam/i;

/** Least number of frames that repeat. Cameras deliver single frames twice in little light or when they are late. */
const MIN_REPEATED = 3;
/**
 * Largest median noise, in levels of 0..255, that no sensor has. Webcams measure 0.5 and more even in good light and after their own
 * noise reduction and compression.
 */
const MAX_NO_NOISE = 0.1;
/** Least number of frames with a measured noise, and of intervals. */
const MIN_MEASURED = 10;
/** Largest difference of an interval from a multiple of the shortest, in milliseconds. The clocks of cameras and systems vary by more. */
const MAX_CONSTANT_JITTER_MS = 0.05;

/** Signals for the host, which never decide a run. The label itself goes no further than this function. */
export function captureFlagsOf({ label, timesMs, frames, cameraChanged }: CaptureSignals): CaptureFlags {
  return {
    virtualCamera: VIRTUAL_CAMERA.test(label),
    repeatedFrames: frames.filter(({ repeated }) => repeated).length >= MIN_REPEATED,
    noSensorNoise: hasNoNoise(frames),
    constantIntervals: areConstant(timesMs),
    cameraChanged,
  };
}

function hasNoNoise(frames: readonly FrameSignals[]): boolean {
  const noise = frames.flatMap((frame) => frame.noise ?? []).sort((a, b) => a - b);
  return noise.length >= MIN_MEASURED && noise[Math.floor(noise.length / 2)]! <= MAX_NO_NOISE;
}

/** Whether all intervals are multiples of the shortest: not every frame is looked at. */
function areConstant(timesMs: readonly number[]): boolean {
  const intervals = timesMs.slice(1).map((time, i) => time - timesMs[i]!);
  if (intervals.length < MIN_MEASURED) return false;
  const shortest = Math.min(...intervals);
  if (!(shortest > 0)) return false;
  return intervals.every((interval) => {
    const multiple = Math.round(interval / shortest);
    return Math.abs(interval - multiple * shortest) <= MAX_CONSTANT_JITTER_MS * multiple;
  });
}
