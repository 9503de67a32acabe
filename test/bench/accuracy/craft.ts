import type { BitMatrix } from './bit-matrix.ts';
import { distance, distances, majority, single } from './bit-matrix.ts';

/**
 * What an attacker with other people's faces but not the victim's can do: find one constant string that many faces accept. All of it sees
 * the training population only.
 */
export interface Crafted {
  readonly how: string;
  readonly string: BitMatrix;
}

/** Uniform numbers in [0, 1) by xorshift (Marsaglia 2003): a search needs repeatable, not secret. */
function generator(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state = (state ^ (state << 5)) >>> 0;
    return state / 2 ** 32;
  };
}

/** Strings of one seed: the mean, 64 cluster centres, neighbourhoods merged greedily, and a hill climbed from the best of them. */
export function craft(faces: BitMatrix, tau: number, seed: number, evaluations: number): Crafted[] {
  const random = generator(seed);
  const everyone = Array.from({ length: faces.count }, (_, row) => row);
  const mean = { how: 'mean', string: majority(faces, everyone) };
  const clusters = clusterCentres(faces, 64, random).map((string) => ({ how: 'cluster', string }));
  const merged = clusters.flatMap(({ string }) => neighbourhoods(faces, string));
  const simple = [mean, ...clusters, ...merged];
  const weights = closeness(faces.n, tau);
  const fitness = ({ string }: Crafted) => distances(string, faces).reduce((sum, d) => sum + weights[d]!, 0);
  const starts = simple.map((crafted) => ({ crafted, fit: fitness(crafted) })).sort((a, b) => b.fit - a.fit);
  const climbs = 4;
  const climbed = starts.slice(0, climbs).map(({ crafted }) => ({
    how: `climb from ${crafted.how}`,
    string: climb(faces, crafted.string, weights, Math.ceil(evaluations / climbs), random),
  }));
  return [...simple, ...climbed];
}

/** k-means in Hamming space: centres are majorities. */
function clusterCentres(faces: BitMatrix, k: number, random: () => number): BitMatrix[] {
  const row = () => Math.floor(random() * faces.count);
  let centres = Array.from({ length: k }, () => majority(faces, [row()]));
  for (let round = 0; round < 8; round++) {
    const members: number[][] = centres.map(() => []);
    for (let i = 0; i < faces.count; i++) {
      let [best, at] = [Infinity, 0];
      centres.forEach((centre, c) => {
        const d = distance(centre, 0, faces, i);
        if (d < best) [best, at] = [d, c];
      });
      members[at]!.push(i);
    }
    centres = centres.map((centre, c) => (members[c]!.length === 0 ? centre : majority(faces, members[c]!)));
  }
  return centres;
}

/** Greedy merging: the majority of the m faces nearest to a string, m doubling, each step from the last. */
function neighbourhoods(faces: BitMatrix, start: BitMatrix): Crafted[] {
  const out: Crafted[] = [];
  let string = start;
  for (let m = 512; m >= 4; m /= 2) {
    const near = distances(string, faces);
    const order = Array.from(near, (_, row) => row).sort((a, b) => near[a]! - near[b]!);
    string = majority(faces, order.slice(0, m));
    out.push({ how: `merge of ${m}`, string });
  }
  return out;
}

/** How much a face at distance d counts: 1 within tau, fading over about n/64 bits, so that a climb feels faces it almost has. */
function closeness(n: number, tau: number): Float64Array {
  return Float64Array.from({ length: n + 2 }, (_, d) => 1 / (1 + Math.exp((d - tau) / (n / 64))));
}

/** Turns one random bit at a time and keeps what brings more faces closer. */
function climb(
  faces: BitMatrix,
  start: BitMatrix,
  weights: Float64Array,
  evaluations: number,
  random: () => number,
): BitMatrix {
  const { n, w, count } = faces;
  const words = start.words.slice();
  const near = distances(start, faces);
  // Only faces that can come within reach matter, and columns are read one after the other.
  const reach = Array.from(near, (_, row) => row)
    .sort((a, b) => near[a]! - near[b]!)
    .slice(0, Math.min(count, 4_000));
  const at = Int16Array.from(reach, (row) => near[row]!);
  const columns = Array.from({ length: n }, (_, bit) =>
    Int8Array.from(reach, (row) => (faces.words[row * w + (bit >> 5)]! >>> (31 - (bit & 31))) & 1),
  );
  const fitOf = (column: Int8Array | undefined, bit: number) => {
    let sum = 0;
    for (let f = 0; f < at.length; f++)
      sum += weights[at[f]! + (column === undefined ? 0 : column[f] === bit ? 1 : -1)]!;
    return sum;
  };
  let best = fitOf(undefined, 0);
  for (let round = 0; round < evaluations; round++) {
    const bit = Math.floor(random() * n);
    const now = (words[bit >> 5]! >>> (31 - (bit & 31))) & 1;
    const column = columns[bit]!;
    const fit = fitOf(column, now);
    if (fit <= best) continue;
    best = fit;
    words[bit >> 5]! ^= 1 << (31 - (bit & 31));
    for (let f = 0; f < at.length; f++) at[f]! += column[f] === now ? 1 : -1;
  }
  return single(n, words);
}
