import { expect, it } from 'vitest';
import { seededRandom } from '../../src/simulated/random.ts';
import type { View } from '../../src/simulated/view.ts';
import { judgesPresent, openJudges } from '../unit/simulated/judges.ts';
import { describeMatrix, recognise } from '../unit/simulated/recognition.ts';

/** Yaw ±30°, pitch ±15°, roll ±15°, 40 to 90 cm, light from any side in front, dim to bright. */
function randomView(draw: () => number): Partial<View> {
  const within = (low: number, high: number) => low + (high - low) * draw();
  return {
    yaw: within(-30, 30),
    pitch: within(-15, 15),
    roll: within(-15, 15),
    distance: within(40, 90),
    light: {
      azimuth: within(-75, 75),
      elevation: within(0, 60),
      contrast: within(0, 0.8),
      level: within(0.45, 1.4),
      warmth: within(-1, 1),
    },
    noise: within(0, 0.6),
    grain: Math.floor(within(0, 1e6)),
    room: Math.floor(within(0, 1000)),
  };
}

it.skipIf(!judgesPresent)('the six people over 80 views each (left out without ../shared/data)', async () => {
  const draw = seededRandom(2026);
  const views = Array.from({ length: 80 }, () => randomView(draw));
  const seen = await recognise(await openJudges(), views);
  const matrix = describeMatrix(seen);
  console.log(matrix);
  expect(seen.found, matrix).toBeGreaterThanOrEqual(0.95);
  for (const [least] of seen.self) expect(least, matrix).toBeGreaterThanOrEqual(0.6);
  const strangers = seen.others.flatMap((row, i) => row.filter((_, j) => j !== i));
  expect(Math.max(...strangers), matrix).toBeLessThanOrEqual(0.35);
});
