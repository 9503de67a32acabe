import { describe, expect, it } from 'vitest';
import { Run, type RunListener, steps } from '../../../src/elements/run.ts';
import { RecognizeError } from '../../../src/errors.ts';

/** A run, and all that it told, in order. */
function started(): { run: Run; told: unknown[][] } {
  const told: unknown[][] = [];
  const listener: RunListener = {
    step: (...rest) => told.push(['step', ...rest]),
    hint: (...rest) => told.push(['hint', ...rest]),
    progress: (...rest) => told.push(['progress', ...rest]),
    complete: (...rest) => told.push(['complete', ...rest]),
    cancel: (...rest) => told.push(['cancel', ...rest]),
    error: (error) => told.push(['error', error.code, error.stage]),
  };
  return { run: new Run(listener), told };
}

const ends = {
  complete: { end: (run: Run) => run.complete({ done: 1 }), status: 'complete' },
  fail: { end: (run: Run) => run.fail(new RecognizeError('camera/denied')), status: 'failed' },
  cancel: { end: (run: Run) => run.cancel('person'), status: 'cancelled' },
} as const;

const names = Object.keys(ends) as (keyof typeof ends)[];

describe('a run', () => {
  it('tells steps, hints and progress while it lasts', () => {
    const { run, told } = started();
    for (const step of steps) run.step(step);
    run.hint('hold-still');
    run.progress({ step: 'capture', loaded: 1, total: 5 });
    expect(told).toEqual([
      ...steps.map((step) => ['step', step, steps.length]),
      ['hint', 'hold-still'],
      ['progress', { step: 'capture', loaded: 1, total: 5 }],
    ]);
    expect(run.status).toBe('running');
    expect(run.signal.aborted).toBe(false);
  });

  it('tells a step once, and again after another', () => {
    const { run, told } = started();
    for (const step of ['capture', 'capture', 'verify', 'capture'] as const) run.step(step);
    expect(told.map(([, step]) => step)).toEqual(['capture', 'verify', 'capture']);
  });

  it.each(names)('aborts its signal with %s, before it tells of it', (name) => {
    let aborted: boolean | undefined;
    const look = () => {
      aborted = run.signal.aborted;
    };
    const none = () => {};
    const run: Run = new Run({
      step: none,
      hint: none,
      progress: none,
      complete: look,
      cancel: look,
      error: look,
    });
    ends[name].end(run);
    expect(aborted).toBe(true);
    expect(run.status).toBe(ends[name].status);
  });

  it.each(names.flatMap((first) => names.map((second) => [first, second] as const)))(
    'ends once: %s, then %s',
    (first, second) => {
      const { run, told } = started();
      ends[first].end(run);
      const before = [...told];
      ends[second].end(run);
      expect(before).toHaveLength(1);
      expect(told).toEqual(before);
      expect(run.status).toBe(ends[first].status);
    },
  );

  it.each(['fail', 'cancel'] as const)('completes with what was kept instead of %s', (name) => {
    const { run, told } = started();
    run.step('bind');
    run.kept({ made: 1 });
    expect(run.status).toBe('running');
    expect(run.signal.aborted).toBe(false);
    ends[name].end(run);
    expect(told.slice(1)).toEqual([['complete', { made: 1 }]]);
    expect(run.status).toBe('complete');
    expect(run.signal.aborted).toBe(true);
    for (const second of names) ends[second].end(run);
    expect(told).toHaveLength(2);
  });

  it('completes with the whole result, not with what was kept before', () => {
    const { run, told } = started();
    run.kept({ made: 1 });
    run.complete({ made: 1, bound: 2 });
    run.fail(new RecognizeError('camera/denied'));
    expect(told).toEqual([['complete', { made: 1, bound: 2 }]]);
  });

  it.each(names)('changes nothing when something is kept after %s', (name) => {
    const { run, told } = started();
    ends[name].end(run);
    run.kept({ made: 1 });
    for (const second of names) ends[second].end(run);
    expect(told).toHaveLength(1);
    expect(run.status).toBe(ends[name].status);
  });

  it.each(names)('says nothing after %s', (name) => {
    const { run, told } = started();
    ends[name].end(run);
    run.step('bind');
    run.hint('good');
    run.progress({ step: 'loading', loaded: 1, total: 2 });
    expect(told).toHaveLength(1);
  });

  it('carries result, stage and reason', () => {
    const complete = started();
    complete.run.complete({ recognizeId: 'x' });
    expect(complete.told).toEqual([['complete', { recognizeId: 'x' }]]);

    const cancelled = started();
    cancelled.run.cancel('removed');
    expect(cancelled.told).toEqual([['cancel', 'loading', 'removed']]);

    const failed = started();
    failed.run.step('verify');
    failed.run.fail(new RecognizeError('ceremony/not-recognized'));
    expect(failed.told.at(-1)).toEqual(['error', 'ceremony/not-recognized', 'verify']);
  });
});
