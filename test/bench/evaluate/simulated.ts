import type { NodeVision } from '../../../src/vision/node.ts';
import { primaryFace } from '../../../src/vision/pipeline/primary-face.ts';
import type { Judges } from '../../unit/simulated-camera/judges.ts';
import { describeMatrix, randomViews, recognise } from '../../unit/simulated-camera/recognition.ts';

/**
 * Cosines within and between the six simulated people over 20 views each: yaw ±30°, pitch and roll ±15°, 40 to 90 cm, varying light.
 *
 * @returns a matrix as text
 */
export async function measureSimulated(vision: NodeVision): Promise<string> {
  const nets: Judges = {
    async find(frame) {
      const { face } = primaryFace(await vision.detect(frame), frame);
      return face && vision.refineLandmarks(frame, face);
    },
    embed: (frame, face) => vision.embed(frame, face.landmarks),
  };
  return describeMatrix(await recognise(nets, randomViews(20, 2026)));
}
