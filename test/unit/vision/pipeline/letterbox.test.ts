import { describe, expect, it } from 'vitest';
import type { NetInput } from '../../../../src/manifest/types.ts';
import { letterbox } from '../../../../src/vision/pipeline/letterbox.ts';
import { colorFrame } from './support.ts';

const input: NetInput = {
  name: 'input',
  width: 32,
  height: 32,
  channels: 'bgr',
  mean: [10, 20, 30],
  scale: [0.5, 1, 2],
};

describe('letterbox', () => {
  it('keeps the aspect ratio, fills with black, orders and normalizes the channels', () => {
    const frame = colorFrame(64, 32, () => 100);
    const { tensor, scale } = letterbox(frame, input);
    expect(scale).toBe(0.5);
    const at = (channel: number, x: number, y: number) => tensor[channel * 1024 + y * 32 + x]!;
    expect([at(0, 5, 5), at(1, 5, 5), at(2, 5, 5)]).toEqual([(155 - 10) * 0.5, 50 - 20, (100 - 30) * 2]);
    expect([at(0, 5, 20), at(1, 5, 20), at(2, 5, 20)]).toEqual([-5, -20, -60]);
  });

  it('aligns pixel centers, not corners, as cv2.resize does', () => {
    const ramp = colorFrame(64, 64, (x) => 2 * x);
    const plain: NetInput = { ...input, channels: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1] };
    expect(letterbox(ramp, plain).tensor[10 * 32 + 10]).toBeCloseTo(2 * (2 * 10 + 0.5), 4);
  });
});
