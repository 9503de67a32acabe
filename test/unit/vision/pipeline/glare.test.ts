import { expect, it } from 'vitest';
import { glareAround } from '../../../../src/vision/pipeline/glare.ts';

const [width, height] = [320, 240];
const box = { x: 110, y: 70, width: 100, height: 140 };

/** The fraction of a frame whose pixels are white where `white` says so. */
function glareOf(white: (x: number, y: number) => boolean): number {
  const data = new Uint8ClampedArray(4 * width * height).fill(90);
  for (let i = 0; i < width * height; i++)
    if (white(i % width, Math.floor(i / width))) data.fill(250, 4 * i, 4 * i + 4);
  return glareAround({ width, height, data }, box);
}

it.each<[string, (x: number, y: number) => boolean, number]>([
  ['nothing white', () => false, 0],
  ['everything', () => true, 1],
  ['a white face', (x, y) => x > 110 && x < 210 && y > 70 && y < 210, 0],
  ['white hair', (x, y) => x > 110 && x < 210 && y > 40 && y < 80, 0],
  ['a window at the left', (x) => x < 80, 0.36],
])('returns for %s the fraction around the face', (_name, white, glare) =>
  expect(glareOf(white)).toBeCloseTo(glare, 1),
);
