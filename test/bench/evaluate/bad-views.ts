import { basename, extname } from 'node:path';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import type { NodeVision } from '../../../src/vision/node.ts';
import type { Frame, Landmarks, Quality, QualityIssue } from '../../../src/vision/types.ts';
import { type DefectKind, defects } from './defects.ts';
import { coveredPictures, type PictureGroup, pictureGroups } from './picture-groups.ts';
import { type Picture, pictures } from './pictures.ts';

export interface BadViews {
  /** Good pictures, and the fraction of them that is refused. */
  readonly good: number;
  readonly refusedGood: number;
  /** The same for each issue, and for pictures of each group. */
  readonly goodByIssue: Readonly<Partial<Record<QualityIssue, number>>>;
  readonly goodByGroup: Readonly<
    Record<PictureGroup, { readonly pictures: number; readonly refused: number }>
  >;
  /** Lowest fraction of refused pictures over the kinds of defects. */
  readonly refusedBad: number;
  readonly badByKind: Readonly<Partial<Record<DefectKind, number>>>;
  /** Number of pictures with each defect, and the fraction refused. */
  readonly badByDefect: Readonly<Record<string, { readonly pictures: number; readonly refused: number }>>;
}

/** A picture that only new views of the same face could improve: a face from about the front, large enough and inside the frame. */
interface GoodPicture {
  readonly name: string;
  readonly frame: Frame;
  readonly landmarks: Landmarks;
  readonly issues: readonly QualityIssue[];
}

/** Issues of position and angle: they are measured elsewhere, and a picture with one of them counts as neither good nor bad. */
const POSE_ISSUES: ReadonlySet<QualityIssue> = new Set(['cut-off', 'small', 'yaw', 'pitch', 'roll']);
/**
 * The limits of light before faces were judged by contrast, noise and covers. What fails them never counted as good, so that nothing is gained
 * or lost by refusing it.
 */
const FIRST_LIMITS = { minExposure: 0.15, maxExposure: 0.87, minContrast: 0.06 } as const;
/** Every second good picture is made bad: more than 200. */
const BAD_EVERY = 2;

/**
 * How many good pictures and how many pictures with each defect are refused. The thresholds were chosen on the other half of the pictures.
 *
 * @param half 1 for the figures that are published, 0 for the half that thresholds are chosen on
 */
export async function measureBadViews(vision: NodeVision, data: string, half: 0 | 1 = 1): Promise<BadViews> {
  const random = seededRandom(1);
  const good: Omit<GoodPicture, 'frame'>[] = [];
  const tallies = new Map(defects.map(({ name }) => [name, { pictures: 0, refused: 0 }]));
  for await (const picture of goodPictures(vision, data, half)) {
    const { frame, ...rest } = picture;
    good.push(rest);
    if (good.length % BAD_EVERY !== 0) continue;
    for (const { name, apply } of defects) {
      const { quality } = await vision.observe(apply(frame, picture.landmarks, random), { embed: false });
      const tally = tallies.get(name)!;
      tally.pictures++;
      if (quality === undefined || quality.issues.length > 0) tally.refused++;
    }
  }
  const share = (of: readonly { issues: readonly QualityIssue[] }[], issue?: QualityIssue) =>
    of.filter(({ issues }) => (issue === undefined ? issues.length > 0 : issues.includes(issue))).length /
    Math.max(1, of.length);
  const inGroup = (group: PictureGroup) => good.filter(({ name }) => pictureGroups[group].has(name));
  const badByDefect = Object.fromEntries(
    [...tallies].map(([name, tally]) => [
      name,
      { ...tally, refused: tally.refused / Math.max(1, tally.pictures) },
    ]),
  );
  const badByKind = meanByKind(badByDefect);
  return {
    good: good.length,
    refusedGood: share(good),
    goodByIssue: Object.fromEntries(
      [...new Set(good.flatMap(({ issues }) => issues))].map((issue) => [issue, share(good, issue)]),
    ),
    goodByGroup: mapKeys(pictureGroups, (group) => ({
      pictures: inGroup(group).length,
      refused: share(inGroup(group)),
    })),
    refusedBad: Math.min(...Object.values(badByKind)),
    badByKind,
    badByDefect,
  };
}

function mapKeys<Key extends string, Value>(
  keys: Readonly<Record<Key, unknown>>,
  value: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries((Object.keys(keys) as Key[]).map((key) => [key, value(key)])) as Record<
    Key,
    Value
  >;
}

function meanByKind(byDefect: BadViews['badByDefect']): BadViews['badByKind'] {
  const kinds = [...new Set(defects.map(({ kind }) => kind))];
  return Object.fromEntries(
    kinds.map((kind) => {
      const refused = defects
        .filter((defect) => defect.kind === kind)
        .map(({ name }) => byDefect[name]!.refused);
      return [kind, refused.reduce((sum, value) => sum + value, 0) / refused.length];
    }),
  );
}

/** Every second picture with a face from about the front that nothing covers. */
export async function* goodPictures(
  vision: NodeVision,
  data: string,
  half: 0 | 1,
): AsyncGenerator<GoodPicture> {
  let index = 0;
  for await (const { name, frame } of lookedAt(data)) {
    if (index++ % 2 !== half || coveredPictures.has(name)) continue;
    const { face, quality } = await vision.observe(frame, { embed: false });
    if (face === undefined || quality === undefined) continue;
    if (quality.issues.some((issue) => POSE_ISSUES.has(issue)) || !hasFirstLight(quality)) continue;
    yield { name, frame, landmarks: face.landmarks, issues: quality.issues };
  }
}

function hasFirstLight({ exposure, contrast }: Quality): boolean {
  const { minExposure, maxExposure, minContrast } = FIRST_LIMITS;
  return exposure >= minExposure && exposure <= maxExposure && contrast >= minContrast;
}

/** The pictures that picture-groups.ts was made from, with the names that it uses. */
async function* lookedAt(data: string): AsyncGenerator<Picture> {
  let index = 0;
  for await (const { frame } of pictures(data, 'lfw_raw250_fold1.tar.gz'))
    yield { name: `lfw_${index++}`, frame };
  for await (const { name, frame } of pictures(data, 'portraits_open224_webp.tar.gz')) {
    if (/fairface_women|Indian|Middle_Eastern/.test(name))
      yield { name: basename(name, extname(name)), frame };
  }
}
