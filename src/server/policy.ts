import * as v from 'valibot';
import type { FirstRequestBudget } from './user-budget.ts';
import { wholeNumber } from './validation.ts';

/** The lockout of one user: `failures` failures within `windowMs` lock all ceremonies of the user for `durationMs`. */
export interface Lockout {
  /** At least 1. */
  readonly failures: number;
  /** Milliseconds. */
  readonly windowMs: number;
  /** Milliseconds. */
  readonly durationMs: number;
}

/** Limits that the host sets. Durations are whole milliseconds, at most a hundred years. */
export interface Policy {
  /** Default: 5 failures within 600,000 ms lock for 600,000 ms. */
  readonly lockout: Lockout;
  /** Client devices of one user that have not expired; default 50. */
  readonly deviceLimit: number;
  /** Lifetime of a TEMPORARY client state; default 600,000 ms; 0: unlimited. */
  readonly temporaryLifetimeMs: number;
  /** Lifetime of a BACKUP client state; default 0: unlimited. */
  readonly backupLifetimeMs: number;
  /** Time for one ceremony, from its first request; default 600,000 ms. */
  readonly ceremonyLifetimeMs: number;
  /** Ceremonies of one user that have begun and not ended; default 10. */
  readonly openCeremonyLimit: number;
  /**
   * Challenges of the liveness check for one share pair, or for the enrollments of one Recognize ID, in 24 hours; default 10, at least 1. One
   * counts even if nobody attempts it: otherwise an attacker could request challenges until one fits a recorded video. Those of ceremonies that
   * succeeded do not count.
   */
  readonly challengesPerDay: number;
  /**
   * First requests of one user that a process handles before those of users who have sent more; default 5 within 600,000 ms. More are not
   * refused: they are handled when nothing else is to be done, and their transfer keys are computed when the second request arrives.
   */
  readonly firstRequestBudget: FirstRequestBudget;
  /**
   * Time from the arrival of the last request to its response, which is the same for a match and a mismatch; default 100 ms, 1 to 10,000. Work
   * that takes longer is rounded up to a multiple. It must exceed the time that a match usually takes.
   */
  readonly finishDelayMs: number;
}

const TEN_MINUTES_MS = 600_000;

/** A hundred years: messages have 6 bytes for a time. */
const MAX_DURATION_MS = 36_525 * 86_400_000;
/** A page waits a little longer for a response. */
const MAX_FINISH_DELAY_MS = 10_000;

const duration = () => wholeNumber(0, MAX_DURATION_MS);

/** Unknown names are refused, so that a misspelled limit is not silently replaced by its default. */
export const policySchema = v.strictObject(
  {
    lockout: v.optional(
      v.strictObject(
        { failures: wholeNumber(1), windowMs: duration(), durationMs: duration() },
        'expected { failures, windowMs, durationMs }',
      ),
      { failures: 5, windowMs: TEN_MINUTES_MS, durationMs: TEN_MINUTES_MS },
    ),
    deviceLimit: v.optional(wholeNumber(), 50),
    temporaryLifetimeMs: v.optional(duration(), TEN_MINUTES_MS),
    backupLifetimeMs: v.optional(duration(), 0),
    ceremonyLifetimeMs: v.optional(duration(), TEN_MINUTES_MS),
    openCeremonyLimit: v.optional(wholeNumber(), 10),
    challengesPerDay: v.optional(wholeNumber(1), 10),
    firstRequestBudget: v.optional(
      v.strictObject({ requests: wholeNumber(1), windowMs: duration() }, 'expected { requests, windowMs }'),
      { requests: 5, windowMs: TEN_MINUTES_MS },
    ),
    finishDelayMs: v.optional(wholeNumber(1, MAX_FINISH_DELAY_MS), 100),
  },
  'expected an object',
);

export const defaultPolicy: Policy = v.parse(policySchema, {});
