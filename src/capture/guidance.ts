import type { HintName } from '../events.ts';
import type { Observation, QualityIssue } from '../vision/types.ts';

/** A face higher than this share of the picture stands too near: its edges and the lens distort it. */
const tooNear = 0.92;

const hints: Record<QualityIssue, HintName> = {
  'cut-off': 'center',
  small: 'come-closer',
  dark: 'more-light',
  bright: 'less-light',
  flat: 'even-light',
  blurred: 'hold-still',
  turned: 'turn-to-front',
  nodded: 'turn-to-front',
  tilted: 'head-upright',
};

/** A picture darker than this, mean luma, shows nobody to anybody. */
const night = 0.12;

/**
 * What one frame calls for; `good` when it can be used.
 *
 * @param brightness mean luma of the picture, 0..1; asked for when there is no face in it
 */
export function hintFor({ face, rivals, quality, height }: Observation, brightness: () => number): HintName {
  if (face === undefined || quality === undefined) {
    return brightness() < night ? 'more-light' : 'look-here';
  }
  if (rivals > 0) return 'one-person';
  if (face.box.height > tooNear * height) return 'go-back';
  const [worst] = quality.issues;
  return worst === undefined ? 'good' : hints[worst];
}

/** What a person is told changes only when it held this long, and stands this long once it was said; milliseconds. */
const settleTime = 250;
const readingTime = 700;

export interface Guidance {
  readonly shown: HintName | undefined;
  readonly shownSince: number;
  readonly wanted: HintName | undefined;
  readonly wantedSince: number;
}

export const noGuidance: Guidance = {
  shown: undefined,
  shownSince: 0,
  wanted: undefined,
  wantedSince: 0,
};

/** The next state, from what the newest frame calls for. Frames that disagree do not make the text flicker. */
export function guide(before: Guidance, wanted: HintName, now: number): Guidance {
  const wantedSince = before.wanted === wanted ? before.wantedSince : now;
  const after = { ...before, wanted, wantedSince };
  if (before.shown === wanted) return after;
  const settled = now - wantedSince >= settleTime && now - before.shownSince >= readingTime;
  if (before.shown !== undefined && !settled) return after;
  return { ...after, shown: wanted, shownSince: now };
}
