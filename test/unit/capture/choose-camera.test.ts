import { describe, expect, it } from 'vitest';
import { betterCamera } from '../../../src/capture/choose-camera.ts';

describe('betterCamera', () => {
  const cameras = ['Integrated IR Camera', 'Back Camera', 'Integrated Webcam', 'OBS Virtual Camera'].map(
    (label, i) => ({ deviceId: String(i), label }),
  );

  it('returns nothing for a usable camera', () =>
    expect(betterCamera('Integrated Webcam', cameras)).toBeUndefined());

  it('replaces an infrared or virtual camera by a front camera', () => {
    expect(betterCamera('Integrated IR Camera', cameras)?.label).toBe('Integrated Webcam');
    expect(betterCamera('OBS Virtual Camera', cameras)?.label).toBe('Integrated Webcam');
  });

  it('falls back to a rear camera, and returns nothing when there is no other camera', () => {
    expect(betterCamera('Depth Sensor', cameras.slice(0, 2))?.label).toBe('Back Camera');
    expect(betterCamera('OBS Virtual Camera', cameras.slice(3))).toBeUndefined();
  });
});
