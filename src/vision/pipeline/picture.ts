import type { Frame, PictureMeasures } from '../types.ts';
import { momentsOf } from './moments.ts';

/** A grid over the frame. */
const COLUMNS = 16;
const ROWS = 12;
/** Samples of a cell along each axis; their mean is almost free of noise. */
const SAMPLES = 8;

/** Measures the picture as a whole, which also tells something where no face is found. */
export class PictureMeter {
  readonly #greens = new Uint8Array(COLUMNS * ROWS * SAMPLES ** 2);
  #size = '';

  measure(frame: Frame): PictureMeasures {
    const size = `${frame.width} ${frame.height}`;
    const cells = new Float32Array(COLUMNS * ROWS);
    let changes = this.#size === size ? 0 : 1;
    this.#size = size;
    for (let cell = 0; cell < cells.length; cell++) {
      for (let sample = 0; sample < SAMPLES ** 2; sample++) {
        const at = 4 * pixelOf(frame, cell, sample);
        const [red, green, blue] = [frame.data[at]!, frame.data[at + 1]!, frame.data[at + 2]!];
        const index = cell * SAMPLES ** 2 + sample;
        if (this.#greens[index] !== green) changes++;
        this.#greens[index] = green;
        cells[cell]! += (0.299 * red + 0.587 * green + 0.114 * blue) / (255 * SAMPLES ** 2);
      }
    }
    const { mean: luma, deviation: variation } = momentsOf(cells);
    return { luma, variation, unchanged: changes === 0 };
  }

  /** Overwrites what is left of earlier frames. */
  forget(): void {
    this.#greens.fill(0);
    this.#size = '';
  }
}

/** Index of the pixel of a sample; cells and samples are numbered by rows. */
function pixelOf({ width, height }: Frame, cell: number, sample: number): number {
  const column = (cell % COLUMNS) * SAMPLES + (sample % SAMPLES);
  const row = Math.floor(cell / COLUMNS) * SAMPLES + Math.floor(sample / SAMPLES);
  const x = Math.floor(((column + 0.5) * width) / (COLUMNS * SAMPLES));
  const y = Math.floor(((row + 0.5) * height) / (ROWS * SAMPLES));
  return y * width + x;
}
