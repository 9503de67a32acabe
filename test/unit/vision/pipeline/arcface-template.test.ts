import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readManifest } from '../../../../src/manifest/parse.ts';
import { ARCFACE_SIDE, ARCFACE_TEMPLATE } from '../../../../src/vision/pipeline/arcface-template.ts';

const read = (path: string) =>
  readManifest(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8'));

it('equals the template of the shipped manifest, scaled to its input about the corner of the picture', () => {
  const { template, input } = read('models/manifest.json').embedder;
  const scale = input.width / ARCFACE_SIDE;
  for (const [i, point] of template.entries()) {
    for (const axis of [0, 1] as const)
      expect(point[axis]).toBeCloseTo((ARCFACE_TEMPLATE[i]![axis] + 0.5) * scale - 0.5, 4);
  }
});
