import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createNodeVision, type NodeVision } from '../../src/vision/node.ts';
import { templatePoints } from '../bench/accuracy/embeddings.ts';
import { readPairs, tenFold } from '../bench/accuracy/rates.ts';
import { readTar } from '../bench/accuracy/tar.ts';
import { referenceManifest } from '../bench/evaluate/reference.ts';

const data = process.env.RECOGNIZE_DATA ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(join(data, 'models')) && existsSync(join(data, 'faces'));

/** Measured by other code on the same files (README of the data folder). */
const reference = 0.99517;

async function openReference(): Promise<NodeVision> {
  const folder = mkdtempSync(join(tmpdir(), 'recognize-reference-'));
  const path = join(folder, 'manifest.json');
  writeFileSync(path, JSON.stringify(await referenceManifest(data)));
  const vision = await createNodeVision(path, { modelsFolder: join(data, 'models'), threads: 2 });
  rmSync(folder, { recursive: true });
  return vision;
}

/** LFW's names and unit vectors; only pictures of the standard pairs, about six in ten. */
async function embedLfw(vision: NodeVision, wanted: ReadonlySet<string>) {
  const vectors = new Map<string, Float32Array>();
  for (const { name, bytes } of readTar(join(data, 'faces', 'lfw_aligned112_q90.tar.gz'))) {
    if (!wanted.has(name)) continue;
    const { data: pixels, info } = await sharp(bytes)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    vectors.set(
      name,
      await vision.embed({ width: info.width, height: info.height, data: pixels }, templatePoints),
    );
  }
  return vectors;
}

it.skipIf(!present)(
  'face-reid-0095 by its manifest: LFW as its reference figure says (left out without ../shared/data)',
  async () => {
    const text = readFileSync(join(data, 'faces', 'lfw_pairs.txt'), 'utf8');
    const names = [...readTar(join(data, 'faces', 'lfw_aligned112_q90.tar.gz'))].map(({ name }) => name);
    const pairs = readPairs(text, names);
    const vision = await openReference();
    const vectors = await embedLfw(vision, new Set(pairs.flatMap(({ i, j }) => [names[i]!, names[j]!])));
    await vision.release();
    const cosine = (i: number, j: number) => {
      const other = vectors.get(names[j]!)!;
      return vectors.get(names[i]!)!.reduce((sum, value, k) => sum + value * other[k]!, 0);
    };
    const accuracy = tenFold(pairs, ({ i, j }) => -cosine(i, j));
    console.log(`LFW 10-fold ${(100 * accuracy).toFixed(3)} %, the reference figure is ${100 * reference} %`);
    expect(Math.abs(accuracy - reference)).toBeLessThanOrEqual(0.001);
  },
);
