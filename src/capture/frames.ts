import { startAwakeTimer } from '../awake-timer.ts';
import { RecognizeError, throwIfAborted } from '../errors.ts';
import { recordFrameTimes } from './frame-times.ts';

/** The newest frame of a stream, on request. */
export interface Frames {
  /**
   * Waits for a frame that was not returned before; while the page is hidden it keeps waiting. The caller closes or transfers the bitmap.
   *
   * @throws RecognizeError `camera/ended`, `camera/stalled`, `ceremony/aborted`
   */
  next(signal: AbortSignal): Promise<ImageBitmap>;
  /** How often the page was hidden so far. */
  readonly interruptions: number;
  /** When the camera took each of the newest frames, in milliseconds; empty in browsers that do not tell. */
  readonly timesMs: readonly number[];
  /** Stops reading, which a `next` that waits reports as `camera/ended`; the stream stays open. */
  close(): void;
}

/** Longest wait for a frame while the page is visible. Opening a camera takes two to three seconds on slow devices. */
const STALL_TIMEOUT_MS = 8_000;
/** Interval of checks in browsers without `requestVideoFrameCallback`. */
const POLL_INTERVAL_MS = 30;

/**
 * Reads a stream through its own video element, which works in every browser; only Chromium has MediaStreamTrackProcessor in pages.
 * The caller keeps ownership of the stream.
 *
 * @param stallTimeoutMs longest wait for a frame while the page is visible
 */
export function readFrames(stream: MediaStream, stallTimeoutMs = STALL_TIMEOUT_MS): Frames {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // If playing is refused, no frames arrive, which `next` reports.
  video.play().catch(() => {});
  const [track] = stream.getVideoTracks();
  const times = recordFrameTimes(video);
  let interruptions = 0;
  const listeners = new AbortController();
  const countHidden = () => {
    if (document.visibilityState === 'hidden') interruptions++;
  };
  document.addEventListener('visibilitychange', countHidden, { signal: listeners.signal });

  return {
    async next(signal) {
      let failingSince: number | undefined;
      for (;;) {
        throwIfAborted(signal);
        const isEnded = track === undefined || track.readyState === 'ended' || listeners.signal.aborted;
        if (isEnded) throw new RecognizeError('camera/ended');
        if (video.paused) video.play().catch(() => {});
        const arrived = await waitForFrame(video, track, [signal, listeners.signal], stallTimeoutMs);
        if (!arrived || video.videoWidth === 0) continue;
        const frame = await copyFrame(video);
        if (frame !== undefined) return frame;
        failingSince ??= performance.now();
        if (performance.now() - failingSince > stallTimeoutMs)
          throw new RecognizeError('camera/stalled', { detail: 'the frames cannot be read' });
      }
    },
    get interruptions() {
      return interruptions;
    },
    get timesMs() {
      return times.timesMs;
    },
    close() {
      listeners.abort();
      times.stop();
      video.pause();
      video.srcObject = null;
    },
  };
}

/** @returns undefined when Chromium has dropped the frame before it is copied, which happens on a busy device */
async function copyFrame(video: HTMLVideoElement): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(video);
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'InvalidStateError') return undefined;
    throw thrown;
  }
}

/**
 * @returns whether a frame arrived; `false` if the wait ended for another reason: abort, end of the track, or a change of the page's
 *   visibility
 */
async function waitForFrame(
  video: HTMLVideoElement,
  track: MediaStreamTrack,
  signals: readonly AbortSignal[],
  stallTimeoutMs: number,
): Promise<boolean> {
  const listeners = new AbortController();
  const cleanups: (() => void)[] = [];
  const options = { once: true, signal: listeners.signal };
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const interrupt = () => resolve(false);
      for (const signal of signals) signal.addEventListener('abort', interrupt, options);
      track.addEventListener('ended', interrupt, options);
      document.addEventListener('visibilitychange', interrupt, options);
      if (document.visibilityState === 'hidden') return;
      const stall = () => {
        const detail = track.muted ? 'the track is muted' : `no frame arrived within ${stallTimeoutMs} ms`;
        reject(new RecognizeError('camera/stalled', { detail }));
      };
      cleanups.push(
        startAwakeTimer(stall, stallTimeoutMs),
        onNextFrame(video, () => resolve(true)),
      );
    });
  } finally {
    listeners.abort();
    for (const cleanup of cleanups) cleanup();
  }
}

/** Calls `callback` at the next frame. @returns a function that cancels */
function onNextFrame(video: HTMLVideoElement, callback: () => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    const handle = video.requestVideoFrameCallback(callback);
    return () => video.cancelVideoFrameCallback(handle);
  }
  // Firefox before 132: the time of the video is polled. A frozen camera is not detected there.
  const { currentTime } = video as HTMLVideoElement;
  const timer = setInterval(() => {
    if ((video as HTMLVideoElement).currentTime !== currentTime) callback();
  }, POLL_INTERVAL_MS);
  return () => clearInterval(timer);
}
