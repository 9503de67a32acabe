import type { ReactiveElement } from 'lit';
import { describe, expect, it } from 'vitest';
import { Run } from '../../../src/client/run.ts';
import type { RunOptions } from '../../../src/client/run-state.ts';
import { RunController } from '../../../src/elements/run-controller.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { CancelReason } from '../../../src/events.ts';

interface Result {
  readonly assertion: string;
}

/** A controller on an element that is in the document, with the types of the events it has dispatched. */
function createController(host = { isConnected: true, addController() {}, requestUpdate() {} }) {
  const events: string[] = [];
  const listeners: ((event: Event) => void)[] = [];
  const runs = new RunController<Result>(host as unknown as ReactiveElement, (event) => {
    events.push(event.type.replace('recognize-', ''));
    for (const listener of listeners) listener(event);
  });
  return { runs, events, listeners, host };
}

/** Stands in for a call of the client: a run that the test ends. */
function clientCall() {
  const started: Run<Result>[] = [];
  const perform = ({ signal, onState }: RunOptions<Result>) =>
    new Promise<Result>((resolve, reject) => {
      const run = new Run<Result>((state) => {
        onState?.(state);
        if (state.status === 'complete') resolve(state.result);
        else if (state.status !== 'running') reject(new RecognizeError('ceremony/aborted'));
      });
      signal?.addEventListener('abort', () => run.cancel(signal.reason as CancelReason));
      started.push(run);
      run.step('loading', { loaded: 0, total: 0 });
    });
  return { started, perform };
}

const result = { assertion: 'a' };

describe('RunController', () => {
  it('is in the state running as soon as it starts, and resolves when the run has ended', async () => {
    const { runs, events } = createController();
    const { started, perform } = clientCall();
    expect(runs.state.status).toBe('idle');
    const finished = runs.start(perform);
    expect(runs.state).toMatchObject({ status: 'running', step: 'loading' });
    started[0]!.complete(result);
    await finished;
    expect(runs.state).toEqual({ status: 'complete', result });
    expect(events).toEqual(['step', 'complete']);
  });

  it('publishes a cancellation synchronously, and only once', () => {
    const { runs, events } = createController();
    void runs.start(clientCall().perform);
    void runs.cancel('person');
    expect(runs.state).toMatchObject({ status: 'cancelled', reason: 'person' });
    expect(events).toEqual(['step', 'cancel']);
    void runs.cancel('page');
    expect(events).toEqual(['step', 'cancel']);
  });

  it('cancels a run that is under way before it starts another one', () => {
    const { runs, events } = createController();
    const { started, perform } = clientCall();
    void runs.start(perform);
    void runs.start(perform);
    expect(started).toHaveLength(2);
    expect(started[0]!.state).toMatchObject({ status: 'cancelled', reason: 'restarted' });
    expect(runs.state.status).toBe('running');
    expect(events).toEqual(['step', 'cancel', 'step']);
  });

  it('dispatches the stored result of a run that was replaced, and keeps the state of the new one', () => {
    const { runs, events } = createController();
    const { started, perform } = clientCall();
    void runs.start(perform);
    started[0]!.setDurableResult(result);
    void runs.start(perform);
    expect(events).toEqual(['step', 'complete', 'step']);
    expect(runs.state.status).toBe('running');
  });

  it('starts one run when a listener starts a run at the cancellation of the previous one', () => {
    const { runs, listeners } = createController();
    const { started, perform } = clientCall();
    void runs.start(perform);
    listeners.push(({ type }) => type === 'recognize-cancel' && void runs.start(perform));
    void runs.start(perform);
    expect(started).toHaveLength(2);
  });

  it('does not call the client when a listener cancels the run that is starting', () => {
    const { runs, events, listeners } = createController();
    const { started, perform } = clientCall();
    void runs.start(perform);
    listeners.push((event) => event.type === 'recognize-cancel' && void runs.cancel('page'));
    void runs.start(perform);
    expect(started).toHaveLength(1);
    expect(runs.state).toMatchObject({ status: 'cancelled', reason: 'page' });
    expect(events).toEqual(['step', 'cancel', 'cancel']);
  });

  it('cancels a run of an element outside the document without calling the client', () => {
    const { runs, events, host } = createController();
    const { started, perform } = clientCall();
    host.isConnected = false;
    void runs.start(perform);
    expect(started).toHaveLength(0);
    expect(runs.state).toMatchObject({ status: 'cancelled', reason: 'removed' });
    expect(events).toEqual(['cancel']);
  });

  it('fails with an error that the element throws before it calls the client', async () => {
    const { runs, events } = createController();
    await runs.start(() => {
      throw new RecognizeError('usage/missing-property', { detail: 'recognize-id is not set' });
    });
    expect(runs.state).toMatchObject({
      status: 'failed',
      error: { code: 'usage/missing-property', stage: 'loading' },
    });
    expect(events).toEqual(['error']);
  });
});
