import type { EmbedderModel } from '../../manifest/types.ts';
import type { Frame, Landmarks } from '../types.ts';
import type { NetSession } from './session.ts';
import { fitSimilarity } from './similarity.ts';
import { toTensor } from './to-tensor.ts';
import { warp } from './warp.ts';

/** The embedder's input: the face warped so that its landmarks lie on the model's template; optionally its mirror image. */
export function align(
  frame: Frame,
  landmarks: Landmarks,
  model: EmbedderModel,
  mirrored = false,
): Float32Array {
  const { width, height } = model.input;
  const template = model.template.map(([x, y]) => ({ x, y }));
  const similarity = fitSimilarity(landmarks, template);
  return toTensor(model.input, (write) => warp(frame, similarity, width, height, write), mirrored);
}

/** Runs the embedder on an aligned face. @returns a unit vector of `model.dimension` values */
export async function embedAligned(
  tensor: Float32Array,
  model: EmbedderModel,
  session: NetSession,
): Promise<Float32Array> {
  const { input, output } = model;
  const outputs = await session.run(input.name, tensor, [1, 3, input.height, input.width]);
  const { data } = outputs[output.name]!;
  const vector = normalize(data);
  // The runtime may keep this buffer; the embedding is biometric.
  data.fill(0);
  return vector;
}

/** A copy scaled to unit length (Euclidean); a zero vector stays zero. */
export function normalize(values: Float32Array): Float32Array {
  let square = 0;
  for (const value of values) square += value * value;
  const factor = square > 0 ? 1 / Math.sqrt(square) : 0;
  return values.map((value) => value * factor);
}
