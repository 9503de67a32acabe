import type { HintName } from '../events.ts';
import type { Observation, QualityIssue } from '../vision/types.ts';

/** Largest height of the face's box as a fraction of the frame. A closer face is cut off at the edges and distorted by the lens. */
const MAX_FACE_HEIGHT_RATIO = 0.92;

/** Mean luma, 0..1, below which no camera shows a face: the lack of a face is then a lack of light. */
const MIN_LUMA_TO_SEE_A_FACE = 0.12;

const hintOfIssue: Record<QualityIssue, HintName> = {
  'cut-off': 'center',
  small: 'come-closer',
  dark: 'more-light',
  bright: 'less-light',
  flat: 'even-light',
  noisy: 'more-light',
  blurred: 'clean-lens',
  covered: 'uncover-face',
  yaw: 'turn-to-front',
  pitch: 'turn-to-front',
  roll: 'head-upright',
};

/**
 * The hint for one frame; `good` if the frame can be used.
 *
 * @param brightness returns the mean luma of the frame, 0..1; called only if the frame has no face
 */
export function hintFor(
  { face, otherFaces, quality, height }: Observation,
  brightness: () => number,
): HintName {
  if (face === undefined || quality === undefined) {
    return brightness() < MIN_LUMA_TO_SEE_A_FACE ? 'more-light' : 'look-here';
  }
  if (otherFaces > 0) return 'one-person';
  if (face.box.height > MAX_FACE_HEIGHT_RATIO * height) return 'go-back';
  // Issues are sorted by how much they harm recognition.
  const [worst] = quality.issues;
  return worst === undefined ? 'good' : hintOfIssue[worst];
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
