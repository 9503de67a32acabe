import { type Bytes, bitAt } from '../wire/bytes.ts';
import { taggedHash } from '../wire/hash.ts';

export interface Projection {
  /** Seeds the random signs, so that the bits of two models are not comparable. */
  readonly modelId: string;
  /** Number of bits, a multiple of 8. */
  readonly n: number;
  /** Population mean of the unit-length embeddings, from the manifest; as many numbers as the embedding has. */
  readonly center: ArrayLike<number>;
}

/** Where a match ends. */
export interface OperatingPoint extends Projection {
  /** Largest Hamming distance that matches, from the manifest. */
  readonly tau: number;
}

/**
 * Binarizes an embedding: the signs of randomized Hadamard transforms of the centered embedding.
 *
 * The embedding is scaled to unit length and the population mean is subtracted. Without the subtraction, one constant bit string is accepted
 * by 2.8 % of all faces. Zeros extend the vector to the next power of two m. Block k is H·D_k, where the ±1 of the diagonal D_k are expanded
 * from SHA-256 of the model id and k. Bit k·m + j is 1 if coefficient j of block k is negative; the first n bits are returned.
 *
 * The rows of one block are orthogonal, which estimates angles better than independent Gaussian projections (Ji et al., "Super-Bit
 * Locality-Sensitive Hashing", NIPS 2012). All arithmetic is in float64 and in a fixed order, so that every JavaScript engine computes the
 * same bits.
 *
 * @returns n/8 bytes, the most significant bit first
 * @throws RangeError when embedding and center differ in length, n is not a positive multiple of 8, or the norm of the embedding is zero or
 *   not finite
 */
export function bitsFromEmbedding(embedding: ArrayLike<number>, { modelId, n, center }: Projection): Bytes {
  const dimension = embedding.length;
  if (center.length !== dimension) throw new RangeError('center: expected the length of the embedding');
  if (n % 8 !== 0 || n <= 0) throw new RangeError('n: expected a positive multiple of 8');
  const norm = euclideanNorm(embedding);
  if (!(norm > 0 && norm < Infinity)) throw new RangeError('embedding: expected a norm above zero');
  let m = 1;
  while (m < dimension) m *= 2;
  const bits = new Uint8Array(n / 8);
  for (let block = 0; block * m < n; block++) {
    const signs = randomSigns(modelId, block, m);
    const values = new Float64Array(m);
    for (let i = 0; i < dimension; i++) {
      const centered = embedding[i]! / norm - center[i]!;
      values[i] = bitAt(signs, i) === 1 ? -centered : centered;
    }
    walshHadamard(values);
    for (let j = 0; j < m && block * m + j < n; j++) {
      const bit = block * m + j;
      bits[bit >> 3]! |= Number(values[j]! < 0) << (7 - (bit & 7));
    }
  }
  return bits;
}

/** Number of bits that differ. Both have the same length. */
export function hammingDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < 8 * a.length; i++) distance += bitAt(a, i) ^ bitAt(b, i);
  return distance;
}

/** m sign bits of block k: H("signs", model id, k, 0) ‖ H("signs", model id, k, 1) ‖ … */
function randomSigns(modelId: string, block: number, m: number): Uint8Array {
  const signs = new Uint8Array(Math.ceil(m / 256) * 32);
  for (let part = 0; part * 256 < m; part++) signs.set(taggedHash('signs', modelId, block, part), part * 32);
  return signs;
}

/** Fast Walsh–Hadamard transform in natural (Hadamard) order, in place, without normalization. */
function walshHadamard(values: Float64Array): void {
  for (let stride = 1; stride < values.length; stride *= 2) {
    for (let i = 0; i < values.length; i++) {
      if ((i & stride) !== 0) continue;
      const a = values[i]!;
      const b = values[i + stride]!;
      values[i] = a + b;
      values[i + stride] = a - b;
    }
  }
}

function euclideanNorm(vector: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! * vector[i]!;
  return Math.sqrt(sum);
}
