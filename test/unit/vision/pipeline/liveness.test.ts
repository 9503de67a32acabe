import { expect, it } from 'vitest';
import type { LivenessModel } from '../../../../src/manifest/types.ts';
import { createLivenessMeter } from '../../../../src/vision/pipeline/liveness.ts';
import type { Face, LivenessOptions } from '../../../../src/vision/types.ts';
import { head, turnedFace } from './turned-face.ts';

const front = turnedFace({ depth: head });
const turned = turnedFace({ depth: head, yaw: 25, noise: 1 });
const faceOf = ({ landmarks }: typeof front): Face => ({
  box: { x: 60, y: 60, width: 120, height: 140 },
  landmarks,
  score: 1,
});

const model = {
  input: { name: 'input', width: 16, height: 16, channels: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] },
  cropScale: 2,
  output: { name: 'live', classes: 1, liveIndex: 0, activation: 'none' },
} as unknown as LivenessModel;
const session = {
  inputNames: ['input'],
  outputNames: ['live'],
  run: async () => ({ live: { data: Float32Array.of(0.75), dims: [1] } }),
  release: async () => {},
};

const measure = (
  meter: ReturnType<typeof createLivenessMeter>,
  view: typeof front,
  options: LivenessOptions,
) => meter.measure(view.frame, view.frame, faceOf(view), options);

it('compares with the frame that was set as the reference', async () => {
  const meter = createLivenessMeter(undefined, undefined);
  expect(await measure(meter, turned, { reference: 'compare' })).toEqual({ signals: { repeated: false } });
  expect(await measure(meter, front, { reference: 'set' })).not.toHaveProperty('planarity');
  const { planarity } = await measure(meter, turned, { reference: 'compare' });
  expect(planarity!.residual).toBeGreaterThan(0.04);
});

it('runs the passive net only on request, and only where the set has one', async () => {
  const meter = createLivenessMeter(model, session);
  expect(await measure(meter, front, { passive: true })).toMatchObject({ live: 0.75 });
  expect(await measure(meter, front, { passive: false })).not.toHaveProperty('live');
  expect(
    await measure(createLivenessMeter(undefined, undefined), front, { passive: true }),
  ).not.toHaveProperty('live');
});

it('measures only the signals of a frame without a face', async () => {
  const meter = createLivenessMeter(model, session);
  const measures = await meter.measure(front.frame, front.frame, undefined, {
    reference: 'compare',
    passive: true,
  });
  expect(measures).toEqual({ signals: { repeated: false } });
});

it('forgets reference and frames', async () => {
  const meter = createLivenessMeter(model, session);
  await measure(meter, front, { reference: 'set' });
  meter.forget();
  const { signals, planarity } = await measure(meter, front, { reference: 'compare' });
  expect(signals).toEqual({ repeated: false });
  expect(planarity).toBeUndefined();
});
