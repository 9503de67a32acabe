import type { HintName } from '../events.ts';
import { hintOfIssue } from '../hint-of-issue.ts';
import type { Observation, Quality, QualityIssue } from '../vision/types.ts';
import { ovalInFrame, type PositionOptions, positionHint } from './face-position.ts';
import type { Size } from './oval.ts';

/** Largest height of the face's box as a fraction of the frame. A closer face is cut off at the edges and distorted by the lens. */
const MAX_FACE_HEIGHT_RATIO = 0.92;
/** Standard deviation of the luma of large areas below which a picture has one color. */
const MAX_VARIATION_OF_ONE_COLOR = 0.008;
/** Mean luma, 0..1, outside of which no camera shows a face: the lack of a face is then a matter of light. */
const [MIN_LUMA_TO_SEE_A_FACE, MAX_LUMA_TO_SEE_A_FACE] = [0.12, 0.88];
/** Mean luma of a face, 0..1, from which a lack of contrast comes from too much light. */
const MIN_LUMA_OF_GLARE = 0.7;
/** Shorter side of a frame, in pixels, below which a face in the oval has too few of them. */
const MIN_SHORTER_SIDE = 180;
/** Degrees of roll from which the camera is turned, not the head. */
const MIN_ROLL_OF_CAMERA = 60;

/**
 * Issues that are named before the distance. They also make the detector's box too small, so that the face seems far away.
 */
const HARDER_THAN_DISTANCE: ReadonlySet<QualityIssue | undefined> = new Set([
  'dark',
  'bright',
  'backlit',
  'covered',
]);

/** What a hint depends on besides the frame itself. */
export interface HintOptions extends PositionOptions {
  /** Size of the area that shows the picture; default: the picture. */
  readonly viewfinder?: Size | undefined;
  /** Whether the camera delivers the same picture all the time. */
  readonly frozen?: boolean;
}

/** The hint for one frame; `good` if the frame can be used. */
export function hintFor(observation: Observation, options: HintOptions): HintName {
  const { face, otherFaces, quality, width, height } = observation;
  const { luma = 0.5, variation = 1, missed } = observation.picture ?? {};
  if (options.frozen) return 'no-picture';
  if (variation < MAX_VARIATION_OF_ONE_COLOR)
    return luma > MAX_LUMA_TO_SEE_A_FACE ? 'less-light' : 'no-picture';
  if (Math.min(width, height) < MIN_SHORTER_SIDE) return 'coarse-camera';
  if (missed === 'turned') return 'turn-camera';
  if (face === undefined || quality === undefined) {
    if (luma < MIN_LUMA_TO_SEE_A_FACE) return 'more-light';
    if (luma > MAX_LUMA_TO_SEE_A_FACE) return 'less-light';
    return missed === 'distant' ? 'come-closer' : 'look-here';
  }
  if (otherFaces > 0) return 'one-person';
  if (Math.abs(quality.roll) > MIN_ROLL_OF_CAMERA) return 'turn-camera';
  if (face.box.height > MAX_FACE_HEIGHT_RATIO * height) return 'go-back';
  const oval = ovalInFrame(observation, options.viewfinder ?? observation);
  const position = positionHint(face, oval, options);
  if (position === 'come-closer' && HARDER_THAN_DISTANCE.has(quality.issues[0]))
    return hintOfQuality(quality);
  return position ?? hintOfQuality(quality);
}

/** Issues are sorted by how much they harm recognition. */
function hintOfQuality({ issues: [worst], exposure }: Quality): HintName {
  if (worst === undefined) return 'good';
  return worst === 'flat' && exposure > MIN_LUMA_OF_GLARE ? 'less-light' : hintOfIssue[worst];
}

/** A new hint is shown once consecutive frames have called for it this long, so that single frames do not make the text flicker. */
const HINT_STABLE_MS = 250;
/** A hint stays visible at least this long, so that it can be read. */
const HINT_VISIBLE_MS = 700;

/** Which hint is visible, and which one the newest frames call for; times in milliseconds of one clock. */
export interface Guidance {
  readonly shown: HintName | undefined;
  readonly shownSinceMs: number;
  readonly candidate: HintName | undefined;
  readonly candidateSinceMs: number;
}

export const initialGuidance: Guidance = {
  shown: undefined,
  shownSinceMs: 0,
  candidate: undefined,
  candidateSinceMs: 0,
};

/** The state after a frame that calls for `hint`. The first hint is shown immediately. */
export function updateGuidance(state: Guidance, hint: HintName, nowMs: number): Guidance {
  const candidateSinceMs = state.candidate === hint ? state.candidateSinceMs : nowMs;
  const next = { ...state, candidate: hint, candidateSinceMs };
  if (state.shown === hint) return next;
  const isStable = nowMs - candidateSinceMs >= HINT_STABLE_MS;
  const wasReadable = nowMs - state.shownSinceMs >= HINT_VISIBLE_MS;
  if (state.shown !== undefined && !(isStable && wasReadable)) return next;
  return { ...next, shown: hint, shownSinceMs: nowMs };
}

/** The state after `hint` was shown at once, because something else is asked for from now on. */
export const showNow = (hint: HintName, nowMs: number): Guidance => ({
  shown: hint,
  shownSinceMs: nowMs,
  candidate: hint,
  candidateSinceMs: nowMs,
});
