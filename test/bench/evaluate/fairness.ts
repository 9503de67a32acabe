import { decodeCenter } from '../../../src/manifest/center.ts';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { bitsOfAll, selectRows } from '../accuracy/bit-matrix.ts';
import type { Embedded } from '../accuracy/embeddings.ts';
import {
  type FairThreshold,
  fairThreshold,
  firstOfEach,
  fuseByThrees,
  groupHistograms,
  groupRates,
} from '../accuracy/fair-threshold.ts';
import { fairFace } from '../accuracy/fairface.ts';
import { type Histograms, hammingHistograms, personOf, ratesAt } from '../accuracy/rates.ts';

/** Rates at one threshold. */
interface RatesAtTau {
  readonly tau: number;
  /** False match rate of each group of FairFace, pictures of both halves. */
  readonly groups: Readonly<Record<string, number>>;
  readonly groupsWorst: number;
  readonly groupsMedian: number;
  /** One picture of LFW against one. */
  readonly single: { readonly fnmr: number; readonly fmr: number };
  /** The mean of three pictures of LFW against the mean of three others; of different days. */
  readonly fused: { readonly fnmr: number; readonly fmr: number; readonly people: number };
}

export interface Fairness {
  readonly shipped: RatesAtTau;
  /** The threshold by the rules of accuracy/fair-threshold.ts. Groups are those of the half on which it was not chosen. */
  readonly fair: RatesAtTau & { readonly rules: FairThreshold };
}

/** Measures the shipped threshold and the one that would be fair to every group. */
export async function measureFairness(
  set: ModelSet,
  manifest: string,
  data: string,
  { names, lfw }: Pick<Embedded, 'names' | 'lfw'>,
): Promise<Fairness> {
  const { n, tau, center } = set.matching;
  const projection = { modelId: await modelId(set), n, center: decodeCenter(center)! };
  const pictures = await fairFace(manifest, set, data, projection);
  const single = hammingHistograms(names, bitsOfAll(lfw, projection));
  const references = fuseByThrees(names, lfw);
  const referenceBits = bitsOfAll(references.vectors, projection);
  const first = firstOfEach(references);
  const people = first.map((row) => references.names[row]!);
  // Strangers: one reference each. Genuine pairs: all references of a person.
  const strangers = hammingHistograms(people, selectRows(referenceBits, first));
  const { genuine } = hammingHistograms(references.names, referenceBits);
  const fused: Histograms = { genuine, impostor: strangers.impostor };
  const several = peopleWithSeveral(references.names);
  const ratesFor = (limit: number, groups: ReadonlyMap<string, Histograms>): RatesAtTau => {
    const rates = groupRates(groups, limit);
    const sorted = Object.values(rates).sort((a, b) => a - b);
    const errors = (histograms: Histograms) => {
      const { tmr, fmr } = ratesAt(histograms, limit);
      return { fnmr: 1 - tmr, fmr };
    };
    return {
      tau: limit,
      groups: rates,
      groupsWorst: sorted.at(-1)!,
      groupsMedian: sorted[Math.floor(sorted.length / 2)]!,
      single: errors(single),
      fused: { ...errors(fused), people: several },
    };
  };
  const [chosenOn, reportedOn] = [0, 1].map((half) => groupHistograms(pictures, (row) => row % 2 === half));
  const rules = fairThreshold(chosenOn!, single, fused);
  return {
    shipped: ratesFor(tau, groupHistograms(pictures)),
    fair: { ...ratesFor(rules.tau, reportedOn!), rules },
  };
}

function peopleWithSeveral(names: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(personOf(name), (counts.get(personOf(name)) ?? 0) + 1);
  return [...counts.values()].filter((count) => count > 1).length;
}
