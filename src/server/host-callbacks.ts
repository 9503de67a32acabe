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

/** Longer than a database query of the host may take, and shorter than a page waits. */
const HOST_CALLBACK_MS = 10_000;

/**
 * A callback of the host that never settles would keep its request open, and `onRemoved` a transaction with its locks.
 *
 * @param name of the option, for the message
 * @returns the callback, which rejects with an Error after `limitMs`
 */
export const withinTime =
  <Parameters extends unknown[], Result>(
    name: string,
    callback: (...parameters: Parameters) => Promise<Result> | Result,
    limitMs = HOST_CALLBACK_MS,
  ) =>
  async (...parameters: Parameters): Promise<Result> => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<never>((_, reject) => {
      const error = new Error(`${name}: the callback of the host did not end within ${limitMs} ms`);
      timer = setTimeout(() => reject(error), limitMs);
    });
    try {
      return await Promise.race([callback(...parameters), limit]);
    } finally {
      clearTimeout(timer);
    }
  };
