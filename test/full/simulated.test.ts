import { expect, it } from 'vitest';
import { judgesPresent, openJudges } from '../unit/simulated-camera/judges.ts';
import { describeMatrix, randomViews, recognise } from '../unit/simulated-camera/recognition.ts';

it.skipIf(!judgesPresent)(
  'third-party nets tell the six simulated people apart in 80 views each (skipped without ../shared/data)',
  async () => {
    const recognition = await recognise(await openJudges(), randomViews(80, 2026));
    const matrix = describeMatrix(recognition);
    console.log(matrix);
    expect(recognition.found, matrix).toBeGreaterThanOrEqual(0.95);
    for (const [lowestCosine] of recognition.self) expect(lowestCosine, matrix).toBeGreaterThanOrEqual(0.6);
    const cosinesBetween = recognition.others.flatMap((row, i) => row.filter((_, j) => j !== i));
    expect(Math.max(...cosinesBetween), matrix).toBeLessThanOrEqual(0.35);
  },
);
