import type { SimulatedMovement } from '../motion.ts';

/** The methods of the simulated camera's worker: one `start`, then `nextFrame` for each further frame, so that frames never queue up. */
export interface SimulatedCameraWorker {
  /**
   * Prepares the person, which takes about one second, and returns the first frame.
   *
   * @param person a name as in names.ts
   * @param seed of motion and background
   */
  start(person: string, seed: number, width: number, height: number): Promise<ImageBitmap>;
  /** The next frame, 40 milliseconds or more after the previous one; transferred. */
  nextFrame(): Promise<ImageBitmap>;
  perform(movement: SimulatedMovement): Promise<void>;
}
