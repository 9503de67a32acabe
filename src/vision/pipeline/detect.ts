import type { DetectorModel } from '../../manifest/types.ts';
import type { Face, Frame } from '../types.ts';
import { decodeFaces } from './decode.ts';
import { letterbox } from './letterbox.ts';
import { mapFace } from './map-face.ts';
import { mergeCluster, nms } from './nms.ts';
import type { NetSession } from './session.ts';

/** Runs the detector. @returns every face in pixels of the frame, highest score first */
export async function detect(frame: Frame, model: DetectorModel, session: NetSession): Promise<Face[]> {
  const { input } = model;
  const { tensor, scale } = letterbox(frame, input);
  const outputs = await session.run(input.name, tensor, [1, 3, input.height, input.width]);
  return nms(decodeFaces(model, outputs), model.nmsThreshold)
    .map((cluster) =>
      model.decoder === 'recognize' ? mergeCluster(cluster, model.scoreThreshold) : cluster[0],
    )
    .map((face) => mapFace(face, 1 / scale, { x: 0, y: 0 }));
}
