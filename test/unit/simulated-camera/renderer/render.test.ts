import { describe, expect, it } from 'vitest';
import { simulatedNames } from '../../../../src/simulated-camera/names.ts';
import { findPerson } from '../../../../src/simulated-camera/people/find-person.ts';
import { groundTruthOf } from '../../../../src/simulated-camera/renderer/ground-truth.ts';
import { render } from '../../../../src/simulated-camera/renderer/render.ts';
import { frontView, type View } from '../../../../src/simulated-camera/renderer/view.ts';

const width = 160;
const height = 120;
const ada = findPerson('ada');
const withoutNoise: View = { ...frontView, noise: 0 };

const meanDifference = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;
const mean = (a: Uint8ClampedArray) => a.reduce((sum, value) => sum + value, 0) / a.length;

describe('render', () => {
  it('returns equal bytes for equal arguments, including noise', () => {
    const noisy = { ...frontView, noise: 0.5, grain: 7 };
    const copy = { ...ada };
    expect(render(copy, noisy, width, height)).toEqual(render(ada, noisy, width, height));
    expect(render(ada, { ...noisy, grain: 8 }, width, height)).not.toEqual(render(ada, noisy, width, height));
  });

  it('returns different images for different people', () => {
    const images = simulatedNames.map((name) => render(findPerson(name), withoutNoise, width, height));
    images.forEach((a, i) => {
      for (const b of images.slice(i + 1)) expect(meanDifference(a, b)).toBeGreaterThan(2);
    });
  });

  it.each([
    [1, 1],
    [7, 3],
    [3, 61],
    [97, 31],
    [333, 211],
  ])('returns opaque RGBA bytes for an image of %i × %i', (w, h) => {
    const pixels = render(ada, withoutNoise, w, h);
    expect(pixels).toHaveLength(4 * w * h);
    expect(pixels.every((value, i) => i % 4 !== 3 || value === 255)).toBe(true);
  });

  it.each([{ x: 400 }, { y: -300 }, { distance: 2 }, { distance: 5000 }, { yaw: 180 }])(
    'renders an extreme view: %o',
    (view) => {
      expect(render(ada, { ...withoutNoise, ...view }, 64, 48)).toHaveLength(4 * 64 * 48);
    },
  );

  it('is brighter with a higher exposure', () => {
    const brightness = (level: number) =>
      mean(render(ada, { ...withoutNoise, light: { ...withoutNoise.light, level } }, width, height));
    expect(brightness(0.4)).toBeLessThan(brightness(0.8));
    expect(brightness(0.8)).toBeLessThan(brightness(1.4));
  });

  it('is brighter on the side of the key light', () => {
    const [left, right, nose] = groundTruthOf(ada, withoutNoise, width, height).landmarks;
    const rightMinusLeft = (azimuth: number) => {
      const light = { ...withoutNoise.light, azimuth, contrast: 0.9 };
      const pixels = render(ada, { ...withoutNoise, light }, width, height);
      const cheek = ([x]: readonly [number, number]) =>
        pixels[4 * (Math.round(nose![1]) * width + Math.round(x))]!;
      return cheek(right!) - cheek(left!);
    };
    expect(rightMinusLeft(80)).toBeGreaterThan(20);
    expect(rightMinusLeft(-80)).toBeLessThan(-20);
  });

  it('changes only the pixels around the eyes when they close', () => {
    const near = { ...withoutNoise, distance: 40 };
    const open = render(ada, near, 320, 240);
    const closed = render(ada, { ...near, blink: 1 }, 320, 240);
    const eyes = groundTruthOf(ada, near, 320, 240).landmarks.slice(0, 2);
    const changed = { atEyes: 0, elsewhere: 0 };
    for (let i = 0; i < open.length; i += 4) {
      if (open[i] === closed[i]) continue;
      const [x, y] = [(i / 4) % 320, Math.floor(i / 4 / 320)];
      changed[eyes.some(([ex, ey]) => Math.hypot(x - ex, y - ey) < 25) ? 'atEyes' : 'elsewhere']++;
    }
    expect(changed.atEyes).toBeGreaterThan(100);
    expect(changed.elsewhere).toBe(0);
  });
});
