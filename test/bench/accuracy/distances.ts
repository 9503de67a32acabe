import type { ModelSet } from '../../../src/manifest/types.ts';
import type { Projection } from '../../../src/matching/bits.ts';
import { bitsOfAll } from './bit-matrix.ts';
import type { Embedded } from './embeddings.ts';
import {
  type FairThreshold,
  fairThreshold,
  type GroupedPictures,
  groupHistograms,
  groupRates,
} from './fair-threshold.ts';
import { type FairFacePictures, fairFace } from './fairface.ts';
import { type FusedDistances, fuseByThrees, fusedDistances, fusedHistograms } from './fused.ts';
import { type FusedRates, fusedRates } from './fused-rates.ts';
import { type Histograms, hammingHistograms, ratesAt } from './rates.ts';

/** What the threshold is chosen from: Hamming distances of LFW, and the pictures of groups of similar people. */
export interface Distances {
  /** All pairs of pictures of LFW. */
  readonly single: Histograms;
  /** Means of three pictures of LFW, of different days. */
  readonly fused: FusedDistances;
  /** Share of the references that the shipped fusion refuses. */
  readonly refusedByFusion: number;
  /** FairFace. */
  readonly pictures: FairFacePictures;
}

export async function measureDistances(
  set: ModelSet,
  manifest: string,
  data: string,
  { names, lfw }: Pick<Embedded, 'names' | 'lfw'>,
  projection: Projection,
): Promise<Distances> {
  const references = fuseByThrees(names, lfw, projection.center);
  return {
    single: hammingHistograms(names, bitsOfAll(lfw, projection)),
    fused: fusedDistances(references, projection),
    refusedByFusion: references.refused / references.names.length,
    pictures: await fairFace(manifest, set, data, projection),
  };
}

/** Every second picture of a group: the threshold is chosen on one half and reported on the other. */
type Half = 0 | 1;
const halfOf = (pictures: GroupedPictures, half: Half) =>
  groupHistograms(pictures, (row) => row % 2 === half);

/** The threshold that keeps every limit of fair-threshold.ts, chosen on one half of the groups. */
export const chooseTau = ({ single, fused, pictures }: Distances): FairThreshold =>
  fairThreshold(halfOf(pictures, 0), single, fusedHistograms(fused, pictures.bits.n));

/** Error rates at one threshold, 0..1. */
export interface RatesAtTau {
  readonly tau: number;
  /** False match rate between two pictures of each group of FairFace. */
  readonly groups: Readonly<Record<string, number>>;
  readonly groupsWorst: number;
  readonly groupsMedian: number;
  /** The same with the pairs of one person that only the eye recognizes. */
  readonly groupsToTeacher: Readonly<Record<string, number>>;
  /** One picture of LFW against one. */
  readonly single: { readonly fnmr: number; readonly fmr: number };
  /** The mean of three pictures of LFW against the mean of three others; of different days. */
  readonly fused: FusedRates;
}

/** @param half limits the pictures of the groups: 1 is the half on which `chooseTau` does not look */
export function ratesAtTau({ single, fused, pictures }: Distances, tau: number, half?: Half): RatesAtTau {
  const ratesOf = (grouped: GroupedPictures) =>
    groupRates(half === undefined ? groupHistograms(grouped) : halfOf(grouped, half), tau);
  const groups = ratesOf(pictures);
  const sorted = Object.values(groups).sort((a, b) => a - b);
  const { tmr, fmr } = ratesAt(single, tau);
  return {
    tau,
    groups,
    groupsWorst: sorted.at(-1)!,
    groupsMedian: sorted[Math.floor(sorted.length / 2)]!,
    groupsToTeacher: ratesOf({ ...pictures, isSamePerson: pictures.isSamePersonToTeacher }),
    single: { fnmr: 1 - tmr, fmr },
    fused: fusedRates(fused, tau),
  };
}
