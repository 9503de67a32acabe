import { expect, it } from 'vitest';
import { decodeCenter, encodeCenter } from '../../../src/manifest/center.ts';

it('encodes float32 as little-endian base64, and decodes it again', () => {
  const mean = Float32Array.of(0, -1.5, 3.25e-7, 1e30);
  expect(decodeCenter(encodeCenter(mean))).toEqual(mean);
  expect(encodeCenter(Float32Array.of(1))).toBe('AACAPw==');
});

it('returns undefined for a length that is no multiple of 4, and for what is not base64', () => {
  expect(decodeCenter(btoa('abc'))).toBeUndefined();
  expect(decodeCenter('***')).toBeUndefined();
});
