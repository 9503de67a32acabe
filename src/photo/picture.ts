import type { Box, Observation, ObserveOptions } from '../vision/types.ts';

/** A decoded photo, upright. `close` frees and overwrites its pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /**
   * Observes a part of the picture.
   *
   * @param part in whole pixels, inside the picture
   */
  observe(part: Box, options: ObserveOptions): Promise<Observation>;
  close(): void;
}
