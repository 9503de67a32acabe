import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { simulatedNames } from '../../../../src/simulated-camera/names.ts';
import { findPerson } from '../../../../src/simulated-camera/people/find-person.ts';
import { groundTruthOf } from '../../../../src/simulated-camera/renderer/ground-truth.ts';
import { render } from '../../../../src/simulated-camera/renderer/render.ts';
import { frontView } from '../../../../src/simulated-camera/renderer/view.ts';
import { createNodeVision } from '../../../../src/vision/node.ts';
import type { Face, Frame } from '../../../../src/vision/types.ts';

const vision = await createNodeVision(
  fileURLToPath(new URL('../../../../models/manifest.json', import.meta.url)),
);
const size = { width: 640, height: 480 };

/**
 * Renders a simulated person at a distance in cm and detects the face. `errorOf` is the mean distance of a face's landmarks from the
 * rendered ones, in eye distances.
 */
async function detectAt(name: string, distance: number) {
  const view = { ...frontView, distance, yaw: 6 };
  const frame: Frame = { ...size, data: render(findPerson(name), view, size.width, size.height) };
  const truth = groundTruthOf(findPerson(name), view, size.width, size.height).landmarks;
  const eyeDistance = Math.hypot(truth[1]![0] - truth[0]![0], truth[1]![1] - truth[0]![1]);
  const errorOf = ({ landmarks }: Face) => {
    const errors = landmarks.map(({ x, y }, i) => Math.hypot(x - truth[i]![0], y - truth[i]![1]));
    return errors.reduce((sum, error) => sum + error, 0) / 5 / eyeDistance;
  };
  const [face] = await vision.detect(frame);
  return { frame, face: face!, errorOf };
}

it('lowers the landmark error of small faces and keeps the score', async () => {
  let [errorBefore, errorAfter] = [0, 0];
  for (const name of simulatedNames.slice(0, 3)) {
    const { frame, face, errorOf } = await detectAt(name, 100);
    const refined = await vision.refineLandmarks(frame, face);
    expect(refined.score).toBe(face.score);
    errorBefore += errorOf(face);
    errorAfter += errorOf(refined);
  }
  expect(errorAfter).toBeLessThan(0.85 * errorBefore);
});

it('returns a face unchanged that fills the frame', async () => {
  const { frame, face } = await detectAt('ada', 35);
  expect(await vision.refineLandmarks(frame, face)).toBe(face);
});

it('returns a face unchanged that the second detection does not find, also at and beyond the edges', async () => {
  const { frame, face } = await detectAt('ada', 100);
  for (const [x, y] of [
    [5, 5],
    [-30, 470],
    [636, -20],
    [900, 900],
  ] as const) {
    const absent = { ...face, box: { x, y, width: 20, height: 25 } };
    expect(await vision.refineLandmarks(frame, absent)).toBe(absent);
  }
});
