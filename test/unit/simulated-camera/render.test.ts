import { describe, expect, it } from 'vitest';
import { findPerson } from '../../../src/simulated-camera/people/find-person.ts';
import { groundTruthOf } from '../../../src/simulated-camera/renderer/ground-truth.ts';
import { simulatedNames } from '../../../src/simulated-camera/names.ts';
import { personFromSeed, traitNames, traits } from '../../../src/simulated-camera/people/person.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../src/simulated-camera/renderer/view.ts';

const width = 160;
const height = 120;
const ada = findPerson('ada');
const still: View = { ...frontView, noise: 0 };

const difference = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
const mean = (a: Uint8ClampedArray) => a.reduce((sum, value) => sum + value, 0) / a.length;
const pointsOf = (view: Partial<View>) =>
  groundTruthOf(ada, { ...still, ...view }, width, height).points as [number, number][];
/** Where the nose lies between the eyes, 0 at the left one, 1 at the right one. */
const noseShare = (view: Partial<View>) => {
  const [left, right, nose] = pointsOf(view);
  return (nose![0] - left![0]) / (right![0] - left![0]);
};

describe('a picture of a drawn person', () => {
  it('is the same for the same arguments, noise and all', () => {
    const noisy = { ...frontView, noise: 0.5, grain: 7 };
    const again = { ...ada };
    expect(render(again, noisy, width, height)).toEqual(render(ada, noisy, width, height));
    expect(render(ada, { ...noisy, grain: 8 }, width, height)).not.toEqual(render(ada, noisy, width, height));
  });

  it('differs from person to person', () => {
    const pictures = simulatedNames.map((name) => render(findPerson(name), still, width, height));
    pictures.forEach((a, i) => {
      for (const b of pictures.slice(i + 1)) expect(difference(a, b)).toBeGreaterThan(2);
    });
  });

  it('is whole and opaque at any size', () => {
    for (const [w, h] of [
      [1, 1],
      [7, 3],
      [3, 61],
      [97, 31],
      [333, 211],
    ] as const) {
      const pixels = render(ada, still, w, h);
      expect(pixels).toHaveLength(4 * w * h);
      expect(pixels.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
    }
  });

  it('stays whole when the head leaves it or stands in the lens', () => {
    for (const view of [{ x: 400 }, { y: -300 }, { distance: 2 }, { distance: 5000 }, { yaw: 180 }]) {
      expect(render(ada, { ...still, ...view }, 64, 48)).toHaveLength(4 * 64 * 48);
    }
  });

  it('gets brighter with the light, and darkens on the side away from it', () => {
    const at = (level: number) =>
      mean(render(ada, { ...still, light: { ...still.light, level } }, width, height));
    expect(at(0.4)).toBeLessThan(at(0.8));
    expect(at(0.8)).toBeLessThan(at(1.4));
    const lit = (azimuth: number) =>
      render(ada, { ...still, light: { ...still.light, azimuth, contrast: 0.9 } }, width, height);
    const [left, right, nose] = pointsOf({});
    const cheek = (pixels: Uint8ClampedArray, x: number) =>
      pixels[4 * (Math.round(nose![1]) * width + Math.round(x))]!;
    const across = (azimuth: number) => {
      const pixels = lit(azimuth);
      return cheek(pixels, right![0]) - cheek(pixels, left![0]);
    };
    expect(across(80)).toBeGreaterThan(20);
    expect(across(-80)).toBeLessThan(-20);
  });

  it('shows the lids of closed eyes in place of the eyes, and nothing else', () => {
    const open = render(ada, { ...still, distance: 40 }, 320, 240);
    const closed = render(ada, { ...still, distance: 40, blink: 1 }, 320, 240);
    const [left, right] = groundTruthOf(ada, { ...still, distance: 40 }, 320, 240).points;
    let elsewhere = 0;
    let there = 0;
    for (let i = 0; i < open.length; i += 4) {
      const [x, y] = [(i / 4) % 320, Math.floor(i / 4 / 320)];
      const near = [left!, right!].some(([ex, ey]) => Math.hypot(x - ex, y - ey) < 25);
      if (Math.abs(open[i]! - closed[i]!) > 0) near ? there++ : elsewhere++;
    }
    expect(there).toBeGreaterThan(100);
    expect(elsewhere).toBe(0);
  });
});

describe('its landmarks', () => {
  it('follow the head: yaw, pitch, roll, distance, place', () => {
    expect(noseShare({ yaw: 25 })).toBeGreaterThan(noseShare({}) + 0.2);
    expect(noseShare({ yaw: -25 })).toBeLessThan(noseShare({}) - 0.2);
    expect(pointsOf({ pitch: 15 })[2]![1]).toBeLessThan(pointsOf({ pitch: -15 })[2]![1] - 3);
    const [left, right] = pointsOf({ roll: 15 });
    expect(right![1]).toBeGreaterThan(left![1] + 2);
    const wide = (distance: number) => pointsOf({ distance })[1]![0] - pointsOf({ distance })[0]![0];
    expect(wide(40)).toBeGreaterThan(1.4 * wide(60));
    expect(pointsOf({ x: 5 })[2]![0]).toBeGreaterThan(pointsOf({})[2]![0] + 5);
    expect(pointsOf({ y: 5 })[2]![1]).toBeLessThan(pointsOf({})[2]![1] - 5);
  });

  it('lie in the box, the eyes on dark pupils between bright whites', () => {
    const { points, box } = groundTruthOf(ada, { ...still, distance: 30 }, 640, 480);
    for (const [x, y] of points) {
      expect(x > box[0] && x < box[2] && y > box[1] && y < box[3]).toBe(true);
    }
    const pixels = render(ada, { ...still, distance: 30 }, 640, 480);
    const green = (x: number, y: number) => pixels[4 * (Math.round(y) * 640 + Math.round(x)) + 1]!;
    for (const [x, y] of points.slice(0, 2)) {
      expect(green(x, y)).toBeLessThan(Math.max(green(x - 17, y), green(x + 17, y)) - 40);
    }
  });
});

describe('traits', () => {
  it('of a hundred seeds stay in their ranges and differ', () => {
    const people = Array.from({ length: 100 }, (_, seed) => personFromSeed(seed));
    for (const person of people) {
      for (const name of traitNames) {
        expect(person[name]).toBeGreaterThanOrEqual(traits[name][0]);
        expect(person[name]).toBeLessThanOrEqual(traits[name][1]);
      }
    }
    expect(new Set(people.map((person) => person.noseLength)).size).toBe(100);
    expect(personFromSeed(5)).toEqual(people[5]);
  });
});
