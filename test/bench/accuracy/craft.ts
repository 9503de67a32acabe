import type { BitMatrix } from './bit-matrix.ts';
import { distance, distances, majority, singleRow } from './bit-matrix.ts';

/**
 * A constant bit string that matches many faces, made by an attacker who has other people's faces but not the victim's. All methods use the
 * training population only.
 */
export interface CraftedString {
  /** How the string was made; the first word is the kind. */
  readonly method: string;
  readonly string: BitMatrix;
}

/** Uniform numbers in [0, 1) by xorshift (Marsaglia 2003); the search must be repeatable, not secret. */
function xorshift(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
}

const CLUSTERS = 64;
const K_MEANS_ROUNDS = 8;
/** The best strings of the other methods from which hill climbing starts. */
const CLIMBS = 4;
/** Hill climbing looks only at this many nearest faces; others cannot come within the threshold. */
const MAX_CLIMB_FACES = 4_000;

/**
 * Crafts strings: the mean, cluster centers, majorities of neighborhoods, and hill climbing from the best of these.
 *
 * @param tau the threshold to attack, in bits
 * @param evaluations number of bit flips that hill climbing tries
 */
export function craftStrings(
  faces: BitMatrix,
  tau: number,
  seed: number,
  evaluations: number,
): CraftedString[] {
  const random = xorshift(seed);
  const allRows = Array.from({ length: faces.count }, (_, row) => row);
  const mean = { method: 'mean', string: majority(faces, allRows) };
  const clusters = clusterCenters(faces, random).map((string) => ({ method: 'cluster', string }));
  const merged = clusters.flatMap(({ string }) => neighborhoods(faces, string));
  const simple = [mean, ...clusters, ...merged];
  const weights = closenessWeights(faces.n, tau);
  const fitness = ({ string }: CraftedString) =>
    distances(string, faces).reduce((sum, d) => sum + weights[d]!, 0);
  const ranked = simple.map((crafted) => ({ crafted, fit: fitness(crafted) })).sort((a, b) => b.fit - a.fit);
  const climbed = ranked.slice(0, CLIMBS).map(({ crafted }) => ({
    method: `climb from ${crafted.method}`,
    string: climb(faces, crafted.string, weights, Math.ceil(evaluations / CLIMBS), random),
  }));
  return [...simple, ...climbed];
}

/** k-means in Hamming space: the center of a cluster is the bitwise majority. */
function clusterCenters(faces: BitMatrix, random: () => number): BitMatrix[] {
  const randomRow = () => Math.floor(random() * faces.count);
  let centers = Array.from({ length: CLUSTERS }, () => majority(faces, [randomRow()]));
  for (let round = 0; round < K_MEANS_ROUNDS; round++) {
    const members: number[][] = centers.map(() => []);
    for (let i = 0; i < faces.count; i++) {
      let [nearest, nearestCenter] = [Infinity, 0];
      centers.forEach((center, c) => {
        const d = distance(center, 0, faces, i);
        if (d < nearest) [nearest, nearestCenter] = [d, c];
      });
      members[nearestCenter]!.push(i);
    }
    centers = centers.map((center, c) => (members[c]!.length === 0 ? center : majority(faces, members[c]!)));
  }
  return centers;
}

/** Greedy merging: the majority of the m faces nearest to the previous string, m halving from 512 to 4. */
function neighborhoods(faces: BitMatrix, start: BitMatrix): CraftedString[] {
  const out: CraftedString[] = [];
  let string = start;
  for (let m = 512; m >= 4; m /= 2) {
    string = majority(faces, nearestRows(distances(string, faces), m));
    out.push({ method: `merge of ${m}`, string });
  }
  return out;
}

function nearestRows(rowDistances: Uint16Array, count: number): number[] {
  return Array.from(rowDistances, (_, row) => row)
    .sort((a, b) => rowDistances[a]! - rowDistances[b]!)
    .slice(0, count);
}

/**
 * The weight of a face at each distance: about 1 within tau, falling over about n/64 bits beyond it, so that hill climbing is rewarded for
 * faces that are almost matched.
 */
function closenessWeights(n: number, tau: number): Float64Array {
  return Float64Array.from({ length: n + 2 }, (_, d) => 1 / (1 + Math.exp((d - tau) / (n / 64))));
}

/** Hill climbing: flips one random bit at a time and keeps the flip if the sum of weights grows. */
function climb(
  faces: BitMatrix,
  start: BitMatrix,
  weights: Float64Array,
  evaluations: number,
  random: () => number,
): BitMatrix {
  const { n, w } = faces;
  const words = start.words.slice();
  const startDistances = distances(start, faces);
  const rows = nearestRows(startDistances, MAX_CLIMB_FACES);
  const current = Int16Array.from(rows, (row) => startDistances[row]!);
  // One array per bit, because a flip reads the same bit of all faces.
  const columns = Array.from({ length: n }, (_, bit) =>
    Int8Array.from(rows, (row) => (faces.words[row * w + (bit >> 5)]! >>> (31 - (bit & 31))) & 1),
  );
  const fitnessNow = () => current.reduce((sum, d) => sum + weights[d]!, 0);
  const fitnessAfterFlip = (column: Int8Array, bit: number) => {
    let sum = 0;
    for (let f = 0; f < current.length; f++) sum += weights[current[f]! + (column[f] === bit ? 1 : -1)]!;
    return sum;
  };
  let best = fitnessNow();
  for (let round = 0; round < evaluations; round++) {
    const index = Math.floor(random() * n);
    const bit = (words[index >> 5]! >>> (31 - (index & 31))) & 1;
    const column = columns[index]!;
    const fitness = fitnessAfterFlip(column, bit);
    if (fitness <= best) continue;
    best = fitness;
    words[index >> 5]! ^= 1 << (31 - (index & 31));
    for (let f = 0; f < current.length; f++) current[f]! += column[f] === bit ? 1 : -1;
  }
  return singleRow(n, words);
}
