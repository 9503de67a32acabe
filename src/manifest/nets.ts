import type { ModelSet, NetFile, NetName, PerNet } from './types.ts';

/** The nets of a model set with their names. */
export function netsOf({ detector, embedder, liveness }: ModelSet): readonly (readonly [NetName, NetFile])[] {
  const required = [['detector', detector] as const, ['embedder', embedder] as const];
  return liveness === undefined ? required : [...required, ['liveness', liveness] as const];
}

/** Computes one value for each net of a model set, at the same time. */
export async function mapNets<T>(
  set: ModelSet,
  map: (name: NetName, net: NetFile) => Promise<T>,
): Promise<PerNet<T>> {
  const entries = await Promise.all(netsOf(set).map(async ([name, net]) => [name, await map(name, net)]));
  return Object.fromEntries(entries) as PerNet<T>;
}
