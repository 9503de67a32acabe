import type { Pair } from './lfw.ts';

/** The result of one pair. */
export interface Outcome extends Pair {
  readonly accepted: boolean;
  /** Stage and error code if the pair was not accepted. */
  readonly reason?: string;
}

const NO_MATCH = 'ceremony/not-recognized';

/** Counts accepted pairs of each kind; `summary` also lists every pair with an unexpected result. */
export function tally(outcomes: readonly Outcome[]) {
  const ofKind = (same: boolean) => outcomes.filter((outcome) => outcome.same === same);
  const acceptedOf = (same: boolean) => ofKind(same).filter((outcome) => outcome.accepted).length;
  const isUnexpected = ({ same, accepted, reason }: Outcome) =>
    same ? !accepted : accepted || !reason?.endsWith(NO_MATCH);
  const lines = outcomes.filter(isUnexpected).map(({ same, enrolled, returning, accepted, reason }) => {
    const result = accepted ? 'accepted' : (reason ?? '');
    return `${same ? 'same person' : 'two people '}  ${enrolled} → ${returning}: ${result}`;
  });
  const counts =
    `same person: ${acceptedOf(true)} of ${ofKind(true).length} accepted; ` +
    `two people: ${acceptedOf(false)} of ${ofKind(false).length} accepted`;
  return {
    acceptedSame: acceptedOf(true),
    acceptedDifferent: acceptedOf(false),
    summary: [counts, ...lines].join('\n'),
  };
}
