import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { NodeVision } from '../../../src/vision/node.ts';
import { assess } from '../../../src/vision/pipeline/quality.ts';
import { planes } from '../../../src/vision/pipeline/tensor.ts';
import { warp } from '../../../src/vision/pipeline/warp.ts';
import type { Box, Frame, QualityIssue } from '../../../src/vision/types.ts';
import { nearestToMiddle } from './detection.ts';
import { pictures, shots } from './pictures.ts';

export interface QualityFigures {
  readonly pictures: number;
  /** Share of the pictures with any issue, and with each. */
  readonly any: number;
  readonly issues: Readonly<Partial<Record<QualityIssue, number>>>;
  /** Pearson correlation of yaw with `head-pose-adas-0001` over the frames with a face, and how many. */
  readonly yaw: Readonly<Record<string, { readonly correlation: number; readonly frames: number }>>;
}

/** How often good pictures fail the limits, and yaw against a net made for it. */
export async function measureQuality(vision: NodeVision, data: string): Promise<QualityFigures> {
  const counts = new Map<QualityIssue | 'any', number>();
  let seen = 0;
  for await (const { frame } of pictures(data, 'lfw_raw250_fold1.tar.gz')) {
    const face = nearestToMiddle(await vision.detect(frame), frame.width / 2, frame.height / 2);
    if (face === undefined) continue;
    seen++;
    const { issues } = assess(frame, await vision.locate(frame, face));
    for (const issue of issues.length > 0 ? [...issues, 'any' as const] : [])
      counts.set(issue, (counts.get(issue) ?? 0) + 1);
  }
  const { any = 0, ...issues } = Object.fromEntries([...counts].map(([key, count]) => [key, count / seen]));
  const judge = await openHeadPose(data);
  const yaw: Record<string, { correlation: number; frames: number }> = {};
  for (const [name, read] of Object.entries(shots(data)).filter(([name]) => name.endsWith('clip'))) {
    const pairs: [number, number][] = [];
    for await (const { frame } of read()) {
      const [found] = await vision.detect(frame);
      if (found === undefined) continue;
      const face = await vision.locate(frame, found);
      pairs.push([assess(frame, face).yaw, await judge(frame, face.box)]);
    }
    yaw[name] = { correlation: correlation(pairs), frames: pairs.length };
  }
  return { pictures: seen, any, issues, yaw };
}

/** Yaw in degrees by the third-party net, from a tight crop stretched to 60 × 60. */
export async function openHeadPose(data: string): Promise<(frame: Frame, box: Box) => Promise<number>> {
  const session = await InferenceSession.create(join(data, 'models', 'head-pose-adas-0001.onnx'));
  return async (frame, box) => {
    const side = Math.max(box.width, box.height);
    const [x, y] = [box.x + (box.width - side) / 2, box.y + (box.height - side) / 2];
    const [mean, scale] = [[0, 0, 0] as const, [1, 1, 1] as const];
    const target = planes({ name: 'input', width: 60, height: 60, channels: 'bgr', mean, scale });
    const a = 60 / side;
    warp(frame, { a, b: 0, tx: -a * x, ty: -a * y }, 60, 60, target.set);
    const input = new Tensor('float32', target.tensor, [1, 3, 60, 60]);
    const output = await session.run({ input });
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
