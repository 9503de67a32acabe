import { readFileSync } from 'node:fs';

export const read = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** The entry of a passive net. */
const passiveNet = {
  file: 'passive.onnx',
  sha256: '0'.repeat(64),
  bytes: 1000,
  licence: 'none',
  input: { name: 'input', width: 80, height: 80, channels: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] },
  cropScale: 2.7,
  output: { name: 'classes', classes: 3, liveIndex: 1, activation: 'softmax' },
  threshold: 0.5,
};

/** A fresh copy of the shipped manifest as parsed JSON, with another passive net. */
export const shippedManifest = () => ({
  ...JSON.parse(read('models/manifest.json')),
  liveness: structuredClone(passiveNet),
});

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
