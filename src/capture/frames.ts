import { RecognizeError } from '../errors.ts';

/** Longest wait for a frame while the page is visible, milliseconds. */
const stallLimit = 10_000;

/** What a camera sees now. */
export interface Frames {
  /** The next new frame, to be closed by whoever takes it. @throws RecognizeError `camera/ended`, `camera/stalled`, `ceremony/aborted` */
  next(signal: AbortSignal): Promise<ImageBitmap>;
  close(): void;
}

/** Reads a stream through a video element of its own, which every browser can. While the page is hidden, `next` waits. */
export function readFrames(stream: MediaStream): Frames {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const track = stream.getVideoTracks()[0];
  let ended = track === undefined || track.readyState === 'ended';
  const end = () => {
    ended = true;
  };
  track?.addEventListener('ended', end);
  let last = -1;

  return {
    async next(signal) {
      await visible(signal);
      const began = performance.now();
      if (video.paused) await video.play().catch(() => {});
      while (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.currentTime === last) {
        if (signal.aborted) throw new RecognizeError('ceremony/aborted', { cause: signal.reason });
        if (ended) throw new RecognizeError('camera/ended');
        if (performance.now() - began > stallLimit) throw new RecognizeError('camera/stalled');
        await pause(15);
        await visible(signal);
      }
      last = video.currentTime;
      return createImageBitmap(video);
    },
    close() {
      track?.removeEventListener('ended', end);
      video.srcObject = null;
    },
  };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function visible(signal: AbortSignal): Promise<void> {
  if (document.visibilityState === 'visible') return Promise.resolve();
  return new Promise((resolve, reject) => {
    const change = () => {
      if (document.visibilityState !== 'visible') return;
      done();
      resolve();
    };
    const abort = () => {
      done();
      reject(new RecognizeError('ceremony/aborted', { cause: signal.reason }));
    };
    const done = () => {
      document.removeEventListener('visibilitychange', change);
      signal.removeEventListener('abort', abort);
    };
    document.addEventListener('visibilitychange', change);
    signal.addEventListener('abort', abort);
  });
}
