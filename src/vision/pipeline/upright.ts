import type { Face, Frame, Quality, QuarterTurns } from '../types.ts';
import { turnFrame } from './turn-frame.ts';

/**
 * What a difference of the detector's score counts in comparison with the log odds that the face is covered. Either measure alone takes one
 * face in 40 for turned. Of 400 upright photos (LFW, selfies, portraits), both together take one for turned, by 0.2.
 */
const SCORE_WEIGHT = 30;
/** By how much a turned face must look better than the face of the picture as it is: no upright photo of those 400 is turned. */
const MARGIN = 1;

interface Seen {
  readonly face?: Face | undefined;
  readonly quality?: Quality | undefined;
}

/**
 * Turns a picture that lies on its side or upside down. The detector finds upright faces in one of five such pictures; their landmarks are
 * wrong, and an embedding of them belongs to nobody.
 *
 * A turned face never has a lower score than the face of the picture as it is: what covers an upright face is not seen in most turned pictures, so
 * that coverage alone would turn 65 of 133 pictures with a mask, bar, sunglasses, hand or blur, and 38 would pass as uncovered. With scores 9 do
 * (bundled set). Of 414 pictures (LFW, selfies, portraits), those that lie on a side are turned upright except for 2, and 406 of those upside down.
 *
 * @param measureFace finds and measures the face of a picture
 */
export async function measureUpright<Result extends Seen>(
  picture: Frame,
  measureFace: (frame: Frame, quarterTurns: QuarterTurns) => Promise<Result>,
): Promise<Result> {
  const original = await measureFace(picture, 0);
  let best = original;
  let highest = evidenceOf(original) + MARGIN;
  for (const quarterTurns of [1, 2, 3] as const) {
    const result = await measureFace(turnFrame(picture, quarterTurns), quarterTurns);
    if (evidenceOf(result) <= highest || scoreOf(result) < scoreOf(original)) continue;
    [best, highest] = [result, evidenceOf(result)];
  }
  return best;
}

const scoreOf = ({ face }: Seen): number => face?.score ?? 0;

/** How much an upright face is seen. */
const evidenceOf = ({ face, quality }: Seen): number =>
  face === undefined || quality === undefined
    ? Number.NEGATIVE_INFINITY
    : SCORE_WEIGHT * face.score - quality.coverage;
