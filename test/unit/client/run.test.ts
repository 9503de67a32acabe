import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Camera } from '../../../src/capture/camera.ts';
import { Run } from '../../../src/client/run.ts';
import { type RunState, STEPS } from '../../../src/client/run-state.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { errorCodeOf } from '../../support/error-code.ts';

interface Result {
  readonly assertion: string;
}

const noProgress = { loaded: 0, total: 0 };
const result: Result = { assertion: 'final' };
const stored: Result = { assertion: 'stored' };

/** A run with every state that it has published. */
function startedRun(): { run: Run<Result>; states: RunState<Result>[] } {
  const states: RunState<Result>[] = [];
  return { run: new Run<Result>((state) => states.push(state)), states };
}

const ends = {
  complete: { end: (run: Run<Result>) => run.complete(result), status: 'complete' },
  fail: { end: (run: Run<Result>) => run.fail(new RecognizeError('camera/denied')), status: 'failed' },
  cancel: { end: (run: Run<Result>) => run.cancel('person'), status: 'cancelled' },
} as const;
const endNames = Object.keys(ends) as (keyof typeof ends)[];
const endPairs = endNames.flatMap((first) => endNames.map((second) => [first, second] as const));

describe('a running run', () => {
  it('publishes one state for each step', () => {
    const { run, states } = startedRun();
    for (const step of ['loading', 'permission', 'capture'] as const) run.step(step, noProgress);
    void run.review();
    for (const step of ['verify', 'bind'] as const) run.step(step, noProgress);
    expect(states.map((state) => state.status === 'running' && state.step)).toEqual(STEPS);
    expect(run.signal.aborted).toBe(false);
  });

  it('ignores a step that is under way and publishes a step again after another one', () => {
    const { run, states } = startedRun();
    for (const step of ['capture', 'capture', 'verify', 'capture'] as const) run.step(step, noProgress);
    expect(states.map((state) => state.status === 'running' && state.step)).toEqual([
      'capture',
      'verify',
      'capture',
    ]);
  });

  it('publishes the progress of the movements during the step capture only', () => {
    const { run, states } = startedRun();
    const challenge = { movement: 'left', progress: 0.5, done: 1, total: 3, restarts: 0 } as const;
    run.challenge(challenge);
    run.step('capture', noProgress);
    run.challenge(challenge);
    expect(states).toMatchObject([{ challenge: undefined }, { step: 'capture', challenge }]);
  });

  it('publishes loaded bytes during the steps loading and permission only, with the diagnostics at their end', () => {
    const { run, states } = startedRun();
    const diagnostics = { version: '1' };
    run.step('loading', { loaded: 1, total: 4 });
    run.loading({ loaded: 2, total: 4 });
    run.step('permission', { loaded: 2, total: 4 });
    run.loading({ loaded: 4, total: 4 }, diagnostics);
    run.step('capture', noProgress);
    run.loading({ loaded: 5, total: 5 });
    expect(states).toMatchObject([
      { step: 'loading', loaded: 1, total: 4, diagnostics: undefined },
      { step: 'loading', loaded: 2, total: 4 },
      { step: 'permission', loaded: 2, total: 4 },
      { step: 'permission', loaded: 4, total: 4, diagnostics },
      { step: 'capture' },
    ]);
    expect(states).toHaveLength(5);
  });

  it('publishes hints and samples during a capture only, and starts each capture without them', () => {
    const { run, states } = startedRun();
    run.hint('good');
    run.samples(1, 5);
    run.step('capture', noProgress);
    run.hint('head-upright');
    run.samples(2, 5);
    run.step('verify', noProgress);
    run.hint('good');
    run.step('capture', noProgress);
    expect(states).toMatchObject([
      { step: 'capture', hint: undefined, samples: 0, samplesRequired: 0 },
      { step: 'capture', hint: 'head-upright', samples: 0 },
      { step: 'capture', hint: 'head-upright', samples: 2, samplesRequired: 5 },
      { step: 'verify' },
      { step: 'capture', hint: undefined, samples: 0 },
    ]);
    expect(states).toHaveLength(5);
  });

  it('keeps the open camera in the state over all steps, until the camera is closed', () => {
    const { run, states } = startedRun();
    const camera = { label: 'front' } as Camera;
    run.step('permission', noProgress);
    run.camera(camera);
    run.step('capture', noProgress);
    run.camera(undefined);
    expect(states.map((state) => state.status === 'running' && state.camera)).toEqual([
      undefined,
      camera,
      camera,
      undefined,
    ]);
  });
});

