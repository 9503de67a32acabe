/** The question that comes before the end of a capture that has found no good picture. */
export interface StillTrying {
  /** Answers it: the capture goes on, and the time starts again. */
  continue(): void;
}

/** Time for an answer: the least that WCAG 2.2, success criterion 2.2.1, permits. */
export const ANSWER_TIME_MS = 20_000;
/** Longest time between two frames that counts in full; a longer one means that the page was hidden. */
export const MAX_STEP_MS = 2_000;

/** Counts the time of a capture without a result, asks whether to go on, and counts the time without an answer. */
export class TimeLimit {
  readonly #limitMs: number;
  readonly #onQuestion: (question: StillTrying | undefined) => void;
  #elapsedMs = 0;
  #countedMs: number;
  #asked = false;

  /**
   * @param limitMs time until the question; `Infinity`: never
   * @param nowMs the start, on the clock of `count`
   * @param onQuestion called with the question, and with `undefined` when it is answered or not needed any more
   */
  constructor(limitMs: number, nowMs: number, onQuestion: (question: StillTrying | undefined) => void) {
    this.#limitMs = limitMs;
    this.#countedMs = nowMs;
    this.#onQuestion = onQuestion;
  }

  /** Counts the time until now. @param mayAsk false while the user does something that a question would disturb */
  count(nowMs: number, mayAsk: boolean): void {
    this.#elapsedMs += Math.min(nowMs - this.#countedMs, MAX_STEP_MS);
    this.#countedMs = nowMs;
    if (this.#asked || !mayAsk || this.#elapsedMs < this.#limitMs) return;
    this.#asked = true;
    this.#elapsedMs = this.#limitMs;
    this.#onQuestion({ continue: () => this.restart() });
  }

  /** The time starts again: the user has answered, or the capture has advanced. */
  restart(): void {
    this.#elapsedMs = 0;
    if (!this.#asked) return;
    this.#asked = false;
    this.#onQuestion(undefined);
  }

  /** Whether the time for an answer is over. */
  get isOver(): boolean {
    return this.#asked && this.#elapsedMs >= this.#limitMs + ANSWER_TIME_MS;
  }
}
