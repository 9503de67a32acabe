import { describe, expect, it } from 'vitest';
import {
  interruptLiveness,
  type LivenessRun,
  measuresFor,
  receiveChallenge,
  startLiveness,
  updateLiveness,
  verdictOf,
} from '../../../src/liveness/liveness-run.ts';
import type { Movement } from '../../../src/wire/liveness.ts';
import { FRONT, faceIn, following, framesOf, type Pose, poses } from './support.ts';

const movements: readonly Movement[] = ['right', 'down', 'up'];
const start = (threshold?: number) => receiveChallenge(startLiveness('active', threshold, 0), movements);

/** Plays poses as a page does: the residual and the score of a frame are measured when the run asks for them. */
function play(
  run: LivenessRun,
  targets: readonly Pose[],
  { residual = 0.2, live = 0.9, startMs = 0 } = {},
): LivenessRun {
  return framesOf(targets, startMs).reduce((current, { pose, timeMs }) => {
    const { reference, passive } = measuresFor(current);
    const liveness = {
      signals: { repeated: false },
      ...(reference === 'compare' ? { planarity: { residual, noseResidual: 0 } } : {}),
      ...(passive ? { live } : {}),
    };
    return updateLiveness(current, faceIn({ ...pose, liveness }), timeMs);
  }, run);
}

describe('verdictOf at the level active', () => {
  it('accepts a head that does what is asked for', () => {
    const run = play(start(0.5), following(movements));
    expect(run.complete).toBe(true);
    expect(verdictOf(run, true)).toEqual({ live: true });
  });

  it('[T107] refuses a face that jumps from one pose to the next', () => {
    const cuts = [FRONT, poses.right, FRONT, poses.right, FRONT, poses.right, FRONT, poses.right];
    const frames = cuts.flatMap((pose, i) =>
      Array.from({ length: 8 }, (_, k) => ({
        pose: { ...pose, x: 320 + 70 * (i % 2) },
        timeMs: 50 * (8 * i + k),
      })),
    );
    const run = frames.reduce(
      (current, { pose, timeMs }) => updateLiveness(current, faceIn(pose), timeMs),
      start(),
    );
    expect(verdictOf(run, true)).toEqual({ live: false, failure: 'cut' });
  });

  it('[T108] refuses a flat picture, although it seems to turn', () => {
    const run = play(start(), following(movements), { residual: 0.004 });
    expect(verdictOf(run, true)).toEqual({ live: false, failure: 'flat' });
  });

  it.each<[string, (run: LivenessRun) => LivenessRun, object]>([
    [
      'not-live when the passive net says so',
      (run) => play(run, following(movements), { live: 0.2 }),
      { live: false, failure: 'not-live' },
    ],
    [
      'sequence when nothing was done',
      (run) => play(run, Array(60).fill(FRONT)),
      { live: false, failure: 'sequence' },
    ],
    [
      'face-lost when the face left',
      (run) =>
        play(run, [FRONT, { faces: 0 }, FRONT, { faces: 0 }, FRONT, { faces: 0 }, FRONT, { faces: 0 }]),
      { live: false, failure: 'face-lost' },
    ],
    [
      'several-people when there are two',
      (run) =>
        play(run, [FRONT, { faces: 2 }, FRONT, { faces: 2 }, FRONT, { faces: 2 }, FRONT, { faces: 2 }]),
      { live: false, failure: 'several-people' },
    ],
  ])('is %s', (_case, act, expected) => {
    const run = act(start(0.5));
    expect(run.complete).toBe(true);
    expect(verdictOf(run, true)).toEqual(expected);
  });

  it('is cut when the frontal views show several people', () => {
    expect(verdictOf(play(start(), following(movements)), false)).toEqual({ live: false, failure: 'cut' });
  });

  it('counts a hidden page as one of three restarts', () => {
    let run = play(start(), [FRONT]);
    for (let i = 0; i < 3; i++)
      run = play(interruptLiveness(run, 1000 * (i + 1)), [FRONT], { startMs: 1000 * (i + 1) });
    expect(run).toMatchObject({ complete: false, challenge: { restarts: 3 } });
    expect(verdictOf(interruptLiveness(run, 5000), true)).toEqual({ live: false, failure: 'sequence' });
  });
});

describe('the levels passive and off', () => {
  it.each<[number | undefined, number, boolean, boolean, object]>([
    [0.5, 0.9, true, true, { live: true }],
    [0.5, 0.4, true, true, { live: false, failure: 'not-live' }],
    [0.5, 0.9, false, true, { live: false, failure: 'cut' }],
    [undefined, 0, true, true, { live: true }],
  ])('passive with threshold %s and score %d', (threshold, live, onePerson, complete, expected) => {
    const run = play(startLiveness('passive', threshold, 0), [FRONT], { live });
    expect(run.complete).toBe(complete);
    expect(run.challenge.phase).toBe('front');
    expect(verdictOf(run, onePerson)).toEqual(expected);
  });

  it('passive waits for five frames of the passive net', () => {
    const first = framesOf([FRONT]).slice(0, 4);
    const observation = faceIn({ liveness: { signals: { repeated: false }, live: 0.9 } });
    const run = first.reduce(
      (r, { timeMs }) => updateLiveness(r, observation, timeMs),
      startLiveness('passive', 0.5, 0),
    );
    expect(run.complete).toBe(false);
    expect(verdictOf(run, true)).toEqual({ live: false, failure: 'not-live' });
    expect(updateLiveness(run, observation, 999).complete).toBe(true);
  });

  it('off is complete at once and asks for no measure but the signals', () => {
    const run = startLiveness('off', 0.5, 0);
    expect(run.complete).toBe(true);
    expect(measuresFor(run)).toEqual({ passive: false });
    expect(verdictOf(run, false)).toEqual({ live: true });
  });
});

describe('measuresFor', () => {
  it('makes frontal frames the reference and compares all others', () => {
    const frontal = play(start(0.5), [FRONT].slice(0, 1));
    expect(frontal.challenge.phase).toBe('move');
    expect(measuresFor(frontal)).toEqual({ passive: false, reference: 'compare' });
    expect(measuresFor(start(0.5))).toEqual({ passive: true, reference: 'compare' });
    const steady = updateLiveness(start(), faceIn(FRONT), 50);
    expect(measuresFor(steady)).toEqual({ passive: false, reference: 'set' });
  });
});
