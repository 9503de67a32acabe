import { fuse } from '../../../src/capture/fuse.ts';
import type { Projection } from '../../../src/matching/bits.ts';
import { bitsOfAll, distance } from './bit-matrix.ts';
import type { Vectors } from './embeddings.ts';
import { type Histograms, personOf } from './rates.ts';

/** Pictures of one fused reference. */
const FUSED_PICTURES = 3;
/** Pictures that must agree, so that the fusion drops at most one of them. */
const REQUIRED = 2;

/** References fused from several pictures of one person. */
export interface FusedReferences {
  /** The name of the first picture of each reference. */
  readonly names: readonly string[];
  /** Unit vectors. */
  readonly vectors: Vectors;
  /** Number of references whose pictures the shipped fusion refuses, because too few agree. They are plain means here, so that nobody is left out. */
  readonly refused: number;
}

/**
 * Fuses the pictures of LFW by threes, in their order, with the fusion of a capture. People with fewer than three pictures are left out.
 *
 * @param center the population mean, which the fusion subtracts to compare pictures
 */
export function fuseByThrees(
  names: readonly string[],
  { d, data }: Vectors,
  center: ArrayLike<number>,
): FusedReferences {
  const rowsOf = new Map<string, number[]>();
  for (const [row, name] of names.entries())
    rowsOf.set(personOf(name), [...(rowsOf.get(personOf(name)) ?? []), row]);
  const fusedNames: string[] = [];
  const fused: Float32Array[] = [];
  let refused = 0;
  for (const rows of rowsOf.values()) {
    for (let at = 0; at + FUSED_PICTURES <= rows.length; at += FUSED_PICTURES) {
      const members = rows.slice(at, at + FUSED_PICTURES);
      const samples = members.map((row) => data.slice(row * d, (row + 1) * d));
      // Aligned crops have no measure of quality, so all of them count the same.
      const reference = fuse(
        samples.map((embedding) => ({ embedding, weight: 1 })),
        center,
        REQUIRED,
      );
      if (reference === undefined) refused++;
      fused.push(reference ?? unitMean(samples));
      fusedNames.push(names[members[0]!]!);
    }
  }
  const joined = new Float32Array(fused.length * d);
  for (const [i, vector] of fused.entries()) joined.set(vector, i * d);
  return { names: fusedNames, vectors: { d, count: fused.length, data: joined }, refused };
}

function unitMean(samples: readonly Float32Array[]): Float32Array {
  const sum = samples[0]!.map((_, i) => samples.reduce((total, sample) => total + sample[i]!, 0));
  const length = Math.hypot(...sum);
  return sum.map((value) => value / (length || 1));
}

/** Hamming distances of fused references. */
export interface FusedDistances {
  /** For each person with several references, the distances of all pairs of them. */
  readonly genuine: readonly (readonly number[])[];
  /** Number of people, one reference each, whose pairs are the impostor comparisons. */
  readonly people: number;
  /** Distance of person i and person j < i at i·(i − 1)/2 + j. */
  readonly impostor: Uint16Array;
}

/** Compares all references of a person with each other, and the first reference of every person with that of every other. */
export function fusedDistances({ names, vectors }: FusedReferences, projection: Projection): FusedDistances {
  const bits = bitsOfAll(vectors, projection);
  const rowsOf = new Map<string, number[]>();
  for (const [row, name] of names.entries())
    rowsOf.set(personOf(name), [...(rowsOf.get(personOf(name)) ?? []), row]);
  const everyone = [...rowsOf.values()];
  const genuine = everyone
    .filter((rows) => rows.length > 1)
    .map((rows) => rows.flatMap((a, i) => rows.slice(0, i).map((b) => distance(bits, a, bits, b))));
  const first = everyone.map(([row]) => row!);
  const impostor = Uint16Array.from(
    first.flatMap((a, i) => first.slice(0, i).map((b) => distance(bits, a, bits, b))),
  );
  return { genuine, people: first.length, impostor };
}

/** All distances by their value. @param n number of bits */
export function fusedHistograms({ genuine, impostor }: FusedDistances, n: number): Histograms {
  const histograms = { genuine: new Float64Array(n + 1), impostor: new Float64Array(n + 1) };
  for (const value of genuine.flat()) histograms.genuine[value]!++;
  for (const value of impostor) histograms.impostor[value]!++;
  return histograms;
}
