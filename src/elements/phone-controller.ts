import type { ReactiveController, ReactiveElement } from 'lit';
import type { PhoneCeremony, PhoneInput } from '../client/index.ts';
import { type RecognizeError, toRecognizeError } from '../errors.ts';

export interface PhoneState {
  /** Who asks; undefined until the backend has answered. */
  readonly opened: PhoneCeremony | undefined;
  readonly busy: boolean;
  /** Whether the last code was wrong. */
  readonly wrong: boolean;
  readonly triesLeft: number;
  /** Whether this phone has taken the ceremony over. */
  readonly taken: boolean;
}

interface PhoneActions {
  /** Opens the link. */
  readonly open: (signal: AbortSignal) => Promise<PhoneCeremony>;
  /** The code was right: the run can start with this input. */
  readonly onTaken: (input: PhoneInput) => void;
  readonly onFailed: (error: RecognizeError) => void;
}

/** What happens on a phone between the opening of a link and the start of the run. */
export class PhoneController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #actions: PhoneActions;
  #state: PhoneState = { opened: undefined, busy: false, wrong: false, triesLeft: 0, taken: false };
  #abort = new AbortController();

  constructor(host: ReactiveElement, actions: PhoneActions) {
    this.#host = host;
    this.#actions = actions;
    host.addController(this);
  }

  get state(): PhoneState {
    return this.#state;
  }

  /** Opens the link. Never rejects. */
  async open(): Promise<void> {
    if (this.#state.busy || this.#state.taken) return;
    await this.#perform(async (signal) => {
      const opened = await this.#actions.open(signal);
      this.#update({ opened, triesLeft: opened.triesLeft });
    });
  }

  /** Never rejects. */
  async take(code: string): Promise<void> {
    await this.#perform(async () => {
      const taken = await this.#state.opened?.take(code);
      if (taken === undefined) return;
      if (!taken.accepted) return this.#update({ wrong: true, triesLeft: taken.triesLeft });
      this.#update({ taken: true });
      this.#actions.onTaken(taken.input);
    });
  }

  /** The person did not ask for it. Never rejects. */
  async decline(): Promise<void> {
    await this.#perform(async () => {
      await this.#state.opened?.decline();
      this.#actions.onFailed(toRecognizeError(undefined, 'handoff/cancelled'));
    });
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      if (this.#host.isConnected) return;
      this.#abort.abort();
      this.#abort = new AbortController();
    });
  }

  async #perform(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const { signal } = this.#abort;
    this.#update({ busy: true, wrong: false });
    try {
      await work(signal);
    } catch (thrown) {
      if (!signal.aborted) this.#actions.onFailed(toRecognizeError(thrown, 'runtime/crashed'));
    } finally {
      this.#update({ busy: false });
    }
  }

  #update(change: Partial<PhoneState>): void {
    this.#state = { ...this.#state, ...change };
    this.#host.requestUpdate();
  }
}
