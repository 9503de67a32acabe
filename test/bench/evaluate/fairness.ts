import { decodeCenter } from '../../../src/manifest/center.ts';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { chooseTau, measureDistances, type RatesAtTau, ratesAtTau } from '../accuracy/distances.ts';
import type { Embedded } from '../accuracy/embeddings.ts';
import type { FairThreshold } from '../accuracy/fair-threshold.ts';

export interface Fairness {
  /** At the shipped threshold; groups of both halves. */
  readonly shipped: RatesAtTau;
  /** At the threshold that the three rules of accuracy/fair-threshold.ts choose. Groups are those of the half on which it was not chosen. */
  readonly fair: RatesAtTau & { readonly rules: FairThreshold };
  readonly refusedByFusion: number;
}

/** Measures the shipped threshold, and the one that the rules choose today. */
export async function measureFairness(
  set: ModelSet,
  manifest: string,
  data: string,
  embedded: Pick<Embedded, 'names' | 'lfw'>,
): Promise<Fairness> {
  const { n, tau, center } = set.matching;
  const projection = { modelId: await modelId(set), n, center: decodeCenter(center)! };
  const distances = await measureDistances(set, manifest, data, embedded, projection);
  const rules = chooseTau(distances);
  return {
    shipped: ratesAtTau(distances, tau),
    fair: { ...ratesAtTau(distances, rules.tau, 1), rules },
    refusedByFusion: distances.refusedByFusion,
  };
}
