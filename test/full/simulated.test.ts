import { expect, it } from 'vitest';
import {
  formatMatrix,
  measureRecognition,
  randomViews,
} from '../unit/simulated-camera/recognition-matrix.ts';
import { hasReferenceNetworks, openReferenceNetworks } from '../unit/simulated-camera/reference-networks.ts';

it.skipIf(!hasReferenceNetworks)(
  'third-party networks distinguish the simulated people in 80 views each (needs ../shared/data)',
  async () => {
    const recognition = await measureRecognition(await openReferenceNetworks(), randomViews(80, 2026));
    const matrix = formatMatrix(recognition);
    console.log(matrix);
    expect(recognition.detectionRate, matrix).toBeGreaterThanOrEqual(0.95);
    for (const { min } of recognition.genuine) expect(min, matrix).toBeGreaterThanOrEqual(0.6);
    const impostorMedians = recognition.medians.flatMap((row, i) => row.filter((_, j) => j !== i));
    expect(Math.max(...impostorMedians), matrix).toBeLessThanOrEqual(0.35);
  },
);
