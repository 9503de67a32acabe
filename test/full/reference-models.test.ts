import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createNodeVision, type NodeVision } from '../../src/vision/node.ts';
import { cropLandmarks } from '../bench/accuracy/embeddings.ts';
import { readPairs, tenFoldAccuracy } from '../bench/accuracy/rates.ts';
import { readTar } from '../bench/accuracy/tar.ts';
import { referenceManifest } from '../bench/evaluate/reference.ts';
import { dataFolder } from '../support/data-folder.ts';

const hasData = existsSync(join(dataFolder, 'models')) && existsSync(join(dataFolder, 'faces'));

/** Ten-fold accuracy measured by other code on the same files (README of the data folder). */
const REFERENCE_ACCURACY = 0.99517;

async function openReference(): Promise<NodeVision> {
  const folder = mkdtempSync(join(tmpdir(), 'recognize-reference-'));
  const path = join(folder, 'manifest.json');
  writeFileSync(path, JSON.stringify(await referenceManifest(dataFolder)));
  const vision = await createNodeVision(path, { modelsFolder: join(dataFolder, 'models'), threads: 2 });
  rmSync(folder, { recursive: true });
  return vision;
}

/** Embeds the LFW pictures in `names`: those of the standard pairs, about 60 percent of all. */
async function embedLfw(vision: NodeVision, names: ReadonlySet<string>): Promise<Map<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  for (const { name, bytes } of readTar(join(dataFolder, 'faces', 'lfw_aligned112_q90.tar.gz'))) {
    if (!names.has(name)) continue;
    const { data: pixels, info } = await sharp(bytes)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const frame = { width: info.width, height: info.height, data: pixels };
    vectors.set(name, await vision.embed(frame, cropLandmarks));
  }
  return vectors;
}

it.skipIf(!hasData)(
  'face-reid-0095, described by a manifest, reaches its reference accuracy on LFW (skipped without ../shared/data)',
  async () => {
    const list = readFileSync(join(dataFolder, 'faces', 'lfw_pairs.txt'), 'utf8');
    const names = [...readTar(join(dataFolder, 'faces', 'lfw_aligned112_q90.tar.gz'))].map(
      ({ name }) => name,
    );
    const pairs = readPairs(list, names);
    const vision = await openReference();
    const vectors = await embedLfw(vision, new Set(pairs.flatMap(({ i, j }) => [names[i]!, names[j]!])));
    await vision.release();
    const cosine = (i: number, j: number) => {
      const other = vectors.get(names[j]!)!;
      return vectors.get(names[i]!)!.reduce((sum, value, k) => sum + value * other[k]!, 0);
    };
    const accuracy = tenFoldAccuracy(pairs, ({ i, j }) => -cosine(i, j));
    console.log(`LFW 10-fold ${(100 * accuracy).toFixed(3)} %, reference ${100 * REFERENCE_ACCURACY} %`);
    expect(Math.abs(accuracy - REFERENCE_ACCURACY)).toBeLessThanOrEqual(0.001);
  },
);
