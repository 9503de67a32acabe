import { describe, expect, it } from 'vitest';
import { findBetterCamera } from '../../../src/capture/choose-camera.ts';

const cameras = ['Integrated IR Camera', 'Back Camera', 'Integrated Webcam', 'OBS Virtual Camera'].map(
  (label, i) => ({ deviceId: String(i), label }),
);

describe('findBetterCamera', () => {
  it('returns undefined for a suitable camera', () => {
    expect(findBetterCamera('Integrated Webcam', cameras)).toBeUndefined();
  });

  it('returns a front camera instead of an infrared or virtual one', () => {
    expect(findBetterCamera('Integrated IR Camera', cameras)?.label).toBe('Integrated Webcam');
    expect(findBetterCamera('OBS Virtual Camera', cameras)?.label).toBe('Integrated Webcam');
  });

  it('returns a rear camera when there is no suitable front camera', () => {
    expect(findBetterCamera('Depth Sensor', cameras.slice(0, 2))?.label).toBe('Back Camera');
  });

  it('returns undefined when there is no other camera', () => {
    expect(findBetterCamera('OBS Virtual Camera', cameras.slice(3))).toBeUndefined();
  });
});
