import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import type { Frame } from '../../../src/vision/types.ts';
import { type LinearImage, levelOf } from './light.ts';

/** One camera: what it does to every frame of a clip. */
export interface Sensor {
  /** Factor of the light after automatic exposure. */
  readonly exposure: number;
  /** Factors of red, green and blue. */
  readonly balance: readonly [number, number, number];
  /** Defocus: share of the four neighbors in each pixel, 0..0.5. */
  readonly blur: number;
  /** Standard deviation of the noise at full light, and of the noise of darkness, in linear light. */
  readonly shotNoise: number;
  readonly readNoise: number;
  /** Whether colors are sampled through a Bayer pattern. */
  readonly bayer: boolean;
}

/** Any webcam, from good to poor. */
export function randomSensor(random: () => number): Sensor {
  return {
    exposure: Math.exp(0.5 * (random() - 0.5)),
    balance: [0.92 + 0.16 * random(), 1, 0.92 + 0.16 * random()],
    blur: 0.45 * random(),
    shotNoise: 0.006 * 5 ** random(),
    readNoise: 0.001 * 6 ** random(),
    bayer: random() < 0.7,
  };
}

const NOISE_SIZE = 1 << 14;

/** Approximately normal noise with standard deviation 1. */
const noiseTable = (() => {
  const random = seededRandom(77);
  return Float32Array.from({ length: NOISE_SIZE }, () => {
    let sum = 0;
    for (let k = 0; k < 6; k++) sum += random();
    return (sum - 3) * Math.SQRT2;
  });
})();

/** The frame that a camera delivers of a scene. @param seed of the noise of this frame */
export function expose(scene: LinearImage, sensor: Sensor, seed: number): Frame {
  const { width, height } = scene;
  const light = sensor.blur > 0 ? softened(scene, sensor.blur) : scene.data;
  const raw = new Float32Array(light.length);
  const random = seededRandom(seed);
  for (let y = 0, i = 0; y < height; y++) {
    let n = Math.floor(random() * NOISE_SIZE);
    for (let x = 0; x < width; x++) {
      for (let k = 0; k < 3; k++, i++) {
        const value = light[i]! * sensor.exposure * sensor.balance[k]!;
        n = (n + 1 + (x & 1)) & (NOISE_SIZE - 1);
        raw[i] =
          value + noiseTable[n]! * (sensor.shotNoise * Math.sqrt(Math.max(0, value)) + sensor.readNoise);
      }
    }
  }
  const colors = sensor.bayer ? demosaic(raw, width, height) : raw;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < colors.length; from += 3, to += 4) {
    data[to] = levelOf(colors[from]!);
    data[to + 1] = levelOf(colors[from + 1]!);
    data[to + 2] = levelOf(colors[from + 2]!);
    data[to + 3] = 255;
  }
  return { width, height, data };
}

/** Each pixel mixed with its four neighbors; the border stays as it is. */
function softened({ width, height, data }: LinearImage, share: number): Float32Array {
  const out = data.slice();
  const row = width * 3;
  for (let y = 1; y < height - 1; y++) {
    for (let i = y * row + 3; i < (y + 1) * row - 3; i++) {
      const around = data[i - 3]! + data[i + 3]! + data[i - row]! + data[i + row]!;
      out[i] = (1 - share) * data[i]! + (share / 4) * around;
    }
  }
  return out;
}

/** Channel of a pixel in the Bayer pattern: red and green in even rows, green and blue in odd ones. */
const channelAt = (x: number, y: number): number => (x & 1) + (y & 1);

/** Keeps one channel of each pixel and interpolates the others from the pixels around that have them. */
function demosaic(raw: Float32Array, width: number, height: number): Float32Array {
  const out = raw.slice();
  const row = width * 3;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const own = channelAt(x, y);
      const at = (y * width + x) * 3;
      if (own === 1) {
        const across = channelAt(x + 1, y);
        const along = 2 - across;
        out[at + across] = (raw[at - 3 + across]! + raw[at + 3 + across]!) / 2;
        out[at + along] = (raw[at - row + along]! + raw[at + row + along]!) / 2;
      } else {
        out[at + 1] = (raw[at - 2]! + raw[at + 4]! + raw[at - row + 1]! + raw[at + row + 1]!) / 4;
        const other = at + 2 - own;
        const [above, below] = [other - row, other + row];
        out[other] = (raw[above - 3]! + raw[above + 3]! + raw[below - 3]! + raw[below + 3]!) / 4;
      }
    }
  }
  return out;
}
