/** A picture that stays the same this long, and over this many frames, is frozen. A slow camera delivers a frame at least every 500 ms. */
const FROZEN_MS = 800;
const FROZEN_FRAMES = 4;

/** Notices that a camera delivers the same picture all the time: the noise of a sensor changes each one. */
export class FrozenPicture {
  #sinceMs = 0;
  #frames = 0;

  /** @param unchanged whether the frame equals the one before, pixel by pixel. @returns whether the picture is frozen */
  update(unchanged: boolean, timeMs: number): boolean {
    if (!unchanged) {
      this.#sinceMs = timeMs;
      this.#frames = 0;
      return false;
    }
    this.#frames++;
    return this.#frames >= FROZEN_FRAMES && timeMs - this.#sinceMs >= FROZEN_MS;
  }
}
