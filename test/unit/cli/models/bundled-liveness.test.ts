import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withBundledLiveness } from '../../../../src/cli/models/bundled-liveness.ts';
import type { ModelSet } from '../../../../src/manifest/types.ts';
import { networks, publishedSet, publishedSetWithLiveness } from './models-publisher.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-bundled-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Adds the passive net of this bundled set to a set without one. */
function addFrom(bundled: ModelSet, modelSet = publishedSet()) {
  const path = join(folder, 'manifest.json');
  writeFileSync(path, JSON.stringify(bundled));
  const nets = { detector: new Uint8Array(networks.detector), embedder: new Uint8Array(networks.embedder) };
  return withBundledLiveness({ modelSet, nets }, pathToFileURL(path));
}

const passiveNet = { ...publishedSetWithLiveness().liveness!, file: 'alive.onnx' };

it('adds the passive net and its bytes', () => {
  writeFileSync(join(folder, 'alive.onnx'), 'bytes of a net');
  const { modelSet, nets } = addFrom({ ...publishedSet(), liveness: passiveNet });
  expect(modelSet.liveness).toMatchObject({ file: 'alive.onnx', sha256: passiveNet.sha256 });
  expect(new TextDecoder().decode(nets.liveness)).toBe('bytes of a net');
  expect(nets.detector.length).toBe(networks.detector.length);
});

it('leaves a set as it is if the bundled one has no passive net, or it has its own', () => {
  expect(addFrom(publishedSet()).modelSet).not.toHaveProperty('liveness');
  const own = { ...publishedSet(), liveness: { ...passiveNet, file: 'own.onnx' } };
  expect(addFrom({ ...publishedSet(), liveness: passiveNet }, own).modelSet).toEqual(own);
});
