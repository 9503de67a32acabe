import type { HintName } from '../events.ts';
import type { Observation, QualityIssue } from '../vision/types.ts';

/** Share of the frame's shorter side that a face should fill, by its box's height. */
const smallest = 0.28;
const largest = 0.95;
/** Farthest that a face's middle may be from the frame's, as shares of width and height. */
const offCentre = 0.22;

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

/** What to tell the person about one frame; `good` when it can be used. */
export function hintFor({ width, height, faces, face, quality }: Observation): HintName {
  if (face === undefined || quality === undefined) return 'look-here';
  if (faces > 1) return 'one-person';
  const { box } = face;
  const part = box.height / Math.min(width, height);
  if (part < smallest) return 'come-closer';
  if (part > largest) return 'go-back';
  const x = (box.x + box.width / 2) / width - 0.5;
  const y = (box.y + box.height / 2) / height - 0.5;
  if (Math.abs(x) > offCentre || Math.abs(y) > offCentre) return 'center';
  const worst = quality.issues[0];
  return worst === undefined ? 'good' : hints[worst];
}

/** Least time that a hint stays before another takes its place, milliseconds: long enough to read. */
const readable = 900;

/** Keeps hints from flickering: another one is shown after `readable`, or when it has been right twice in a row at the start. */
export class HintKeeper {
  #shown: HintName | undefined;
  #since = Number.NEGATIVE_INFINITY;
  #wanted: HintName | undefined;

  /** The hint to show now, when it is a new one. */
  take(hint: HintName, now: number): HintName | undefined {
    const steady = hint === this.#wanted;
    this.#wanted = hint;
    if (hint === this.#shown || (this.#shown !== undefined && (!steady || now - this.#since < readable)))
      return undefined;
    this.#shown = hint;
    this.#since = now;
    return hint;
  }
}
