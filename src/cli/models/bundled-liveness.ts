import { readFileSync } from 'node:fs';
import { readManifest } from '../../manifest/parse.ts';
import { distUrl } from '../package.ts';
import type { LoadedSet } from './install.ts';

/**
 * Adds the passive net of this package to a set that has none, because it may be used with every set.
 *
 * @param manifestUrl of the bundled set
 * @returns the set as it is if the bundled set has no passive net either
 */
export function withBundledLiveness(
  set: LoadedSet,
  manifestUrl = new URL('assets/models/manifest.json', distUrl),
): LoadedSet {
  if (set.modelSet.liveness !== undefined) return set;
  const { liveness } = readManifest(readFileSync(manifestUrl, 'utf8'));
  if (liveness === undefined) return set;
  return {
    modelSet: { ...set.modelSet, liveness },
    nets: { ...set.nets, liveness: new Uint8Array(readFileSync(new URL(liveness.file, manifestUrl))) },
  };
}
