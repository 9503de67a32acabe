import type { Pair } from './lfw.ts';

/** How one pair ended: recognised, or the code of what stood in the way, and when. */
export interface Outcome extends Pair {
  readonly accepted: boolean;
  readonly reason?: string;
}

/** Counts, and every pair that did not end as one would wish. */
export function tally(outcomes: readonly Outcome[]) {
  const of = (same: boolean) => outcomes.filter((outcome) => outcome.same === same);
  const accepted = (same: boolean) => of(same).filter((outcome) => outcome.accepted).length;
  const lines = outcomes
    .filter(({ same, accepted, reason }) => (same ? !accepted : accepted || !reason?.endsWith(refusal)))
    .map(({ same, enrolled, returning, accepted, reason }) => {
      const said = accepted ? 'accepted' : (reason ?? '');
      return `${same ? 'same' : 'stranger'}  ${enrolled} → ${returning}: ${said}`;
    });
  const text = [
    `${accepted(true)} of ${of(true).length} accepted, ${accepted(false)} of ${of(false).length} strangers accepted`,
    ...lines,
  ].join('\n');
  return { accepted: accepted(true), strangers: accepted(false), text };
}

const refusal = 'ceremony/not-recognized';
