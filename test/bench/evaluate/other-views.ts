import { decodeCenter } from '../../../src/manifest/center.ts';
import { bitsFromEmbedding } from '../../../src/matching/bits.ts';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { QualityIssue } from '../../../src/vision/types.ts';
import { hammingDistance } from '../../support/matching/bits.ts';
import { goodPictures } from './bad-views.ts';
import { otherDefects } from './other-defects.ts';

/** What becomes of good pictures with one defect; shares of the pictures, 0..1. */
export interface OtherView {
  readonly kind: string;
  readonly pictures: number;
  readonly refused: number;
  /** The issue that most of the refused pictures have first; `no face` if it is not found. */
  readonly issue: string;
  /** Of those that pass: farther from the same picture without the defect than the threshold. */
  readonly notRecognized: number;
}

/** Every fourth good picture of a half gets each defect. */
const EVERY = 4;

/** Defects for which no limit was chosen. @param half as in `measureBadViews` */
export async function measureOtherViews(
  vision: NodeVision,
  data: string,
  half: 0 | 1 = 1,
): Promise<Readonly<Record<string, OtherView>>> {
  const { n, tau, center: encoded } = vision.modelSet.matching;
  const projection = { modelId: vision.modelId, n, center: decodeCenter(encoded)! };
  const bitsOf = (embedding: Float32Array) => bitsFromEmbedding(embedding, projection);
  const outcomes = new Map(
    otherDefects.map(({ name }) => [
      name,
      { issues: [] as (QualityIssue | 'no face')[], distances: [] as number[] },
    ]),
  );
  let index = 0;
  for await (const { frame, landmarks, issues } of goodPictures(vision, data, half)) {
    if (issues.length > 0 || index++ % EVERY !== 0) continue;
    const clean = bitsOf(await vision.embed(frame, landmarks));
    for (const { name, apply } of otherDefects) {
      const { quality, embedding } = await vision.observe(await apply(frame, landmarks), { embed: true });
      const outcome = outcomes.get(name)!;
      if (quality === undefined || embedding === undefined) outcome.issues.push('no face');
      else if (quality.issues[0] !== undefined) outcome.issues.push(quality.issues[0]);
      else outcome.distances.push(hammingDistance(bitsOf(embedding), clean));
    }
  }
  return Object.fromEntries(
    otherDefects.map(({ kind, name }) => {
      const { issues, distances } = outcomes.get(name)!;
      const pictures = issues.length + distances.length;
      const far = distances.filter((distance) => distance > tau).length;
      return [
        name,
        {
          kind,
          pictures,
          refused: issues.length / Math.max(1, pictures),
          issue: mostFrequent(issues) ?? '',
          notRecognized: far / Math.max(1, distances.length),
        },
      ];
    }),
  );
}

function mostFrequent<Value>(values: readonly Value[]): Value | undefined {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
