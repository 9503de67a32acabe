import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { NodeVision } from '../../../src/vision/node.ts';
import { assessQuality } from '../../../src/vision/pipeline/quality.ts';
import { toTensor } from '../../../src/vision/pipeline/to-tensor.ts';
import { warp } from '../../../src/vision/pipeline/warp.ts';
import type { Box, Frame, QualityIssue } from '../../../src/vision/types.ts';
import { type BadViews, measureBadViews } from './bad-views.ts';
import { centralFace } from './detection.ts';
import { type Picture, pictures, sources } from './pictures.ts';

export interface QualityFigures {
  readonly pictures: number;
  /** Fraction of the pictures with any issue, and with each. */
  readonly any: number;
  readonly issues: Readonly<Partial<Record<QualityIssue, number>>>;
  /** Pearson correlation of yaw with `head-pose-adas-0001` in each clip, and the number of frames with a face. */
  readonly yaw: Readonly<Record<string, YawCorrelation>>;
  readonly badViews: BadViews;
}

interface YawCorrelation {
  readonly correlation: number;
  readonly frames: number;
}

/** How often good pictures fail the thresholds, and how well yaw correlates with that of a head pose net. */
export async function measureQuality(vision: NodeVision, data: string): Promise<QualityFigures> {
  const counts = new Map<QualityIssue | 'any', number>();
  let total = 0;
  for await (const { frame } of pictures(data, 'lfw_raw250_fold1.tar.gz')) {
    const face = centralFace(await vision.detect(frame), frame);
    if (face === undefined) continue;
    total++;
    const { issues } = assessQuality(frame, await vision.refineLandmarks(frame, face));
    for (const issue of issues.length > 0 ? [...issues, 'any' as const] : [])
      counts.set(issue, (counts.get(issue) ?? 0) + 1);
  }
  const shares = Object.fromEntries([...counts].map(([key, count]) => [key, count / total]));
  const { any = 0, ...issues } = shares;
  const headPoseYaw = await openHeadPose(data);
  const yaw: Record<string, YawCorrelation> = {};
  for (const [name, read] of Object.entries(sources(data)).filter(([name]) => name.endsWith('clip')))
    yaw[name] = await correlateYaw(vision, headPoseYaw, read());
  return { pictures: total, any, issues, yaw, badViews: await measureBadViews(vision, data) };
}

type YawEstimator = (frame: Frame, box: Box) => Promise<number>;

async function correlateYaw(
  vision: NodeVision,
  estimate: YawEstimator,
  clip: AsyncIterable<Picture>,
): Promise<YawCorrelation> {
  const pairs: [number, number][] = [];
  for await (const { frame } of clip) {
    const [detected] = await vision.detect(frame);
    if (detected === undefined) continue;
    const face = await vision.refineLandmarks(frame, detected);
    pairs.push([assessQuality(frame, face).yaw, await estimate(frame, face.box)]);
  }
  return { correlation: correlation(pairs), frames: pairs.length };
}

/** Opens `head-pose-adas-0001`, which estimates yaw in degrees from a square crop scaled to 60 × 60. */
export async function openHeadPose(data: string): Promise<YawEstimator> {
  const session = await InferenceSession.create(join(data, 'models', 'head-pose-adas-0001.onnx'));
  const input = {
    name: 'input',
    width: 60,
    height: 60,
    channels: 'bgr',
    mean: [0, 0, 0],
    scale: [1, 1, 1],
  } as const;
  return async (frame, box) => {
    const side = Math.max(box.width, box.height);
    const [x, y] = [box.x + (box.width - side) / 2, box.y + (box.height - side) / 2];
    const a = 60 / side;
    const toCrop = { a, b: 0, tx: -a * x, ty: -a * y };
    const tensor = toTensor(input, (write) => warp(frame, toCrop, 60, 60, write));
    const output = await session.run({ input: new Tensor('float32', tensor, [1, 3, 60, 60]) });
    return (output.yaw!.data as Float32Array)[0]!;
  };
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (k: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[k], 0) / pairs.length;
  const [p, q] = [mean(0), mean(1)];
  const sum = (f: (x: number, y: number) => number) =>
    pairs.reduce((total, [x, y]) => total + f(x - p, y - q), 0);
  return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
}
