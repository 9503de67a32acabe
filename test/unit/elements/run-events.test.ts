import { describe, expect, it } from 'vitest';
import { NO_CONTROLS } from '../../../src/capture/capture-controls.ts';
import type { CaptureState, LoadingState, RunState } from '../../../src/client/run-state.ts';
import { runEvents } from '../../../src/elements/run-events.ts';
import { RecognizeError } from '../../../src/errors.ts';

type State = RunState<{ assertion: string }>;

const loading: LoadingState = {
  status: 'running',
  step: 'loading',
  camera: undefined,
  loaded: 0,
  total: 0,
  diagnostics: undefined,
};
const permission: LoadingState = { ...loading, step: 'permission' };
const capture: CaptureState = {
  status: 'running',
  step: 'capture',
  camera: undefined,
  hint: undefined,
  samples: 0,
  samplesRequired: 0,
  challenge: undefined,
  still: undefined,
  ...NO_CONTROLS,
};
const review: State = {
  status: 'running',
  step: 'review',
  camera: undefined,
  still: { canvas: {} as HTMLCanvasElement, mirrored: true, simulated: false },
  accept: () => {},
  retake: () => {},
};
const diagnostics = { version: '1' };

/** Type and detail of each event, without the prefix. */
const eventsOf = (previous: State | undefined, state: State): unknown[] =>
  runEvents(previous, state).map((event) => [
    event.type.replace('recognize-', ''),
    (event as CustomEvent<unknown>).detail,
  ]);

describe('runEvents of a running state', () => {
  it('returns a step for the first state and for each other step', () => {
    expect(eventsOf(undefined, loading)).toEqual([['step', { step: 'loading', of: 6 }]]);
    expect(eventsOf(loading, permission)).toEqual([['step', { step: 'permission', of: 6 }]]);
    expect(eventsOf(permission, capture)).toEqual([['step', { step: 'capture', of: 6 }]]);
    expect(eventsOf(permission, permission)).toEqual([]);
  });

  it('returns progress and readiness also when the models load during the step permission', () => {
    const half = { ...permission, loaded: 1, total: 2 };
    const progress = ['progress', { step: 'loading', loaded: 1, total: 2 }];
    expect(eventsOf(permission, half)).toEqual([progress]);
    expect(eventsOf(half, { ...half, diagnostics })).toEqual([['ready', { diagnostics }]]);
    const loaded = { ...loading, diagnostics };
    expect(eventsOf(loaded, { ...permission, diagnostics })).toEqual([
      ['step', { step: 'permission', of: 6 }],
    ]);
  });

  it('returns the step of a review without the picture', () => {
    expect(eventsOf(capture, review)).toEqual([['step', { step: 'review', of: 6 }]]);
    expect(eventsOf(review, review)).toEqual([]);
  });

  it('returns the only step of a hand-off, and each change of its state', () => {
    const handoff = { id: 'a', url: 'https://bank.example/phone#x', code: '42', state: 'waiting' } as const;
    const waiting: State = { status: 'running', step: 'handoff', camera: undefined, handoff };
    const taken: State = { ...waiting, handoff: { ...handoff, state: 'taken' } };
    expect(eventsOf(loading, waiting)).toEqual([
      ['step', { step: 'handoff', of: 1 }],
      ['handoff', handoff],
    ]);
    expect(eventsOf(waiting, taken)).toEqual([['handoff', { ...handoff, state: 'taken' }]]);
    expect(eventsOf(taken, taken)).toEqual([]);
  });

  it('returns progress when the loaded bytes change, but not for those of an earlier run', () => {
    const partlyLoaded = { ...loading, loaded: 2, total: 4 };
    expect(eventsOf(loading, partlyLoaded)).toEqual([['progress', { step: 'loading', loaded: 2, total: 4 }]]);
    expect(eventsOf(partlyLoaded, partlyLoaded)).toEqual([]);
    expect(eventsOf(undefined, partlyLoaded)).toEqual([['step', { step: 'loading', of: 6 }]]);
  });

  it('returns ready once, after the step, when the models are loaded', () => {
    const loaded = { ...loading, loaded: 4, total: 4, diagnostics };
    expect(eventsOf(undefined, loaded)).toEqual([
      ['step', { step: 'loading', of: 6 }],
      ['ready', { diagnostics }],
    ]);
    expect(eventsOf({ ...loading, loaded: 4, total: 4 }, loaded)).toEqual([['ready', { diagnostics }]]);
    expect(eventsOf(loaded, loaded)).toEqual([]);
  });

  it('returns hints and samples of a capture when they change', () => {
    const first: State = { ...capture, hint: 'good' };
    const second: State = { ...first, samples: 1, samplesRequired: 5 };
    expect(eventsOf(capture, first)).toEqual([['hint', { hint: 'good' }]]);
    expect(eventsOf(first, second)).toEqual([['progress', { step: 'capture', loaded: 1, total: 5 }]]);
    expect(eventsOf(second, second)).toEqual([]);
  });
});

describe('runEvents of an end', () => {
  it('returns one event with the result, or with stage and reason', () => {
    const result = { assertion: 'a' };
    expect(eventsOf(capture, { status: 'complete', result })).toEqual([['complete', { result }]]);
    const cancelled: State = { status: 'cancelled', stage: 'capture', reason: 'page', submitted: false };
    expect(eventsOf(capture, cancelled)).toEqual([['cancel', { stage: 'capture', reason: 'page' }]]);
  });

  it('returns the error, after unsupported if the browser lacks something that is needed to load', () => {
    const failed = (code: 'environment/no-wasm' | 'host/offline', stage: 'loading' | 'permission') => {
      const error = new RecognizeError(code, { stage });
      return runEvents(loading, { status: 'failed', error }).map(({ type }) => type);
    };
    expect(failed('host/offline', 'loading')).toEqual(['recognize-error']);
    expect(failed('environment/no-wasm', 'loading')).toEqual(['recognize-unsupported', 'recognize-error']);
    expect(failed('environment/no-wasm', 'permission')).toEqual(['recognize-error']);
  });
});
