import type { ReactiveController, ReactiveElement } from 'lit';
import type { RunOptions, RunState } from '../client/run-state.ts';
import { type RecognizeError, toRecognizeError } from '../errors.ts';
import type { CancelReason } from '../events.ts';
import { printForDevelopers } from './console-line.ts';
import { runEvents } from './run-events.ts';

/** The state of a ceremony element: nothing loaded, loading or loaded ahead of a run, or the state of its newest run. */
export type ElementState<Result> = { readonly status: 'idle' | 'loading' | 'ready' } | RunState<Result>;

interface StartedRun<Result> {
  readonly abort: AbortController;
  state: RunState<Result> | undefined;
  /** Why the element has cancelled the run. */
  failure?: RecognizeError;
}

type Perform<Result> = (options: RunOptions<Result> & { readonly signal: AbortSignal }) => Promise<Result>;

/** The runs of one element, one at a time: keeps the newest state, dispatches the events of every run. */
export class RunController<Result> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #dispatch: (event: Event) => void;
  #state: ElementState<Result> = { status: 'idle' };
  #run: StartedRun<Result> | undefined;
  #finished: Promise<void> = Promise.resolve();
  #replacing = false;

  /** @param dispatch dispatches an event of a run on the host */
  constructor(host: ReactiveElement, dispatch: (event: Event) => void) {
    this.#host = host;
    this.#dispatch = dispatch;
    host.addController(this);
  }

  get state(): ElementState<Result> {
    return this.#state;
  }

  set state(state: ElementState<Result>) {
    const { status } = this.#state;
    this.#state = state;
    this.#host.requestUpdate('status', status);
    // The call above has no effect while the status stays the same.
    this.#host.requestUpdate();
  }

  /** The newest run, for comparison. */
  get run(): object | undefined {
    return this.#run;
  }

  /** Resolves when the newest run has ended and released what it held. Never rejects. */
  get finished(): Promise<void> {
    return this.#finished;
  }

  /**
   * Starts a run; a run that is under way is cancelled with the reason `restarted`.
   *
   * @param perform calls the client
   * @returns a promise that resolves when the run has ended, whatever its outcome
   */
  start(perform: Perform<Result>): Promise<void> {
    // A page that starts a run when it learns of the cancelled one means the run that is starting.
    if (this.#replacing) return Promise.resolve().then(() => this.#finished);
    const previous = this.#run;
    const run: StartedRun<Result> = { abort: new AbortController(), state: undefined };
    this.#run = run;
    this.state = { status: 'running', step: 'loading', camera: undefined, ...NOT_LOADED };
    this.#cancelPrevious(previous, run);
    if (run.state === undefined) this.#finished = this.#perform(run, perform);
    return this.#finished;
  }

  /** Ends the run that is under way with an error, unless it has a result already. Without a run the error is shown and dispatched. */
  fail(failure: RecognizeError): void {
    const error = failure.at('loading');
    const run = this.#run;
    if (run !== undefined && this.#state.status === 'running') {
      run.failure = error;
      run.abort.abort('page' satisfies CancelReason);
      return;
    }
    this.state = { status: 'failed', error };
    for (const event of runEvents(undefined, { status: 'failed', error })) this.#dispatch(event);
  }

  cancel(reason: CancelReason): Promise<void> {
    this.#run?.abort.abort(reason);
    return this.#finished;
  }

  /** An element that is moved in the document is connected again before the microtask runs. */
  hostDisconnected(): void {
    queueMicrotask(() => {
      if (!this.#host.isConnected) void this.cancel('removed');
    });
  }

  /** Listeners of the cancelled run may cancel the new one, before a client reports its states. */
  #cancelPrevious(previous: StartedRun<Result> | undefined, run: StartedRun<Result>): void {
    const { signal } = run.abort;
    const cancelled = () =>
      this.#apply(run, { status: 'cancelled', stage: 'loading', reason: signal.reason, submitted: false });
    signal.addEventListener('abort', cancelled);
    this.#replacing = true;
    previous?.abort.abort('restarted' satisfies CancelReason);
    this.#replacing = false;
    // Nothing on the screen could end the run of an element outside the document.
    if (!this.#host.isConnected) run.abort.abort('removed' satisfies CancelReason);
    signal.removeEventListener('abort', cancelled);
  }

  async #perform(run: StartedRun<Result>, perform: Perform<Result>): Promise<void> {
    try {
      await perform({ signal: run.abort.signal, onState: (state) => this.#apply(run, state) });
    } catch (thrown) {
      // The client reports every failure as a state, except wrong usage, which it throws before it starts a run.
      const error = toRecognizeError(thrown, 'runtime/crashed').at('loading');
      this.#apply(run, { status: 'failed', error });
    }
  }

  #apply(run: StartedRun<Result>, reported: RunState<Result>): void {
    const previous = run.state;
    if (previous !== undefined && previous.status !== 'running') return;
    const { failure } = run;
    const state: RunState<Result> =
      failure !== undefined && reported.status === 'cancelled'
        ? { status: 'failed', error: failure }
        : reported;
    run.state = state;
    if (state.status === 'failed') printForDevelopers(state.error);
    // A run that was replaced may still report its end, or a result that it has stored.
    if (run === this.#run) this.state = state;
    for (const event of runEvents(previous, state)) this.#dispatch(event);
  }
}

const NOT_LOADED = { loaded: 0, total: 0, diagnostics: undefined } as const;
