import type { Movement } from '../../../src/wire/liveness.ts';

/** What the page shows: a movement that it asks for, or nothing when the person shall look straight ahead. */
export type Request = Movement | undefined;

/** Degrees and a factor of the distance; angles as those of `View` (src/simulated-camera/renderer/view.ts). */
export interface HeadPose {
  readonly yaw: number;
  readonly pitch: number;
  /** 1 is the usual distance, 0.7 near. */
  readonly nearness: number;
}

/** How far one person or one pair of hands moves when asked to. */
export interface Habits {
  readonly yaw: number;
  readonly pitch: number;
  /** Factor of the distance for `closer`. */
  readonly closer: number;
  /** Seconds until a request is followed, at least and at most. */
  readonly reaction: readonly [number, number];
  /** Approach to the target per second. */
  readonly speed: number;
  /** Amplitude of the tremor in degrees; of the position in centimeters it is a quarter. */
  readonly tremor: number;
  /** Probability of a small movement in a wrong direction before the right one. */
  readonly error: number;
}

export const FRONT: HeadPose = { yaw: 0, pitch: 0, nearness: 1 };

/** Where a movement ends. */
export function targetOf(movement: Request, { yaw, pitch, closer }: Habits): HeadPose {
  switch (movement) {
    case 'left':
      return { ...FRONT, yaw };
    case 'right':
      return { ...FRONT, yaw: -yaw };
    case 'up':
      return { ...FRONT, pitch };
    case 'down':
      return { ...FRONT, pitch: -pitch };
    case 'closer':
      return { ...FRONT, nearness: closer };
    default:
      return FRONT;
  }
}

/** Follows requests like a person: late, smoothly, with a tremor and sometimes with a small error first. */
export class Follower {
  #pose: HeadPose = FRONT;
  #request: Request;
  #target: HeadPose = FRONT;
  /** Between target and pose, so that a movement starts and ends gently. */
  #lead: HeadPose = FRONT;
  #startsAt = 0;
  #errs = false;
  #seconds = 0;
  readonly #phases: readonly number[];
  readonly #habits: Habits;
  readonly #random: () => number;

  constructor(habits: Habits, random: () => number) {
    this.#habits = habits;
    this.#random = random;
    this.#phases = Array.from({ length: 8 }, () => 2 * Math.PI * random());
  }

  /** The pose `step` seconds later, without tremor. */
  next(request: Request, step: number): HeadPose {
    this.#seconds += step;
    const { reaction, speed, error } = this.#habits;
    if (request !== this.#request) {
      this.#request = request;
      this.#startsAt = this.#seconds + reaction[0] + this.#random() * (reaction[1] - reaction[0]);
      this.#errs = request !== undefined && this.#random() < error;
    }
    if (this.#seconds >= this.#startsAt) {
      const target = targetOf(this.#request, this.#habits);
      const isWrong = this.#errs && this.#seconds < this.#startsAt + 0.3;
      this.#target = isWrong ? { ...FRONT, yaw: -0.2 * target.yaw, pitch: -0.2 * target.pitch } : target;
    }
    const approach = (from: number, to: number, rate: number) =>
      from + (to - from) * (1 - Math.exp(-2 * rate * step));
    const follow = (from: HeadPose, to: HeadPose): HeadPose => ({
      yaw: approach(from.yaw, to.yaw, speed),
      pitch: approach(from.pitch, to.pitch, speed),
      // The upper body moves more slowly than the head turns.
      nearness: approach(from.nearness, to.nearness, speed / 2),
    });
    this.#lead = follow(this.#lead, this.#target);
    this.#pose = follow(this.#pose, this.#lead);
    return this.#pose;
  }

  /** One of eight slow oscillations, −1..1, times the tremor. */
  tremor(index: number): number {
    const frequency = 0.35 + 0.23 * index;
    const slow = Math.sin(2 * Math.PI * frequency * this.#seconds + this.#phases[index % 8]!);
    const fast = Math.sin(2 * Math.PI * (2.1 + 0.7 * index) * this.#seconds + this.#phases[(index + 3) % 8]!);
    return this.#habits.tremor * (0.75 * slow + 0.25 * fast);
  }
}
