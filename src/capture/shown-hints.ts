import type { HintName } from '../events.ts';
import { MAX_STEP_MS } from './time-limit.ts';

/** The end of a capture repeats what was said last, not what has been solved before. */
const WINDOW_MS = 10_000;

/** How long each hint was shown recently. */
export class ShownHints {
  #steps: { readonly hint: HintName; readonly ms: number }[] = [];
  #lastMs: number | undefined;

  /** @param hint what is shown since the last call; undefined for what does not count, such as a movement */
  add(hint: HintName | undefined, nowMs: number): void {
    const ms = this.#lastMs === undefined ? 0 : Math.min(nowMs - this.#lastMs, MAX_STEP_MS);
    this.#lastMs = nowMs;
    if (hint === undefined) return;
    this.#steps.push({ hint, ms });
    let recent = this.#steps.reduce((sum, step) => sum + step.ms, 0);
    while (recent - this.#steps[0]!.ms > WINDOW_MS) recent -= this.#steps.shift()!.ms;
  }

  /** Milliseconds by hint, of about the last ten seconds in which hints were shown. */
  get durations(): ReadonlyMap<HintName, number> {
    const durations = new Map<HintName, number>();
    for (const { hint, ms } of this.#steps) durations.set(hint, (durations.get(hint) ?? 0) + ms);
    return durations;
  }
}
