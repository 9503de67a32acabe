import { describe, expect, it } from 'vitest';
import { frontView, type View } from '../../../src/simulated-camera/renderer/view.ts';
import { judgesPresent, openJudges } from './judges.ts';
import { describeMatrix, recognise } from './recognition.ts';

const { light } = frontView;
const views: readonly Partial<View>[] = [
  { yaw: 25, light: { ...light, azimuth: -50 } },
  { yaw: -25, pitch: 8, distance: 60 },
  { pitch: -12, roll: 10, light: { ...light, level: 0.6 } },
  { pitch: 10, roll: -10, distance: 75, light: { ...light, azimuth: 70, contrast: 0.7 } },
];

// The whole matrix is in test/full/simulated.test.ts.
describe.skipIf(!judgesPresent)('to nets that never saw them (left out without ../shared/data)', () => {
  it('the six are faces, themselves, and nobody else', async () => {
    const seen = await recognise(await openJudges(), views);
    const matrix = describeMatrix(seen);
    expect(seen.found, matrix).toBeGreaterThanOrEqual(0.95);
    for (const [least] of seen.self) expect(least, matrix).toBeGreaterThanOrEqual(0.6);
    expect(seen.highestOther, matrix).toBeLessThanOrEqual(0.35);
  });
});
