import { describe, expect, it } from 'vitest';
import { findPerson } from '../../../../src/simulated-camera/people/find-person.ts';
import { groundTruthOf } from '../../../../src/simulated-camera/renderer/ground-truth.ts';
import { render } from '../../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../../src/simulated-camera/renderer/view.ts';

const ada = findPerson('ada');
const withoutNoise: View = { ...frontView, noise: 0 };
const landmarksOf = (view: Partial<View>) =>
  groundTruthOf(ada, { ...withoutNoise, ...view }, 160, 120).landmarks as [number, number][];
/** Horizontal position of the nose tip between the eyes: 0 at the left one, 1 at the right one. */
const noseShare = (view: Partial<View>) => {
  const [left, right, nose] = landmarksOf(view);
  return (nose![0] - left![0]) / (right![0] - left![0]);
};

describe('groundTruthOf', () => {
  it('returns landmarks that follow yaw, pitch, roll, distance and position', () => {
    expect(noseShare({ yaw: 25 })).toBeGreaterThan(noseShare({}) + 0.2);
    expect(noseShare({ yaw: -25 })).toBeLessThan(noseShare({}) - 0.2);
    expect(landmarksOf({ pitch: 15 })[2]![1]).toBeLessThan(landmarksOf({ pitch: -15 })[2]![1] - 3);
    const [left, right] = landmarksOf({ roll: 15 });
    expect(right![1]).toBeGreaterThan(left![1] + 2);
    const eyeDistance = (distance: number) =>
      landmarksOf({ distance })[1]![0] - landmarksOf({ distance })[0]![0];
    expect(eyeDistance(40)).toBeGreaterThan(1.4 * eyeDistance(60));
    expect(landmarksOf({ x: 5 })[2]![0]).toBeGreaterThan(landmarksOf({})[2]![0] + 5);
    expect(landmarksOf({ y: 5 })[2]![1]).toBeLessThan(landmarksOf({})[2]![1] - 5);
  });

  it('returns landmarks inside the box', () => {
    const { landmarks, box } = groundTruthOf(ada, { ...withoutNoise, distance: 30 }, 640, 480);
    for (const [x, y] of landmarks) {
      expect(x > box[0] && x < box[2] && y > box[1] && y < box[3]).toBe(true);
    }
  });

  it('returns eyes at the dark pupils of the rendered image', () => {
    const near = { ...withoutNoise, distance: 30 };
    const pixels = render(ada, near, 640, 480);
    const green = (x: number, y: number) => pixels[4 * (Math.round(y) * 640 + Math.round(x)) + 1]!;
    for (const [x, y] of groundTruthOf(ada, near, 640, 480).landmarks.slice(0, 2)) {
      expect(green(x, y)).toBeLessThan(Math.max(green(x - 17, y), green(x + 17, y)) - 40);
    }
  });
});
