import { describe, expect, it } from 'vitest';
import {
  challengeHint,
  challengeProgress,
  isSameProgress,
  requestedPose,
} from '../../../src/capture/challenge-guide.ts';
import {
  type ChallengeState,
  receiveMovements,
  startChallenge,
} from '../../../src/liveness/challenge-tracker.ts';
import type { Movement } from '../../../src/wire/liveness.ts';

const inFront: ChallengeState = receiveMovements(startChallenge(0), ['closer', 'left', 'up']);
const moving = (movement: Movement): ChallengeState => ({
  ...inFront,
  phase: 'move',
  movement,
  progress: 0.33,
});

describe('challengeHint', () => {
  it.each([
    ['left', 'turn-left'],
    ['right', 'turn-right'],
    ['up', 'look-up'],
    ['down', 'look-down'],
    ['closer', 'come-closer'],
  ] as const)('asks for the movement %s whatever the frame calls for', (movement, hint) => {
    expect(challengeHint(moving(movement), 'good')).toBe(hint);
    expect(challengeHint(moving(movement), 'turn-to-front')).toBe(hint);
  });

  it('returns what the frame calls for before the first movement', () => {
    expect(challengeHint(inFront, 'good')).toBe('good');
    expect(challengeHint(inFront, 'more-light')).toBe('more-light');
  });

  it('leads back to the front between movements, and after a restart', () => {
    expect(challengeHint({ ...inFront, step: 1 }, 'good')).toBe('go-back');
    expect(challengeHint({ ...inFront, step: 2 }, 'good')).toBe('turn-to-front');
    expect(challengeHint({ ...inFront, restarts: 1 }, 'good')).toBe('turn-to-front');
    expect(challengeHint({ ...inFront, step: 2 }, 'one-person')).toBe('one-person');
  });
});

describe('challengeProgress', () => {
  it('rounds the progress to steps of 0.05, so that small changes are not reported', () => {
    const progress = challengeProgress(moving('left'));
    expect(progress).toEqual({ movement: 'left', progress: 0.35, done: 0, total: 3, restarts: 0 });
    expect(isSameProgress(progress, challengeProgress({ ...moving('left'), progress: 0.34 }))).toBe(true);
    expect(isSameProgress(progress, challengeProgress({ ...moving('left'), progress: 0.4 }))).toBe(false);
    expect(isSameProgress(progress, challengeProgress(moving('up')))).toBe(false);
  });
});

it('requests the movement of a simulated person, and the front outside of movements', () => {
  expect([requestedPose(moving('closer')), requestedPose(inFront)]).toEqual(['closer', 'front']);
});