describe('a review', () => {
  const still = { canvas: {} as HTMLCanvasElement, mirrored: true, simulated: false };

  it.each([
    ['accept', true],
    ['retake', false],
  ] as const)('shows the picture until %s is called', async (answer, accepted) => {
    const { run, states } = startedRun();
    run.step('capture', noProgress);
    run.still(still);
    const review = run.review();
    const state = states.at(-1)!;
    if (state.status !== 'running' || state.step !== 'review') throw new Error('the review has not begun');
    expect([states[1], state]).toMatchObject([{ step: 'capture', still }, { still }]);
    state[answer]();
    expect(await review).toBe(accepted);
  });

  it('ends with the run', async () => {
    const { run } = startedRun();
    const review = run.review();
    run.cancel('person');
    expect(await errorCodeOf(review)).toBe('ceremony/aborted');
    expect(run.state).toMatchObject({ status: 'cancelled', stage: 'review', submitted: false });
  });

  it('leaves the picture to the steps after it, until the next capture', () => {
    const { run, states } = startedRun();
    run.step('capture', noProgress);
    run.still(still);
    for (const step of ['verify', 'capture'] as const) run.step(step, noProgress);
    expect(states.slice(2)).toMatchObject([
      { step: 'verify', still },
      { step: 'capture', still: undefined },
    ]);
  });
});

describe('the end of a run', () => {
  it.each(endNames)('aborts the signal before it publishes the state: %s', (name) => {
    let abortedBefore: boolean | undefined;
    const run = new Run<Result>(() => {
      abortedBefore = run.signal.aborted;
    });
    ends[name].end(run);
    expect(abortedBefore).toBe(true);
    expect(run.state?.status).toBe(ends[name].status);
  });

  it.each(endPairs)('is published once: %s, then %s', (first, second) => {
    const { run, states } = startedRun();
    ends[first].end(run);
    ends[second].end(run);
    expect(states.map(({ status }) => status)).toEqual([ends[first].status]);
  });

  it.each(endNames)('is the last state: %s', (name) => {
    const { run, states } = startedRun();
    run.step('capture', noProgress);
    ends[name].end(run);
    run.step('bind', noProgress);
    run.loading({ loaded: 1, total: 2 });
    run.hint('good');
    run.samples(1, 5);
    run.camera(undefined);
    expect(states).toHaveLength(2);
  });

  it('carries the result, the error with its stage, or stage and reason', () => {
    const complete = startedRun();
    complete.run.complete(result);
    expect(complete.states).toEqual([{ status: 'complete', result }]);
    expect(complete.run.outcome()).toBe(result);

    const failed = startedRun();
    failed.run.step('verify', noProgress);
    failed.run.fail(new RecognizeError('ceremony/not-recognized'));
    expect(failed.states.at(-1)).toMatchObject({
      error: { code: 'ceremony/not-recognized', stage: 'verify' },
    });
    expect(() => failed.run.outcome()).toThrow('ceremony/not-recognized');

    const cancelled = startedRun();
    cancelled.run.cancel('removed');
    expect(cancelled.states).toEqual([
      { status: 'cancelled', stage: 'loading', reason: 'removed', submitted: false },
    ]);
    expect(() => cancelled.run.outcome()).toThrow('ceremony/aborted');
  });

  it('marks a cancelled run as submitted once its last request may have been sent, also in a later step', () => {
    const { run, states } = startedRun();
    for (const step of ['capture', 'verify', 'capture'] as const) run.step(step, noProgress);
    run.cancel('page');
    expect(states.at(-1)).toMatchObject({ stage: 'capture', submitted: true });
  });
});

describe('a durable result', () => {
  it.each(['fail', 'cancel'] as const)('completes the run instead of: %s', (name) => {
    const { run, states } = startedRun();
    run.step('bind', noProgress);
    run.setDurableResult(stored);
    expect(run.signal.aborted).toBe(false);
    ends[name].end(run);
    for (const second of endNames) ends[second].end(run);
    expect(states.slice(1)).toEqual([{ status: 'complete', result: stored }]);
    expect(run.signal.aborted).toBe(true);
    expect(run.outcome()).toBe(stored);
  });

  it('is replaced by the result of a run that completes', () => {
    const { run, states } = startedRun();
    run.setDurableResult(stored);
    run.complete(result);
    run.fail(new RecognizeError('camera/denied'));
    expect(states).toEqual([{ status: 'complete', result }]);
  });

  it.each(endNames)('has no effect after the end: %s', (name) => {
    const { run, states } = startedRun();
    ends[name].end(run);
    run.setDurableResult(stored);
    for (const second of endNames) ends[second].end(run);
    expect(states.map(({ status }) => status)).toEqual([ends[name].status]);
  });
});

describe('a callback that throws', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is reported like an event listener and does not stop the run', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (thrown: unknown) => reported.push(thrown));
    const error = new Error('mistake of the page');
    const run = new Run<Result>(() => {
      throw error;
    });
    run.step('loading', noProgress);
    run.complete(result);
    expect(run.outcome()).toBe(result);
    expect(reported).toEqual([error, error]);
  });
});
