import { abortedError, type RecognizeError } from '../errors.ts';
import type { Observation, ObserveOptions } from './types.ts';

type Observe = (frame: ImageBitmap | VideoFrame, options: ObserveOptions) => Promise<Observation>;

interface PendingFrame {
  readonly frame: ImageBitmap | VideoFrame;
  readonly options: ObserveOptions;
  readonly resolve: (observation: Promise<Observation>) => void;
  readonly reject: (error: RecognizeError) => void;
}

/**
 * Limits `observe` to one frame in progress and one pending frame. A newer frame replaces the pending one, which is closed and whose
 * promise rejects with `ceremony/aborted`.
 */
export function keepNewestFrame(observe: Observe): Observe {
  let busy = false;
  let pending: PendingFrame | undefined;

  async function process(frame: ImageBitmap | VideoFrame, options: ObserveOptions): Promise<Observation> {
    busy = true;
    try {
      return await observe(frame, options);
    } finally {
      busy = false;
      const next = pending;
      pending = undefined;
      next?.resolve(process(next.frame, next.options));
    }
  }

  return (frame, options) => {
    if (!busy) return process(frame, options);
    pending?.frame.close();
    pending?.reject(abortedError(undefined, 'a newer frame replaced this one'));
    return new Promise((resolve, reject) => {
      pending = { frame, options, resolve, reject };
    });
  };
}
