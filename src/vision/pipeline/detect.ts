import type { DetectorModel } from '../../manifest/types.ts';
import type { Face, Frame, Landmarks, Point } from '../types.ts';
import { decodeFaces } from './decode.ts';
import { blend, heapsOf } from './nms.ts';
import { letterbox } from './resample.ts';
import type { NetSession } from './session.ts';

/** The faces of a frame in its own pixels, best score first. */
export async function detect(frame: Frame, model: DetectorModel, session: NetSession): Promise<Face[]> {
  const { input } = model;
  const { tensor, scale } = letterbox(frame, input);
  const outputs = await session.run(input.name, tensor, [1, 3, input.height, input.width]);
  return heapsOf(decodeFaces(model, outputs), model.nmsThreshold)
    .map((heap) => (model.decoder === 'recognize' ? blend(heap, model.scoreThreshold) : heap[0]))
    .map((face) => enlarge(face, 1 / scale));
}

function enlarge({ box, points, score }: Face, by: number): Face {
  const move = ({ x, y }: Point): Point => ({ x: x * by, y: y * by });
  const five: Landmarks = [
    move(points[0]),
    move(points[1]),
    move(points[2]),
    move(points[3]),
    move(points[4]),
  ];
  return { box: { ...move(box), width: box.width * by, height: box.height * by }, points: five, score };
}
