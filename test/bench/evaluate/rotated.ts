import sharp from 'sharp';
import type { NodeVision } from '../../../src/vision/node.ts';
import { overlap } from '../../../src/vision/pipeline/nms.ts';
import type { Box, Frame } from '../../../src/vision/types.ts';
import { CERTAIN } from './detection.ts';
import { type Picture, pictures, shots } from './pictures.ts';
import { openHeadPose } from './quality.ts';
import { SAME } from './steady.ts';

interface Found {
  readonly found: number;
  readonly faces: number;
}

/** Upper ends of the bands of yaw, in degrees to either side. */
const bands = [15, 30, 45, 90];

/**
 * Faces of the reference that a detector finds: in the LFW originals turned by 30 degrees each way (all sizes), and in both clips by how far the head
 * is turned, which `head-pose-adas-0001` says.
 */
export async function measureTurned(ours: NodeVision, reference: NodeVision, data: string) {
  const figures: Record<string, Found> = {};
  for (const degrees of [-30, 30]) {
    const faces: Expected[] = [];
    for await (const { frame } of rolled(data, degrees))
      faces.push(...(await expectedIn(ours, reference, frame)));
    figures[`roll ${degrees}°`] = counted(faces);
  }
  const heads = await clipHeads(ours, reference, data);
  for (const [i, end] of bands.entries()) {
    const from = bands[i - 1] ?? 0;
    const inBand = ({ yaw }: { yaw: number }) => Math.abs(yaw) >= from && Math.abs(yaw) < end;
    figures[`yaw ${from}° to ${end}°`] = counted(heads.filter(inBand));
  }
  return figures;
}

interface Expected {
  readonly box: Box;
  readonly found: boolean;
}

/** The reference's faces in a frame, and whether the detector finds them. */
async function expectedIn(ours: NodeVision, reference: NodeVision, frame: Frame): Promise<Expected[]> {
  const actual = await ours.detect(frame);
  const sure = (await reference.detect(frame)).filter(({ score }) => score >= CERTAIN);
  return sure.map(({ box }) => ({ box, found: actual.some((other) => overlap(box, other.box) >= SAME) }));
}

const counted = (faces: readonly Expected[]): Found => ({
  found: faces.filter(({ found }) => found).length,
  faces: faces.length,
});

async function* rolled(data: string, degrees: number): AsyncGenerator<Picture> {
  for await (const { name, frame } of pictures(data, 'lfw_raw250_fold1.tar.gz')) {
    const { width, height } = frame;
    const turned = sharp(frame.data, { raw: { width, height, channels: 4 } })
      .rotate(degrees, { background: 'black' })
      .raw();
    const { data: pixels, info } = await turned.toBuffer({ resolveWithObject: true });
    yield { name, frame: { width: info.width, height: info.height, data: pixels } };
  }
}

async function clipHeads(ours: NodeVision, reference: NodeVision, data: string) {
  const judge = await openHeadPose(data);
  const heads: (Expected & { yaw: number })[] = [];
  for (const [name, read] of Object.entries(shots(data))) {
    if (!name.endsWith('clip')) continue;
    for await (const { frame } of read())
      for (const face of await expectedIn(ours, reference, frame))
        heads.push({ ...face, yaw: await judge(frame, face.box) });
  }
  return heads;
}
