import { expect, it } from 'vitest';
import { measureUpright } from '../../../../src/vision/pipeline/upright.ts';
import type { Face, Frame, Quality, QuarterTurns } from '../../../../src/vision/types.ts';

const picture: Frame = { width: 2, height: 3, data: new Uint8ClampedArray(24) };

/** Measures a picture whose face has this score and this coverage after each number of turns. @returns the turns that are chosen */
const turnsFor = async (seen: Readonly<Partial<Record<QuarterTurns, readonly [number, number]>>>) => {
  const result = await measureUpright(picture, async (frame, quarterTurns) => {
    const [score, coverage] = seen[quarterTurns] ?? [];
    if (score === undefined) return { quarterTurns, frame };
    return { quarterTurns, frame, face: { score } as Face, quality: { coverage } as Quality };
  });
  expect(result.frame.width).toBe(result.quarterTurns % 2 === 0 ? 2 : 3);
  return result.quarterTurns;
};

it.each<[string, Parameters<typeof turnsFor>[0], QuarterTurns]>([
  ['there is no face', {}, 0],
  ['only the picture as it is shows a face', { 0: [0.9, 0] }, 0],
  ['only the turned picture shows a face', { 3: [0.7, 3] }, 3],
  ['the turned face is uncovered', { 0: [0.9, 1], 1: [0.9, -4] }, 1],
  ['the turned face has a clearly higher score', { 0: [0.8, -2], 2: [0.95, -2] }, 2],
  ['the turned face is a little better', { 0: [0.9, -2], 2: [0.92, -2.3] }, 0],
  ['the upright face is covered and the turned one has a lower score', { 0: [0.9, 7.1], 3: [0.86, -1.9] }, 0],
  ['the upright face is covered and the turned one hardly detected', { 0: [0.93, 2], 2: [0.7, -1] }, 0],
])('chooses the turns of the best face: %s', async (_, seen, turns) => {
  expect(await turnsFor(seen)).toBe(turns);
});
