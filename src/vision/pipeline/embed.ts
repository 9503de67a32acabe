import type { EmbedderModel } from '../../manifest/types.ts';
import type { Frame, Landmarks } from '../types.ts';
import type { NetSession } from './session.ts';
import { fitSimilarity } from './similarity.ts';
import { planes } from './tensor.ts';
import { warp } from './warp.ts';

/** The embedder's input: the face drawn straight from the frame so that its points lie on the template, or the mirror image of that. */
export function align(frame: Frame, points: Landmarks, model: EmbedderModel, mirrored = false): Float32Array {
  const target = planes(model.input, mirrored);
  const template = model.template.map(([x, y]) => ({ x, y }));
  warp(frame, fitSimilarity(points, template), model.input.width, model.input.height, target.set);
  return target.tensor;
}

/** Aligned face to unit vector. */
export async function embedAligned(
  tensor: Float32Array,
  model: EmbedderModel,
  session: NetSession,
): Promise<Float32Array> {
  const { input, output } = model;
  const outputs = await session.run(input.name, tensor, [1, 3, input.height, input.width]);
  const { data } = outputs[output.name]!;
  const vector = normalise(data);
  data.fill(0);
  return vector;
}

/** A copy of unit length; of zeros when there is no length. */
export function normalise(values: Float32Array): Float32Array {
  let square = 0;
  for (const value of values) square += value * value;
  const factor = square > 0 ? 1 / Math.sqrt(square) : 0;
  return values.map((value) => value * factor);
}
