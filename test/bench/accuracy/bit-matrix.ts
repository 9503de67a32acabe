import type { Projection } from '../../../src/matching/bits.ts';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import type { Vectors } from './embeddings.ts';

/** Bit strings of many faces, packed into 32-bit words: row i is `words[i·w … (i+1)·w − 1]`, most significant bit first. */
export interface BitMatrix {
  /** Bits per row. */
  readonly n: number;
  /** Words per row, n / 32. */
  readonly w: number;
  /** Rows. */
  readonly count: number;
  readonly words: Uint32Array;
}

/** The bits of every vector, as matching computes them. */
export function bitsOfAll(vectors: Vectors, projection: Projection): BitMatrix {
  const { d, count, data } = vectors;
  const w = projection.n / 32;
  const words = new Uint32Array(count * w);
  for (let i = 0; i < count; i++) {
    const bits = bitsFromEmbedding(data.subarray(i * d, (i + 1) * d), projection);
    const view = new DataView(bits.buffer);
    for (let k = 0; k < w; k++) words[i * w + k] = view.getUint32(4 * k);
  }
  return { n: projection.n, w, count, words };
}

/** Hamming distance of row i of `a` and row j of `b`. */
export function distance(a: BitMatrix, i: number, b: BitMatrix, j: number): number {
  const { w, words } = a;
  let sum = 0;
  for (let k = 0, p = i * w, q = j * w; k < w; k++) {
    // Population count of a 32-bit word (Warren, "Hacker's Delight", 5-1).
    let v = words[p + k]! ^ b.words[q + k]!;
    v -= (v >>> 1) & 0x55555555;
    v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
    sum += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return sum;
}

/** A matrix of some rows. */
export function selectRows({ n, w, words }: BitMatrix, rows: readonly number[]): BitMatrix {
  const selected = new Uint32Array(rows.length * w);
  for (const [at, row] of rows.entries()) selected.set(words.subarray(row * w, (row + 1) * w), at * w);
  return { n, w, count: rows.length, words: selected };
}

/** A matrix of one row. */
export const singleRow = (n: number, words: Uint32Array): BitMatrix => ({ n, w: n / 32, count: 1, words });

/** Bitwise majority of some rows; ties are 0. */
export function majority(matrix: BitMatrix, rows: readonly number[]): BitMatrix {
  const { n, w, words } = matrix;
  const out = new Uint32Array(w);
  for (let bit = 0; bit < n; bit++) {
    let ones = 0;
    for (const row of rows) ones += (words[row * w + (bit >> 5)]! >>> (31 - (bit & 31))) & 1;
    if (2 * ones > rows.length) out[bit >> 5]! |= 1 << (31 - (bit & 31));
  }
  return singleRow(n, out);
}

/** Hamming distances of a single row to every row. */
export function distances(string: BitMatrix, matrix: BitMatrix): Uint16Array {
  return Uint16Array.from({ length: matrix.count }, (_, row) => distance(string, 0, matrix, row));
}
