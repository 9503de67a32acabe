import { describe, expect, it } from 'vitest';
import { frontView, type View } from '../../../../src/simulated-camera/renderer/view.ts';
import { formatMatrix, measureRecognition } from '../recognition-matrix.ts';
import { hasReferenceNetworks, openReferenceNetworks } from '../reference-networks.ts';

const { light } = frontView;
const views: readonly Partial<View>[] = [
  { yaw: 25, light: { ...light, azimuth: -50 } },
  { yaw: -25, pitch: 8, distance: 60 },
  { pitch: -12, roll: 10, light: { ...light, level: 0.6 } },
  { pitch: 10, roll: -10, distance: 75, light: { ...light, azimuth: 70, contrast: 0.7 } },
];

// With more views: test/full/simulated.test.ts.
describe.skipIf(!hasReferenceNetworks)('render, with third-party networks (needs ../shared/data)', () => {
  it('renders people whom the networks detect and distinguish', async () => {
    const recognition = await measureRecognition(await openReferenceNetworks(), views);
    const matrix = formatMatrix(recognition);
    expect(recognition.detectionRate, matrix).toBeGreaterThanOrEqual(0.95);
    for (const { min } of recognition.genuine) expect(min, matrix).toBeGreaterThanOrEqual(0.6);
    expect(recognition.maxImpostor, matrix).toBeLessThanOrEqual(0.35);
  });
});
