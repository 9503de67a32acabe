import type { NodeVision } from '../../../src/vision/node.ts';
import { primaryFace } from '../../../src/vision/pipeline/primary-face.ts';
import {
  type FaceNetworks,
  formatMatrix,
  measureRecognition,
  randomViews,
} from '../../unit/simulated-camera/recognition-matrix.ts';

/** Cosines within and between the six simulated people over 20 views each: yaw ±30°, pitch and roll ±15°, 40 to 90 cm, changing light. */
export async function measureSimulated(vision: NodeVision): Promise<string> {
  const networks: FaceNetworks = {
    async detect(frame) {
      const { face } = primaryFace(await vision.detect(frame), frame);
      return face && vision.refineLandmarks(frame, face);
    },
    embed: (frame, face) => vision.embed(frame, face.landmarks),
  };
  return formatMatrix(await measureRecognition(networks, randomViews(20, 2026)));
}
