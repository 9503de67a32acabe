import { describe, expect, it } from 'vitest';
import { FrameSignalMeter } from '../../../../src/vision/pipeline/frame-signals.ts';
import type { Frame } from '../../../../src/vision/types.ts';
import { grayFrame } from './support.ts';

/** A picture with noise of up to `noise` levels; the noise depends on the seed. */
const frame = (seed: number, noise: number, width = 320): Frame =>
  grayFrame(width, 240, (x, y) => {
    const random = Math.abs(Math.sin(12.9898 * x + 78.233 * y + 37.719 * seed) * 43_758.5453) % 1;
    return 100 + 40 * Math.sin(x / 30) + Math.round(noise * (random - 0.5));
  });

/** The signals of the last of several frames. */
function signalsOf(...frames: Frame[]) {
  const meter = new FrameSignalMeter();
  return frames.map((each) => meter.measure(each)).at(-1)!;
}

describe('FrameSignalMeter', () => {
  it('knows nothing about the first frame', () => {
    expect(signalsOf(frame(1, 4))).toEqual({ repeated: false });
  });

  it('measures the noise of a camera', () => {
    const { repeated, noise } = signalsOf(frame(1, 4), frame(2, 4));
    expect(repeated).toBe(false);
    expect(noise).toBeGreaterThan(0.8);
    expect(noise).toBeLessThan(2);
  });

  it('measures noise where nothing moves', () => {
    const moved = frame(3, 4);
    for (let i = 0; i < moved.data.length; i += 4) if ((i / 4) % 320 > 150) moved.data[i + 1] = 200;
    expect(signalsOf(frame(1, 4), moved).noise).toBeLessThan(3);
  });

  it('finds a frame that repeats an earlier one bit for bit, and no noise between equal frames', () => {
    expect(signalsOf(frame(1, 4), frame(1, 4))).toEqual({ repeated: true, noise: 0 });
    expect(signalsOf(frame(1, 4), frame(2, 4), frame(1, 4)).repeated).toBe(true);
  });

  it('does not take a frame for equal that differs in one pixel', () => {
    const changed = frame(1, 4);
    changed.data[4 * 1000]! ^= 1;
    expect(signalsOf(frame(1, 4), changed).repeated).toBe(false);
  });

  it.each([
    ['after a change of size', [frame(1, 4), frame(2, 4, 400)]],
    ['of a small picture', [frame(1, 4, 100), frame(2, 4, 100)]],
    ['of a black picture', [grayFrame(320, 240, () => 0), grayFrame(320, 240, (x) => x % 2)]],
  ])('measures no noise %s', (_case, frames) => {
    expect(signalsOf(...frames).noise).toBeUndefined();
  });

  it('forgets earlier frames', () => {
    const meter = new FrameSignalMeter();
    meter.measure(frame(1, 4));
    meter.forget();
    expect(meter.measure(frame(1, 4))).toEqual({ repeated: false });
  });
});
