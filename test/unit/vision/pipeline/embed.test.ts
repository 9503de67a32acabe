import { expect, it } from 'vitest';
import { normalize } from '../../../../src/vision/pipeline/embed.ts';

it('scales a copy to unit length and leaves the original unchanged', () => {
  const values = Float32Array.of(3, 4);
  expect(normalize(values)).toEqual(Float32Array.of(0.6, 0.8));
  expect(values).toEqual(Float32Array.of(3, 4));
});

it('returns zeros for a zero vector', () => {
  expect(normalize(new Float32Array(2))).toEqual(new Float32Array(2));
});
