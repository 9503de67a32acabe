/** An image in linear light, 1 being white: `width × height × 3` values. */
export interface LinearImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const GAMMA = 2.2;

const toLinear = Float32Array.from({ length: 256 }, (_, level) => (level / 255) ** GAMMA);

const STEPS = 4096;
const toLevel = Float32Array.from({ length: STEPS + 1 }, (_, k) => 255 * (k / STEPS) ** (1 / GAMMA));

/** Linear light of an 8-bit RGBA image. */
export function linearImage(frame: {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}): LinearImage {
  const { width, height } = frame;
  const data = new Float32Array(width * height * 3);
  for (let i = 0, from = 0; i < data.length; from += 4) {
    data[i++] = toLinear[frame.data[from]!]!;
    data[i++] = toLinear[frame.data[from + 1]!]!;
    data[i++] = toLinear[frame.data[from + 2]!]!;
  }
  return { width, height, data };
}

/** Display level 0..255 of linear light, clipped. */
export function levelOf(light: number): number {
  return toLevel[light <= 0 ? 0 : light >= 1 ? STEPS : Math.round(light * STEPS)]!;
}

/** Bilinear sample at pixel coordinates; outside, the nearest pixel. Writes three values to `out`. */
export function sampleLight(
  { width, height, data }: LinearImage,
  x: number,
  y: number,
  out: Float32Array,
): void {
  const cx = Math.min(Math.max(x, 0), width - 1);
  const cy = Math.min(Math.max(y, 0), height - 1);
  const x0 = Math.min(Math.floor(cx), width - 2);
  const y0 = Math.min(Math.floor(cy), height - 2);
  const [fx, fy] = [cx - x0, cy - y0];
  const at = (y0 * width + x0) * 3;
  const below = at + width * 3;
  const [a, b, c, d] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  for (let k = 0; k < 3; k++)
    out[k] = a * data[at + k]! + b * data[at + 3 + k]! + c * data[below + k]! + d * data[below + 3 + k]!;
}

/** Box blur with the given radius in pixels, in place, once per axis. */
export function boxBlur({ width, height, data }: LinearImage, radius: number): void {
  if (radius <= 0) return;
  const line = new Float32Array(Math.max(width, height) * 3);
  const blurLine = (start: number, stride: number, count: number) => {
    for (let i = 0; i < count; i++)
      for (let k = 0; k < 3; k++) line[3 * i + k] = data[start + i * stride + k]!;
    for (let k = 0; k < 3; k++) {
      let sum = 0;
      for (let i = -radius; i <= radius; i++) sum += line[3 * Math.min(count - 1, Math.max(0, i)) + k]!;
      for (let i = 0; i < count; i++) {
        data[start + i * stride + k] = sum / (2 * radius + 1);
        sum += line[3 * Math.min(count - 1, i + radius + 1) + k]! - line[3 * Math.max(0, i - radius) + k]!;
      }
    }
  };
  for (let y = 0; y < height; y++) blurLine(y * width * 3, 3, width);
  for (let x = 0; x < width; x++) blurLine(x * 3, width * 3, height);
}
