import type { Policy } from './policy.ts';

/**
 * A stored time that is further ahead than this was written by a server whose clock was wrong, and not by one of several servers whose
 * clocks differ a little.
 */
export const FUTURE_TOLERANCE_MS = 60_000;

/** The latest end of a ceremony that has begun by `now`, in milliseconds since the epoch. */
export const lastCeremonyEnd = ({ ceremonyLifetimeMs }: Policy, now: number): number =>
  now + ceremonyLifetimeMs + FUTURE_TOLERANCE_MS;
