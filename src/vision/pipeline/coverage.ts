import { COVERAGE_NETS } from './coverage-weights.ts';
import { CROP_SIDE, type FaceCrop } from './face-crop.ts';
import { momentsOf } from './moments.ts';

/** One layer: integer weights by output, input and position; the scale of each output turns them into numbers. */
interface Layer {
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly biases: Float32Array;
}

/** Side of the net's input in pixels. */
const INPUT_SIDE = CROP_SIDE / 2;

const decode = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)).buffer;

const nets = COVERAGE_NETS.map((layers) =>
  layers.map(
    ({ weights, scales, biases }): Layer => ({
      weights: new Int8Array(decode(weights)),
      scales: new Float32Array(decode(scales)),
      biases: new Float32Array(decode(biases)),
    }),
  ),
);

/**
 * How much a face looks as if something is in front of its eyes, or of its nose or mouth: the larger of the two, as log odds. The mean of two
 * nets of 8,000 weights, which err in different pictures. They were trained on pictures with drawn masks, hands, bars and sunglasses
 * (models/training/coverage.py).
 */
export function coverageOf(crop: FaceCrop): number {
  const input = inputOf(crop);
  return nets.reduce((sum, layers) => sum + coverageBy(layers, input), 0) / nets.length;
}

function coverageBy(layers: readonly Layer[], input: Float32Array): number {
  let values = input;
  let side = INPUT_SIDE;
  for (const layer of layers.slice(0, -1)) {
    values = convolve(values, side, layer);
    side /= 2;
  }
  const [eyes, noseOrMouth] = connect(values, layers.at(-1)!);
  return Math.max(eyes!, noseOrMouth!);
}

/** Red, green and blue pixels of half the side, less their mean, divided by their deviation: light and exposure cancel out. */
function inputOf(crop: FaceCrop): Float32Array {
  const pixels = new Float32Array(3 * INPUT_SIDE * INPUT_SIDE);
  for (let k = 0; k < 3; k++) {
    for (let y = 0; y < CROP_SIDE; y++) {
      for (let x = 0; x < CROP_SIDE; x++) {
        const at = (k * INPUT_SIDE + (y >> 1)) * INPUT_SIDE + (x >> 1);
        pixels[at]! += crop[(y * CROP_SIDE + x) * 3 + k]! / 4;
      }
    }
  }
  const { mean, deviation } = momentsOf(pixels);
  // Eight levels keep the noise of a black picture small.
  const scale = 1 / (deviation + 8);
  return pixels.map((value) => (value - mean) * scale);
}

/** A 3 × 3 convolution with stride 2 and a border of zeros, then the positive part. */
function convolve(pixels: Float32Array, side: number, { weights, scales, biases }: Layer): Float32Array {
  const half = side / 2;
  const outputs = biases.length;
  const inputs = pixels.length / (side * side);
  const result = new Float32Array(outputs * half * half);
  for (let output = 0; output < outputs; output++) {
    for (let y = 0; y < half; y++) {
      for (let x = 0; x < half; x++) {
        let sum = 0;
        for (let input = 0; input < inputs; input++) {
          for (let j = y === 0 ? 1 : 0; j < 3; j++) {
            const row = (input * side + 2 * y + j - 1) * side + 2 * x - 1;
            const weight = ((output * inputs + input) * 3 + j) * 3;
            if (x > 0) sum += weights[weight]! * pixels[row]!;
            sum += weights[weight + 1]! * pixels[row + 1]! + weights[weight + 2]! * pixels[row + 2]!;
          }
        }
        result[(output * half + y) * half + x] = Math.max(0, sum * scales[output]! + biases[output]!);
      }
    }
  }
  return result;
}

/** A fully connected layer. */
function connect(values: Float32Array, { weights, scales, biases }: Layer): Float32Array {
  return biases.map((bias, output) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += weights[output * values.length + i]! * values[i]!;
    return sum * scales[output]! + bias;
  });
}
