/** Number of times in memory, of the newest frames. */
const MAX_TIMES = 600;

export interface FrameTimes {
  /** When the camera took each frame, in milliseconds of one clock; empty in browsers that do not tell. */
  readonly timesMs: readonly number[];
  stop(): void;
}

/** Records the times of all frames that a video presents. */
export function recordFrameTimes(video: HTMLVideoElement): FrameTimes {
  const timesMs: number[] = [];
  let handle: number | undefined;
  const requestNext = () => {
    handle = video.requestVideoFrameCallback((_now, { captureTime, mediaTime }) => {
      timesMs.push(captureTime ?? mediaTime * 1000);
      if (timesMs.length > MAX_TIMES) timesMs.shift();
      requestNext();
    });
  };
  // Missing in Firefox before 132.
  if ('requestVideoFrameCallback' in video) requestNext();
  return {
    timesMs,
    stop: () => {
      if (handle !== undefined) video.cancelVideoFrameCallback(handle);
    },
  };
}
