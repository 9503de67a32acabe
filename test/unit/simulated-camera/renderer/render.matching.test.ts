import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeCenter } from '../../../../src/manifest/center.ts';
import { bitsFromEmbedding } from '../../../../src/matching/bits.ts';
import { seededRandom } from '../../../../src/simulated-camera/math/random.ts';
import { simulatedNames } from '../../../../src/simulated-camera/names.ts';
import { findPerson } from '../../../../src/simulated-camera/people/find-person.ts';
import { render } from '../../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../../src/simulated-camera/renderer/view.ts';
import { createNodeVision, type NodeVision } from '../../../../src/vision/node.ts';
import { captureInNode } from '../../../support/capture-in-node.ts';
import { hammingDistance } from '../../../support/matching/bits.ts';

const path = fileURLToPath(new URL('../../../../models/manifest.json', import.meta.url));
const { n, tau } = JSON.parse(readFileSync(path, 'utf8')).matching;
const size = { width: 480, height: 360 };
let vision: NodeVision;
let center: Float32Array;

beforeAll(async () => {
  vision = await createNodeVision(path);
  center = decodeCenter(vision.modelSet.matching.center)!;
});
afterAll(() => vision.release());

/** The bits of a capture of a person who moves a little, in constant light. */
async function captureBits(name: string, seed: number, conditions: Partial<View>): Promise<Uint8Array> {
  const random = seededRandom(seed);
  let count = 0;
  const next = async () => {
    const pose = { yaw: 12 * random() - 6, pitch: 8 * random() - 4, grain: count++ };
    const view = { ...frontView, distance: 50, ...pose, ...conditions };
    return { ...size, data: render(findPerson(name), view, size.width, size.height) };
  };
  const embedding = await captureInNode(next, vision, center);
  return bitsFromEmbedding(embedding, { modelId: vision.modelId, n, center });
}

it('renders people who match themselves and no other person at the threshold of the shipped models', async () => {
  const otherConditions = { light: { ...frontView.light, azimuth: 40, level: 0.8 }, distance: 54 };
  const enrolled: Uint8Array[] = [];
  const captured: Uint8Array[] = [];
  for (const [i, name] of simulatedNames.entries()) {
    enrolled.push(await captureBits(name, i + 1, {}));
    captured.push(await captureBits(name, i + 101, otherConditions));
  }
  const matches = enrolled.map((a) => captured.map((b) => hammingDistance(a, b) <= tau));
  expect(matches).toEqual(simulatedNames.map((_, i) => simulatedNames.map((_, j) => i === j)));
}, 120_000);
