import { describe, expect, it } from 'vitest';
import { float32Bytes, quantize, readFloat16 } from '../../../../src/cli/open-model-zoo/weights.ts';

describe('readFloat16', () => {
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3555, 0.333251953125],
    [0x3c00, 1],
    [0xc500, -5],
    [0x7bff, 65_504],
    [0xfc00, Number.NEGATIVE_INFINITY],
    [0x7e00, Number.NaN],
  ])('reads %i as %d', (bits, value) => {
    expect(readFloat16(Uint8Array.of(bits & 255, bits >> 8))).toEqual(Float32Array.of(value));
  });
});

describe('float32Bytes', () => {
  it('writes little-endian', () => {
    expect(float32Bytes(Float32Array.of(1, -2))).toEqual(Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0));
  });
});

describe('quantize', () => {
  it('maps the largest magnitude of each output channel to 127', () => {
    const values = Float32Array.of(0.5, -1, 0.25, 4, 2, 0);
    const { integers, scales } = quantize({ shape: [2, 3, 1, 1], values });
    expect(Array.from(integers)).toEqual([64, -127, 32, 127, 64, 0]);
    expect(scales).toEqual(Float32Array.of(1 / 127, 4 / 127));
  });

  it('keeps a channel of zeros', () => {
    const { integers, scales } = quantize({ shape: [1, 2], values: new Float32Array(2) });
    expect([Array.from(integers), Array.from(scales)]).toEqual([[0, 0], [1]]);
  });
});
