import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/simulated-camera/math/random.ts';
import { Follower, type Habits, targetOf } from './motion.ts';

const habits: Habits = {
  yaw: 25,
  pitch: 20,
  closer: 0.7,
  reaction: [0.4, 0.8],
  speed: 6,
  tremor: 1,
  error: 0,
};

describe('targetOf', () => {
  it.each([
    ['left', { yaw: 25, pitch: 0, nearness: 1 }],
    ['right', { yaw: -25, pitch: 0, nearness: 1 }],
    ['up', { yaw: 0, pitch: 20, nearness: 1 }],
    ['down', { yaw: 0, pitch: -20, nearness: 1 }],
    ['closer', { yaw: 0, pitch: 0, nearness: 0.7 }],
    [undefined, { yaw: 0, pitch: 0, nearness: 1 }],
  ] as const)('of %s is a pose', (request, pose) => {
    expect(targetOf(request, habits)).toEqual(pose);
  });
});

describe('Follower', () => {
  const run = (follower: Follower, request: 'left' | undefined, seconds: number) => {
    let pose = follower.next(request, 0);
    for (let time = 0; time < seconds - 1e-9; time += 0.05) pose = follower.next(request, 0.05);
    return pose;
  };

  it('starts late and arrives at the pose', () => {
    const follower = new Follower(habits, seededRandom(1));
    expect(run(follower, 'left', 0.3).yaw).toBe(0);
    expect(run(follower, 'left', 2).yaw).toBeCloseTo(25, 0);
    expect(run(follower, undefined, 2).yaw).toBeCloseTo(0, 0);
  });

  it('begins in another direction when it errs', () => {
    const follower = new Follower({ ...habits, error: 1 }, seededRandom(1));
    const yaws = Array.from({ length: 40 }, () => follower.next('left', 0.05).yaw);
    expect(Math.min(...yaws)).toBeLessThan(-1);
    expect(yaws.at(-1)).toBeGreaterThan(20);
  });
});
