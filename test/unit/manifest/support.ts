import { readFileSync } from 'node:fs';

export const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** A fresh copy of the shipped manifest as parsed JSON. */
export const shippedManifest = () => JSON.parse(read('models/manifest.json'));

export type Path = readonly (string | number)[];

/** The shipped manifest with one field changed, or deleted if `value` is undefined. */
export function changed(path: Path, value: unknown): unknown {
  const manifest = shippedManifest();
  let parent = manifest;
  for (const step of path.slice(0, -1)) parent = parent[step];
  if (value === undefined) delete parent[path.at(-1)!];
  else parent[path.at(-1)!] = value;
  return manifest;
}
