import type { LivenessModel } from '../../manifest/types.ts';
import type { Box, Frame } from '../types.ts';
import { livenessCrop } from './liveness-crop.ts';
import type { NetSession } from './session.ts';
import { toTensor, type WritePixel } from './to-tensor.ts';

/** Upper limit of samples per axis and pixel of the input; more do not change the result visibly. */
const MAX_SAMPLES_PER_AXIS = 6;

/**
 * Runs the passive net on the surroundings of a face.
 *
 * @param box in pixels of the frame
 * @returns probability of a living person, 0..1
 */
export async function passiveScore(
  frame: Frame,
  box: Box,
  model: LivenessModel,
  session: NetSession,
): Promise<number> {
  const { input, output, cropScale } = model;
  const crop = livenessCrop(box, frame, cropScale);
  const tensor = toTensor(input, (write) => stretch(frame, crop, input.width, input.height, write));
  const outputs = await session.run(input.name, tensor, [1, 3, input.height, input.width]);
  return liveProbability(outputs[output.name]!.data, output);
}

/** The value for a living person after the activation that the manifest names. */
export function liveProbability(
  values: Float32Array,
  { liveIndex, activation }: LivenessModel['output'],
): number {
  const live = values[liveIndex]!;
  if (activation === 'none') return live;
  if (activation === 'sigmoid') return 1 / (1 + Math.exp(-live));
  return 1 / values.reduce((sum, value) => sum + Math.exp(value - live), 0);
}

/** Stretches a part of the frame; each target pixel is the mean of evenly spaced samples of the area that it covers. */
function stretch(frame: Frame, crop: Box, width: number, height: number, write: WritePixel): void {
  const columns = samplesOf(crop.x, crop.width / width, width, frame.width);
  const rows = samplesOf(crop.y, crop.height / height, height, frame.height);
  const [perColumn, perRow] = [columns.length / width, rows.length / height];
  const share = 1 / (perColumn * perRow);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let [red, green, blue] = [0, 0, 0];
      for (let j = y * perRow; j < (y + 1) * perRow; j++) {
        for (let i = x * perColumn; i < (x + 1) * perColumn; i++) {
          const at = 4 * (rows[j]! * frame.width + columns[i]!);
          red += frame.data[at]!;
          green += frame.data[at + 1]!;
          blue += frame.data[at + 2]!;
        }
      }
      write(x, y, red * share, green * share, blue * share);
    }
  }
}

/** Along one axis, the pixels of the frame that are nearest to the samples of each target pixel. */
function samplesOf(start: number, scale: number, count: number, end: number): Int32Array {
  const samples = Math.min(MAX_SAMPLES_PER_AXIS, Math.max(1, Math.round(scale)));
  return Int32Array.from({ length: count * samples }, (_, k) => {
    const position = start + ((k + 0.5) / samples) * scale - 0.5;
    return Math.min(end - 1, Math.max(0, Math.round(position)));
  });
}
