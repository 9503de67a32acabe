import { expect, it } from 'vitest';
import { mapNets, netsOf } from '../../../src/manifest/nets.ts';
import { parseManifest } from '../../../src/manifest/parse.ts';
import { changed, shippedManifest } from './support.ts';

const set = parseManifest(shippedManifest());
const withoutLiveness = parseManifest(changed(['liveness'], undefined));

it('netsOf lists the nets of a set by name', () => {
  expect(netsOf(set).map(([name, { file }]) => [name, file])).toEqual([
    ['detector', 'detect.onnx'],
    ['embedder', 'embed.onnx'],
    ['liveness', 'passive.onnx'],
  ]);
  expect(netsOf(withoutLiveness).map(([name]) => name)).toEqual(['detector', 'embedder']);
});

it('mapNets computes a value for each net', async () => {
  expect(await mapNets(set, async (name, { file }) => `${name} ${file}`)).toEqual({
    detector: 'detector detect.onnx',
    embedder: 'embedder embed.onnx',
    liveness: 'liveness passive.onnx',
  });
  expect(await mapNets(withoutLiveness, async (name) => name)).not.toHaveProperty('liveness');
});
