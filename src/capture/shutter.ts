/** How long one press has an effect, milliseconds: some frames, so that a person who blinks need not press again. */
const PRESS_MS = 1_500;

/**
 * The button with which a person chooses the moment of the picture. While it is pressed, a frame is embedded although the frame before was
 * not good. Each frame itself passes the same checks as without it.
 */
export class Shutter {
  #pressedMs = Number.NEGATIVE_INFINITY;

  press(nowMs: number): void {
    this.#pressedMs = nowMs;
  }

  isPressed(nowMs: number): boolean {
    return nowMs - this.#pressedMs < PRESS_MS;
  }
}
