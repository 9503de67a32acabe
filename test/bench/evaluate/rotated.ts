import sharp from 'sharp';
import type { NodeVision } from '../../../src/vision/node.ts';
import { iou } from '../../../src/vision/pipeline/nms.ts';
import type { Box, Frame } from '../../../src/vision/types.ts';
import { SAME_FACE_IOU } from './averaged-detections.ts';
import { isCertain } from './detection.ts';
import { type Picture, pictures, sources } from './pictures.ts';
import { openHeadPose } from './quality.ts';

interface Recall {
  readonly found: number;
  readonly faces: number;
}

/** Upper ends of the bands of absolute yaw, in degrees. */
const yawBands = [15, 30, 45, 90];

/**
 * Number of the reference's faces that a detector finds: in the LFW originals rolled by 30 degrees each way (all sizes), and in both clips by
 * yaw according to `head-pose-adas-0001`.
 */
export async function measureRotated(ours: NodeVision, reference: NodeVision, data: string) {
  const figures: Record<string, Recall> = {};
  for (const degrees of [-30, 30]) {
    const faces: ExpectedFace[] = [];
    for await (const { frame } of rolledPictures(data, degrees))
      faces.push(...(await expectedFaces(ours, reference, frame)));
    figures[`roll ${degrees}°`] = recall(faces);
  }
  const heads = await clipHeads(ours, reference, data);
  for (const [i, end] of yawBands.entries()) {
    const start = yawBands[i - 1] ?? 0;
    const isInBand = ({ yaw }: { yaw: number }) => Math.abs(yaw) >= start && Math.abs(yaw) < end;
    figures[`yaw ${start}° to ${end}°`] = recall(heads.filter(isInBand));
  }
  return figures;
}

interface ExpectedFace {
  readonly box: Box;
  readonly isFound: boolean;
}

/** The reference's faces in a frame, and whether the detector finds them. */
async function expectedFaces(ours: NodeVision, reference: NodeVision, frame: Frame): Promise<ExpectedFace[]> {
  const detected = await ours.detect(frame);
  const truth = (await reference.detect(frame)).filter(isCertain);
  return truth.map(({ box }) => ({
    box,
    isFound: detected.some((other) => iou(box, other.box) >= SAME_FACE_IOU),
  }));
}

const recall = (faces: readonly ExpectedFace[]): Recall => ({
  found: faces.filter(({ isFound }) => isFound).length,
  faces: faces.length,
});

async function* rolledPictures(data: string, degrees: number): AsyncGenerator<Picture> {
  for await (const { name, frame } of pictures(data, 'lfw_raw250_fold1.tar.gz')) {
    const { width, height } = frame;
    const rolled = sharp(frame.data, { raw: { width, height, channels: 4 } })
      .rotate(degrees, { background: 'black' })
      .raw();
    const { data: pixels, info } = await rolled.toBuffer({ resolveWithObject: true });
    yield { name, frame: { width: info.width, height: info.height, data: pixels } };
  }
}

async function clipHeads(ours: NodeVision, reference: NodeVision, data: string) {
  const estimateYaw = await openHeadPose(data);
  const heads: (ExpectedFace & { yaw: number })[] = [];
  for (const [name, read] of Object.entries(sources(data))) {
    if (!name.endsWith('clip')) continue;
    for await (const { frame } of read())
      for (const face of await expectedFaces(ours, reference, frame))
        heads.push({ ...face, yaw: await estimateYaw(frame, face.box) });
  }
  return heads;
}
