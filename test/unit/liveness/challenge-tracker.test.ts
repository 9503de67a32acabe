import { describe, expect, it } from 'vitest';
import {
  type ChallengeState,
  interruptChallenge,
  receiveMovements,
  startChallenge,
  updateChallenge,
} from '../../../src/liveness/challenge-tracker.ts';
import { type Movement, movements } from '../../../src/wire/liveness.ts';
import { FRAME_MS, FRONT, faceIn, following, framesOf, type Pose, poses, type TimedPose } from './support.ts';

const begin = (challenge: readonly Movement[]) => receiveMovements(startChallenge(0), challenge);

const play = (state: ChallengeState, frames: readonly TimedPose[]): ChallengeState =>
  frames.reduce((current, { pose, timeMs }) => updateChallenge(current, faceIn(pose), timeMs), state);

/** All sequences of three different movements. */
const challenges = movements.flatMap((a) =>
  movements.flatMap((b) => movements.map((c): readonly Movement[] => [a, b, c])),
);

describe('updateChallenge', () => {
  it.each(challenges.filter((challenge) => new Set(challenge).size === 3))(
    'passes a person who does %s, %s and %s, without a restart',
    (...challenge) => {
      const state = play(begin(challenge), framesOf(following(challenge)));
      expect(state).toMatchObject({ phase: 'passed', step: 3, restarts: 0, fronts: 4 });
    },
  );

  it('[T106] does not pass a film in another order that runs again and again', () => {
    const challenge: readonly Movement[] = ['left', 'up', 'closer'];
    // A film that repeats contains its rotations, too.
    const rotations = ['left,up,closer', 'up,closer,left', 'closer,left,up'];
    const films = challenges.filter((film) => new Set(film).size === 3 && !rotations.includes(film.join()));
    expect(films).toHaveLength(57);
    for (const film of films) {
      const frames = framesOf(Array(12).fill(film).flatMap(following));
      expect(play(begin(challenge), frames).phase, film.join()).toBe('failed');
    }
  });

  it('stays at the front until the challenge has arrived, then asks for its first movement', () => {
    const waiting = play(startChallenge(0), framesOf([FRONT, FRONT, FRONT]));
    expect(waiting).toMatchObject({ phase: 'front', steady: true, step: 0, progress: 0 });
    const asked = updateChallenge(receiveMovements(waiting, ['down', 'left', 'up']), faceIn(FRONT), 2300);
    expect(asked).toMatchObject({ phase: 'move', movement: 'down', progress: 0 });
  });

  it('asks for nothing while the face is not frontal, or not still', () => {
    for (const pose of [{ yaw: 18 }, { pitch: 27 }, { faces: 0 }] satisfies Pose[])
      expect(play(begin(['left', 'up', 'down']), framesOf([pose, pose]).slice(6)).phase).toBe('front');
    const swaying = framesOf([{ yaw: 14 }, { yaw: -14 }, { yaw: 14 }]).filter((_, i) => i % 15 < 6);
    expect(
      play(
        begin(['left', 'up', 'down']),
        swaying.map((f, i) => ({ ...f, timeMs: 50 * i })),
      ).phase,
    ).toBe('front');
  });

  it('reports how much of the movement is done', () => {
    const asked = play(begin(['left', 'up', 'down']), framesOf([FRONT]));
    const progress = [-5, 0, 9, 17].map((yaw) => updateChallenge(asked, faceIn({ yaw }), 900).progress);
    expect(progress).toEqual([0, 0, 0.5, expect.closeTo(17 / 18)]);
  });
});

describe('updateChallenge after a mistake', () => {
  const startMs = 300;
  const asked = play(begin(['left', 'up', 'closer']), framesOf([FRONT]).slice(0, startMs / FRAME_MS));

  it.each<[string, ChallengeState['reason'], readonly TimedPose[]]>([
    ['turns the other way', 'wrong-movement', framesOf([poses.right], startMs)],
    ['comes closer', 'wrong-movement', framesOf([poses.closer], startMs)],
    ['looks far up', 'wrong-movement', framesOf([{ pitch: -9 }], startMs)],
    [
      'has turned at once',
      'too-early',
      [7, 14, 21, 21].map((yaw, i) => ({ pose: { yaw }, timeMs: startMs + 30 * (i + 1) })),
    ],
    ['does nothing', 'too-late', framesOf(Array(10).fill(FRONT), startMs)],
    ['leaves', 'face-lost', framesOf([{ faces: 0 }], startMs)],
    ['is not alone', 'several-people', framesOf([{ faces: 2 }], startMs)],
    ['is elsewhere in the next frame', 'jump', [{ pose: { x: 420 }, timeMs: startMs + 50 }]],
  ])('starts again when the person %s', (_case, reason, frames) => {
    expect(play(asked, frames)).toMatchObject({ reason, restarts: 1, step: 0 });
  });

  it('starts again when the page was hidden, and counts it', () => {
    expect(interruptChallenge(asked, 900)).toMatchObject({
      phase: 'front',
      reason: 'page-hidden',
      restarts: 1,
    });
  });

  it('counts nothing before the first movement was asked for', () => {
    expect(interruptChallenge(begin(['left', 'up', 'down']), 900)).toMatchObject({ restarts: 0 });
    expect(play(begin(['left', 'up', 'down']), framesOf([{ faces: 0 }, FRONT]))).toMatchObject({
      restarts: 0,
    });
  });

  it('fails at the mistake after the third restart, with its reason, and stays failed', () => {
    let state = asked;
    for (let i = 1; i <= 3; i++) {
      state = interruptChallenge(state, 1000 * i);
      expect(state).toMatchObject({ phase: 'front', restarts: i });
      state = play(state, framesOf([FRONT], 1000 * i));
      expect(state.phase).toBe('move');
    }
    state = interruptChallenge(state, 5000);
    expect(state).toMatchObject({ phase: 'failed', reason: 'page-hidden', restarts: 3 });
    expect(play(state, framesOf(following(['left', 'up', 'closer']), 5000))).toBe(state);
  });

  it('passes a person who does it right after two mistakes', () => {
    let state = play(asked, framesOf([poses.right, FRONT, poses.right, FRONT], startMs));
    expect(state).toMatchObject({ restarts: 2 });
    state = play(state, framesOf(following(['left', 'up', 'closer']), startMs + 3000));
    expect(state).toMatchObject({ phase: 'passed', restarts: 2 });
  });

  it('ignores one frame with a wrong pose, a second face or without a face', () => {
    for (const pose of [{ yaw: -19 }, { faces: 2 }, { faces: 0 }] satisfies Pose[]) {
      const state = play(asked, [
        { pose, timeMs: 350 },
        { pose: FRONT, timeMs: 400 },
      ]);
      expect(state).toMatchObject({ phase: 'move', restarts: 0 });
    }
  });
});
