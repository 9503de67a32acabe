import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { captureFace } from '../../../src/capture/capture-face.ts';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../src/simulated-camera/renderer/view.ts';
import { createNodeVision, type NodeVision } from '../../../src/vision/node.ts';
import { hamming } from '../matching/support.ts';

const path = fileURLToPath(new URL('../../../models/manifest.json', import.meta.url));
const { n, tau } = JSON.parse(readFileSync(path, 'utf8')).matching;
const size = { width: 480, height: 360 };
let vision: NodeVision;
let center: Float32Array;

beforeAll(async () => {
  vision = await createNodeVision(path);
  center = decodeCenter(vision.modelSet.matching.center)!;
});
afterAll(() => vision.release());

/** The bits of a capture of somebody who moves a little, in one light. */
async function bitsOf(name: string, seed: number, light: Partial<View>): Promise<Uint8Array> {
  const draw = seededRandom(seed);
  let count = 0;
  const next = async () => {
    const pose = { yaw: 12 * draw() - 6, pitch: 8 * draw() - 4, grain: count++ };
    const view = { ...frontView, distance: 50, ...pose, ...light };
    return { ...size, data: render(findPerson(name), view, size.width, size.height) } as never;
  };
  const embedding = await captureFace({
    frames: { next, brightness: () => 1 },
    vision: { center, observe: (frame, options) => vision.observe(frame as never, options) },
    signal: new AbortController().signal,
    onHint: () => {},
    now: () => 100 * count,
  });
  return bitsFromEmbedding(embedding, { modelId: vision.modelId, n, center });
}

it('each of the six people is recognised at the shipped threshold, and none as another', async () => {
  const enrolled: Uint8Array[] = [];
  const returning: Uint8Array[] = [];
  for (const [i, name] of simulatedNames.entries()) {
    enrolled.push(await bitsOf(name, i + 1, {}));
    returning.push(
      await bitsOf(name, i + 101, { light: { ...frontView.light, azimuth: 40, level: 0.8 }, distance: 60 }),
    );
  }
  const accepted = enrolled.map((one) => returning.map((other) => hamming(one, other) <= tau));
  expect(accepted).toEqual(simulatedNames.map((_, i) => simulatedNames.map((_, j) => i === j)));
}, 120_000);
