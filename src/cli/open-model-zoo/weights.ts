/** A constant of a net. */
export interface Weights {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Reads numbers of IEEE 754 binary16, little-endian. */
export function readFloat16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 2 }, (_, i) => float16(view.getUint16(2 * i, true)));
}

function float16(bits: number): number {
  const sign = bits >> 15 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The bytes of float32 values, little-endian on every machine. */
export function float32Bytes(values: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return new Uint8Array(view.buffer);
}

/** Weights as whole numbers −127..127, with one scale per output channel: weight ≈ integer · scale. */
export interface QuantizedWeights {
  readonly integers: Int8Array;
  /** One per output channel, the first axis. */
  readonly scales: Float32Array;
}

/** Symmetric quantization: the largest magnitude of a channel becomes 127. All steps are exact in IEEE 754, so every engine gets the same integers. */
export function quantize({ shape, values }: Weights): QuantizedWeights {
  const channels = shape[0]!;
  const size = values.length / channels;
  const integers = new Int8Array(values.length);
  const scales = new Float32Array(channels);
  for (let channel = 0; channel < channels; channel++) {
    const row = values.subarray(channel * size, (channel + 1) * size);
    const largest = row.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
    // A channel of zeros needs a scale, too.
    scales[channel] = largest === 0 ? 1 : largest / 127;
    row.forEach((value, i) => {
      integers[channel * size + i] = Math.round(value / scales[channel]!);
    });
  }
  return { integers, scales };
}
