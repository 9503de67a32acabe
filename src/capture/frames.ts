import { RecognizeError } from '../errors.ts';
import { brightnessOf } from './brightness.ts';

/** The newest picture of a stream, on request. */
export interface Frames {
  /**
   * Waits for a frame that was not given yet; while the page is hidden it waits on. The caller closes the bitmap or hands it over.
   *
   * @throws RecognizeError `camera/ended`, `camera/stalled`, `ceremony/aborted`
   */
  next(signal: AbortSignal): Promise<ImageBitmap>;
  /** Mean luma of the newest picture, 0..1. */
  brightness(): number;
  close(): void;
}

/** Longest wait for a frame while the page is shown, milliseconds; opening a camera takes two or three seconds on slow devices. */
const stallLimit = 8_000;
/** Pause between looks where the browser does not announce frames, milliseconds. */
const lookEvery = 30;

/**
 * Reads a stream through a video element of its own, which every browser can (MediaStreamTrackProcessor is Chromium's alone in pages).
 * The stream stays the caller's.
 *
 * @param limit longest wait for a frame while the page is shown, milliseconds
 */
export function readFrames(stream: MediaStream, limit = stallLimit): Frames {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  // A refused play shows as frames that do not come.
  video.play().catch(() => {});
  const [track] = stream.getVideoTracks();

  return {
    async next(signal) {
      for (;;) {
        if (signal.aborted) throw new RecognizeError('ceremony/aborted', { cause: signal.reason });
        if (track === undefined || track.readyState === 'ended') throw new RecognizeError('camera/ended');
        if (video.paused) video.play().catch(() => {});
        const came = await waitForFrame(video, track, signal, limit);
        if (came && video.videoWidth > 0) return createImageBitmap(video);
      }
    },
    brightness: brightnessOf(video),
    close() {
      video.pause();
      video.srcObject = null;
    },
  };
}

/** @returns whether a frame came; false when the page was hidden or shown meanwhile, or the track ended, or the wait was aborted */
async function waitForFrame(
  video: HTMLVideoElement,
  track: MediaStreamTrack,
  signal: AbortSignal,
  limit: number,
): Promise<boolean> {
  const over = new AbortController();
  const cleanUp: (() => void)[] = [];
  const options = { once: true, signal: over.signal };
  try {
    return await new Promise<boolean>((resolve, reject) => {
      const leave = () => resolve(false);
      signal.addEventListener('abort', leave, options);
      track.addEventListener('ended', leave, options);
      document.addEventListener('visibilitychange', leave, options);
      if (document.visibilityState === 'hidden') return;
      const detail = track.muted ? 'the track is muted' : 'no frame came';
      const stalled = setTimeout(() => reject(new RecognizeError('camera/stalled', { detail })), limit);
      cleanUp.push(
        () => clearTimeout(stalled),
        onFrame(video, () => resolve(true)),
      );
    });
  } finally {
    over.abort();
    for (const undo of cleanUp) undo();
  }
}

/** Calls back at the next frame. @returns how to stop waiting */
function onFrame(video: HTMLVideoElement, call: () => void): () => void {
  if ('requestVideoFrameCallback' in video) {
    const handle = video.requestVideoFrameCallback(call);
    return () => video.cancelVideoFrameCallback(handle);
  }
  // Without announcements (Firefox before 132) time alone tells; there a frozen camera looks like a still person.
  const { currentTime } = video as HTMLVideoElement;
  const look = setInterval(() => {
    if ((video as HTMLVideoElement).currentTime !== currentTime) call();
  }, lookEvery);
  return () => clearInterval(look);
}
