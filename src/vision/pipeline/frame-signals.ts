import type { Frame, FrameSignals } from '../types.ts';

/** Blocks whose noise is measured: a grid over the frame. */
const COLUMNS = 12;
const ROWS = 9;
/** Side of a block, in pixels. */
const BLOCK_SIDE = 12;
/** Mean of a block, 0..255, outside of which noise is clipped. */
const [MIN_LEVEL, MAX_LEVEL] = [16, 239];
/** Fewer blocks do not tell. */
const MIN_BLOCKS = 8;
/** Part of the blocks that are stiller than the reported one: where nothing moves. */
const STILL_PART = 0.1;
/** At most about this many pixels enter the hash; the noise of a sensor changes some of them in every frame. */
const MAX_HASHED_PIXELS = 2 ** 18;
/** Hashes in memory: more than the frames of a capture. */
const MAX_HASHES = 4096;

/** Measures the pixels of successive frames of one camera, before they are scaled. */
export class FrameSignalMeter {
  readonly #hashes = new Set<number>();
  readonly #greens = new Uint8Array(COLUMNS * ROWS * BLOCK_SIDE ** 2);
  #size = '';

  measure(frame: Frame): FrameSignals {
    const hash = hashOf(frame);
    const repeated = this.#hashes.has(hash);
    if (this.#hashes.size < MAX_HASHES) this.#hashes.add(hash);
    const size = `${frame.width} ${frame.height}`;
    const noise = this.#replaceBlocks(frame, this.#size === size);
    this.#size = size;
    return noise === undefined ? { repeated } : { repeated, noise };
  }

  /** Overwrites what is left of earlier frames. */
  forget(): void {
    this.#hashes.clear();
    this.#greens.fill(0);
    this.#size = '';
  }

  /** Stores the blocks of this frame. @returns the difference to the stored ones in the stillest blocks */
  #replaceBlocks(frame: Frame, isComparable: boolean): number | undefined {
    if (frame.width < COLUMNS * BLOCK_SIDE || frame.height < ROWS * BLOCK_SIDE) return undefined;
    const differences: number[] = [];
    for (let block = 0; block < COLUMNS * ROWS; block++) {
      const { level, difference } = this.#replaceBlock(frame, block);
      if (level >= MIN_LEVEL && level <= MAX_LEVEL) differences.push(difference);
    }
    if (!isComparable || differences.length < MIN_BLOCKS) return undefined;
    differences.sort((a, b) => a - b);
    return differences[Math.floor(STILL_PART * differences.length)];
  }

  #replaceBlock({ width, height, data }: Frame, block: number): { level: number; difference: number } {
    const left = Math.floor(((block % COLUMNS) * (width - BLOCK_SIDE)) / (COLUMNS - 1));
    const top = Math.floor((Math.floor(block / COLUMNS) * (height - BLOCK_SIDE)) / (ROWS - 1));
    const greens = this.#greens;
    let [sum, difference] = [0, 0];
    let to = block * BLOCK_SIDE ** 2;
    for (let y = 0; y < BLOCK_SIDE; y++) {
      for (let x = 0; x < BLOCK_SIDE; x++, to++) {
        const green = data[4 * ((top + y) * width + left + x) + 1]!;
        sum += green;
        difference += Math.abs(green - greens[to]!);
        greens[to] = green;
      }
    }
    return { level: sum / BLOCK_SIDE ** 2, difference: difference / BLOCK_SIDE ** 2 };
  }
}

/** 53 bits of two multiplicative hashes over evenly spaced pixels. */
function hashOf({ width, height, data }: Frame): number {
  const pixels = width * height;
  const step = Math.ceil(pixels / MAX_HASHED_PIXELS);
  let [a, b] = [width, height];
  for (let i = 0; i < pixels; i += step) {
    const color = (data[4 * i]! << 16) | (data[4 * i + 1]! << 8) | data[4 * i + 2]!;
    a = Math.imul(a ^ color, 0x01000193);
    b = Math.imul((b << 5) ^ (b >>> 27) ^ color, 0x27d4eb2d);
  }
  return (a >>> 0) * 2 ** 21 + (b >>> 11);
}
