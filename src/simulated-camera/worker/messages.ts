import type { RecognizeErrorJson } from '../../errors.ts';
import type { SimulatedMovement } from '../motion.ts';

/** Main thread → worker. `next` asks for one more frame, so that frames never queue up. */
export type Order =
  | {
      readonly type: 'start';
      /** A name of names.ts. */
      readonly person: string;
      readonly seed: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly type: 'ask'; readonly action: SimulatedMovement }
  | { readonly type: 'next' };

/** Worker → main thread; the bitmap is transferred. */
export type Report =
  | { readonly type: 'frame'; readonly bitmap: ImageBitmap }
  | { readonly type: 'error'; readonly error: RecognizeErrorJson };
