import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/manifest/hash.ts';
import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView } from '../../../src/simulated-camera/renderer/view.ts';
import { createNodeVision } from '../../../src/vision/node.ts';
import { dataFolder } from '../../support/data-folder.ts';

const models = fileURLToPath(new URL('../../../models/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'recognize-passive-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Nets of other publishers, with the crop scales in their names. */
const nets = [
  ['minifasnet_v2_2.7.onnx', 2.7],
  ['minifasnet_v1se_4.0.onnx', 4],
] as const;
const hasNets = nets.every(([file]) => existsSync(join(dataFolder, 'models', file)));

/** Opens the bundled set with another passive net. */
async function openWith(file: string, cropScale: number, change: object = {}) {
  const path = resolve(dataFolder, 'models', file);
  const bytes = new Uint8Array(readFileSync(path));
  const set = JSON.parse(readFileSync(`${models}manifest.json`, 'utf8'));
  const liveness = {
    file: path,
    sha256: await sha256Hex(bytes),
    bytes: bytes.length,
    license: 'Apache-2.0',
    input: { name: 'input', width: 80, height: 80, channels: 'bgr', mean: [0, 0, 0], scale: [1, 1, 1] },
    cropScale,
    output: { name: 'logits', classes: 3, liveIndex: 1, activation: 'softmax' },
    threshold: 0.5,
    ...change,
  };
  const manifest = join(scratch, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ ...set, liveness }));
  return createNodeVision(manifest, { modelsFolder: models });
}

const size = { width: 320, height: 240 };
const frame = { ...size, data: render(findPerson('ada'), frontView, size.width, size.height) };

describe.skipIf(!hasNets)(
  'a manifest with MiniFASNet as its passive net (skipped without ../shared/data)',
  () => {
    it.each(nets)('opens %s, and gives a probability only on request', async (file, cropScale) => {
      const vision = await openWith(file, cropScale);
      const { liveness } = await vision.observe(frame, { embed: false, liveness: { passive: true } });
      expect(liveness!.live).toBeGreaterThanOrEqual(0);
      expect(liveness!.live).toBeLessThanOrEqual(1);
      expect((await vision.observe(frame, { embed: false, liveness: {} })).liveness).not.toHaveProperty(
        'live',
      );
      expect(await vision.observe(frame, { embed: false })).not.toHaveProperty('liveness');
      await vision.release();
    });

    it.each<[object, string, string]>([
      [{ sha256: '0'.repeat(64) }, 'assets/hash-mismatch', 'liveness.sha256'],
      [
        { output: { name: 'live', classes: 3, liveIndex: 1, activation: 'softmax' } },
        'models/manifest-invalid',
        'liveness.output.name',
      ],
      [
        { output: { name: 'logits', classes: 2, liveIndex: 1, activation: 'softmax' } },
        'models/manifest-invalid',
        'liveness.output.classes',
      ],
    ])('rejects it with %j', async (change, code, field) => {
      const [file, cropScale] = nets[0];
      await expect(openWith(file, cropScale, change)).rejects.toMatchObject({
        code,
        detail: expect.stringContaining(field),
      });
    });
  },
);
