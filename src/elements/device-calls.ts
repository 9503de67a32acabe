import type { ReactiveController, ReactiveElement } from 'lit';
import { type RecognizeError, toRecognizeError } from '../errors.ts';

/** The calls of an element about devices: how many are under way, and the error of the newest one that failed. */
export class DeviceCalls implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #onReturn: () => void;
  #abort = new AbortController();
  #pending = 0;
  #error: RecognizeError | undefined;

  /** @param onReturn called when the element is back in the document after its calls were aborted */
  constructor(host: ReactiveElement, onReturn: () => void) {
    this.#host = host;
    this.#onReturn = onReturn;
    host.addController(this);
  }

  /** Aborts when the element leaves the document. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get pending(): number {
    return this.#pending;
  }

  get error(): RecognizeError | undefined {
    return this.#error;
  }

  /** Shows an error that did not come from a call. */
  fail(error: RecognizeError): void {
    this.#error = error;
    this.#host.requestUpdate();
  }

  clearError(): void {
    this.#error = undefined;
    this.#host.requestUpdate();
  }

  /**
   * @param work gets a signal that aborts when the element leaves the document
   * @param isNeeded whether a failure still matters when it occurs
   * @returns the error of `work`; undefined after success, after an abort, and when it is not needed
   */
  async run(
    work: (signal: AbortSignal) => Promise<void>,
    isNeeded: () => boolean,
  ): Promise<RecognizeError | undefined> {
    const { signal } = this.#abort;
    this.#pending++;
    this.clearError();
    try {
      await work(signal);
      return undefined;
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'host/rejected').at('devices');
      if (signal.aborted || !isNeeded()) return undefined;
      this.#error = error;
      return error;
    } finally {
      this.#pending--;
      this.#host.requestUpdate();
    }
  }

  hostConnected(): void {
    if (!this.#abort.signal.aborted) return;
    this.#abort = new AbortController();
    this.#onReturn();
  }

  /** An element that is moved in the document is connected again before the microtask runs. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#abort.abort();
    });
  }
}
