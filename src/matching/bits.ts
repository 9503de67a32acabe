import type { Bytes } from '../wire/bytes.ts';
import { bitAt, H } from '../wire/bytes.ts';

export interface Projection {
  /** Seeds the signs, so bits of two models never compare. */
  readonly modelId: string;
  /** Number of bits: a multiple of 8. */
  readonly n: number;
  /** Population mean of the unit-length embeddings, as many numbers as the embedding has; from the manifest. */
  readonly center: ArrayLike<number>;
}

/**
 * The bits of an embedding: the signs of randomised Hadamard transforms of the centred embedding.
 *
 * The embedding is scaled to unit length, the population mean is subtracted (without that, one constant string is accepted by
 * 2.8 % of all faces), zeros fill it up to the next power of two m, and block k is H·D_k with the ±1 of D_k expanded from
 * SHA-256 of the model id and k. Bit k·m + j is 1 where coefficient j of block k is negative; the first n bits are kept.
 * Rows of one block are orthogonal, which beats independent Gaussian projections (Ji et al., "Super-Bit LSH", NIPS 2012).
 * Float64 with a fixed order of additions: every engine computes the same bits.
 *
 * @returns n/8 bytes, the most significant bit first
 * @throws RangeError when the dimensions differ or the embedding has no direction
 */
export function bitsFromEmbedding(embedding: ArrayLike<number>, { modelId, n, center }: Projection): Bytes {
  const d = embedding.length;
  if (center.length !== d) throw new RangeError(`embedding of ${d} numbers, center of ${center.length}`);
  if (n % 8 !== 0 || n <= 0) throw new RangeError(`${n} bits`);
  const length = norm(embedding);
  if (!(length > 0 && length < Infinity)) throw new RangeError('embedding without direction');
  let m = 1;
  while (m < d) m *= 2;
  const bits = new Uint8Array(n / 8);
  for (let block = 0; block * m < n; block++) {
    const signs = blockSigns(modelId, block, m);
    const values = new Float64Array(m);
    for (let i = 0; i < d; i++) {
      const centred = embedding[i]! / length - center[i]!;
      values[i] = bitAt(signs, i) === 1 ? -centred : centred;
    }
    hadamard(values);
    for (let j = 0; j < m && block * m + j < n; j++) {
      const bit = block * m + j;
      bits[bit >> 3]! |= Number(values[j]! < 0) << (7 - (bit & 7));
    }
  }
  return bits;
}

/** m sign bits: SHA-256 of model id, block and part, 256 a part. */
function blockSigns(modelId: string, block: number, m: number): Uint8Array {
  const signs = new Uint8Array(Math.ceil(m / 256) * 32);
  for (let part = 0; part * 256 < m; part++) signs.set(H('signs', modelId, block, part), part * 32);
  return signs;
}

/** Fast Walsh–Hadamard transform in natural order, in place, unnormalised. */
function hadamard(values: Float64Array): void {
  for (let half = 1; half < values.length; half *= 2) {
    for (let i = 0; i < values.length; i++) {
      if ((i & half) !== 0) continue;
      const a = values[i]!;
      const b = values[i + half]!;
      values[i] = a + b;
      values[i + half] = a - b;
    }
  }
}

function norm(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}
