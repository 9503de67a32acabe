import type { Face, Frame } from '../types.ts';

/** Of the frames without a face, every third is examined, in one of three positions: a detection takes as long as that of a frame. */
const INTERVAL = 3;
/** Quarter turns, in the order in which they are tried. */
const TURNS = [1, 3, 2] as const;
/** Longer side of the turned picture, which is enough for a face that fills a third of it. */
const MAX_SIDE = 320;
/** Least height of a face relative to the turned picture: what is smaller may be a pattern. */
const MIN_FACE_HEIGHT = 0.15;

/** Looks for a face in a picture that lies on its side or upside down, as that of a camera that is mounted so. */
export class TurnedPictureCheck {
  #frames = 0;
  #turn = 0;
  #found = false;

  /**
   * @param hasFace whether the upright frame has one
   * @returns whether a face was found in a turned picture, in this frame or the last one that was examined
   */
  async update(
    frame: Frame,
    hasFace: boolean,
    detect: (turned: Frame) => Promise<readonly Face[]>,
  ): Promise<boolean> {
    if (hasFace) this.forget();
    else if (++this.#frames % INTERVAL === 0) {
      const turned = turnFrame(frame, TURNS[this.#turn]!);
      const faces = await detect(turned);
      turned.data.fill(0);
      this.#found = faces.some(({ box }) => box.height >= MIN_FACE_HEIGHT * turned.height);
      // The position that was right is tried again.
      if (!this.#found) this.#turn = (this.#turn + 1) % TURNS.length;
    }
    return this.#found;
  }

  forget(): void {
    this.#frames = 0;
    this.#found = false;
  }
}

/**
 * Turns a picture and reduces it to at most `MAX_SIDE` pixels.
 *
 * @param quarters clockwise turns by 90°
 */
export function turnFrame({ width, height, data }: Frame, quarters: 1 | 2 | 3): Frame {
  const step = Math.max(1, Math.max(width, height) / MAX_SIDE);
  const [columns, rows] = [Math.floor(width / step), Math.floor(height / step)];
  const turned = quarters === 2 ? { width: columns, height: rows } : { width: rows, height: columns };
  const pixels = new Uint8ClampedArray(4 * columns * rows);
  for (let y = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) {
      const [column, row] =
        quarters === 1
          ? [y, rows - 1 - x]
          : quarters === 2
            ? [columns - 1 - x, rows - 1 - y]
            : [columns - 1 - y, x];
      const from = 4 * (Math.floor((row + 0.5) * step) * width + Math.floor((column + 0.5) * step));
      const to = 4 * (y * turned.width + x);
      for (let k = 0; k < 4; k++) pixels[to + k] = data[from + k]!;
    }
  }
  return { ...turned, data: pixels };
}
