import type { Log } from './log.ts';

/** A log of the host that throws, or rejects, must not change an answer. */
export const quietLog =
  (log: Log): Log =>
  (event) => {
    try {
      Promise.resolve(log(event) as unknown).catch(() => {});
    } catch {
      // There is nowhere to report it.
    }
  };

/**
 * The clock of the host, in whole milliseconds since the epoch: the database stores no fractions.
 *
 * @throws Error when the clock returns something else than a time
 */
export const wholeMilliseconds = (now: () => number) => (): number => {
  const time = Math.floor(now());
  if (!Number.isSafeInteger(time) || time < 0) throw new Error('now: expected milliseconds since the epoch');
  return time;
};
