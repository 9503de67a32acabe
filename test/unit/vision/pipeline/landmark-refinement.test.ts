import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { personNamed } from '../../../src/simulated-camera/cast.ts';
import { landmarksOf } from '../../../src/simulated-camera/landmarks.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { render } from '../../../src/simulated-camera/render.ts';
import { frontView } from '../../../src/simulated-camera/view.ts';
import { createNodeVision } from '../../../src/vision/node.ts';
import type { Face, Frame } from '../../../src/vision/types.ts';

const vision = await createNodeVision(
  fileURLToPath(new URL('../../../models/manifest.json', import.meta.url)),
);
const size = { width: 640, height: 480 };

/** A person at a distance (cm), the face that is detected, and how far its points are from the drawn ones, in distances of the eyes. */
async function look(name: string, distance: number) {
  const view = { ...frontView, distance, yaw: 6 };
  const frame: Frame = { ...size, data: render(personNamed(name), view, size.width, size.height) };
  const truth = landmarksOf(personNamed(name), view, size.width, size.height).points;
  const error = ({ points }: Face) => {
    const eyes = Math.hypot(truth[1]![0] - truth[0]![0], truth[1]![1] - truth[0]![1]);
    const off = points.map(({ x, y }, i) => Math.hypot(x - truth[i]![0], y - truth[i]![1]));
    return off.reduce((sum, one) => sum + one, 0) / 5 / eyes;
  };
  const [face] = await vision.detect(frame);
  return { frame, face: face!, error };
}

it('finds the points of small faces more exactly', async () => {
  let [once, twice] = [0, 0];
  for (const name of simulatedNames.slice(0, 3)) {
    const { frame, face, error } = await look(name, 100);
    const located = await vision.locate(frame, face);
    expect(located.score).toBe(face.score);
    once += error(face);
    twice += error(located);
  }
  expect(twice).toBeLessThan(0.85 * once);
});

it('leaves alone what fills the frame', async () => {
  const { frame, face } = await look('ada', 35);
  expect(await vision.locate(frame, face)).toBe(face);
});

it('leaves alone what the second look does not find, also beyond the edges', async () => {
  const { frame, face } = await look('ada', 100);
  for (const [x, y] of [
    [5, 5],
    [-30, 470],
    [636, -20],
    [900, 900],
  ] as const) {
    const ghost = { ...face, box: { x, y, width: 20, height: 25 } };
    expect(await vision.locate(frame, ghost)).toBe(ghost);
  }
});
