import { expect, it } from 'vitest';
import { judgesPresent, openJudges } from '../unit/simulated-camera/judges.ts';
import { describeMatrix, randomViews, recognise } from '../unit/simulated-camera/recognition.ts';

it.skipIf(!judgesPresent)('the six people over 80 views each (left out without ../shared/data)', async () => {
  const seen = await recognise(await openJudges(), randomViews(80, 2026));
  const matrix = describeMatrix(seen);
  console.log(matrix);
  expect(seen.found, matrix).toBeGreaterThanOrEqual(0.95);
  for (const [least] of seen.self) expect(least, matrix).toBeGreaterThanOrEqual(0.6);
  const strangers = seen.others.flatMap((row, i) => row.filter((_, j) => j !== i));
  expect(Math.max(...strangers), matrix).toBeLessThanOrEqual(0.35);
});
