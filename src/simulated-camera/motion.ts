import { invalidProperty } from '../errors.ts';
import { clamp } from './math/interpolation.ts';
import { seededRandom } from './math/random.ts';
import { frontView, type View } from './renderer/view.ts';

interface HeadPose {
  /** Degrees, signs as in `View`. */
  readonly yaw: number;
  readonly pitch: number;
  /** Distance from the camera, in centimeters. */
  readonly distance: number;
}

const FRONT: HeadPose = { yaw: 0, pitch: 0, distance: 52 };

/**
 * Target poses of the movements, beyond what the liveness check asks for. The landmarks of a raised head show less of the angle than those of
 * a lowered one (measured for the named people).
 */
const poses = {
  front: FRONT,
  left: { ...FRONT, yaw: 28 },
  right: { ...FRONT, yaw: -28 },
  up: { ...FRONT, pitch: 30 },
  down: { ...FRONT, pitch: -22 },
  closer: { ...FRONT, distance: 39 },
  near: { ...FRONT, distance: 38 },
  far: { ...FRONT, distance: 80 },
} as const satisfies Record<string, HeadPose>;

/**
 * What a simulated person can do. Left and right are those of the person: `left` turns the face to the right of the camera's image and
 * to the left of a mirrored preview.
 */
export type SimulatedMovement = keyof typeof poses;

/** @throws RecognizeError `usage/invalid-property` when the movement is unknown */
export function requireMovement(movement: string): asserts movement is SimulatedMovement {
  if (Object.hasOwn(poses, movement)) return;
  const expected = Object.keys(poses).join(', ');
  throw invalidProperty('movement', `one of ${expected}`);
}

/** Time between the request for a movement and its beginning. Nobody moves at once. */
const REACTION_SECONDS = 0.2;
/** Angular frequency of the critically damped approach to the target pose, per second: half of the way takes 0.17 seconds. */
const APPROACH_FREQUENCY = 10;
/** Duration of a blink, from open to closed to open. */
const BLINK_SECONDS = 0.26;
/** Longest time step: on a busy machine the person moves slowly instead of in jumps, which no person could do. */
const MAX_STEP_SECONDS = 0.1;

/** Animates a person who breathes, sways, blinks and performs movements. Equal seeds and calls give equal views. */
export class Motion {
  #target: HeadPose = FRONT;
  /** Times in seconds. The head does not move toward the target before `#moveStart`. */
  #moveStart = 0;
  #pose: HeadPose = FRONT;
  /** Change of the pose per second. */
  #velocity: HeadPose = { yaw: 0, pitch: 0, distance: 0 };
  #seconds = 0;
  #nextBlink: number;
  #frame = 0;
  readonly #random: () => number;
  readonly #phases: readonly number[];
  readonly #room: number;
  readonly #azimuth: number;

  /**
   * @param seed an integer
   * @param room seed of the background
   */
  constructor(seed: number, room: number) {
    this.#random = seededRandom(seed);
    this.#phases = Array.from({ length: 8 }, () => 2 * Math.PI * this.#random());
    this.#nextBlink = 0.8 + 2.5 * this.#random();
    this.#azimuth = -35 + 70 * this.#random();
    this.#room = room;
  }

  /** Moves to the pose of the movement within about one second, after a short time of reaction, and stays there. */
  perform(movement: SimulatedMovement): void {
    this.#target = poses[movement];
    this.#moveStart = this.#seconds + REACTION_SECONDS;
  }

  /** The view this many seconds after the previous one. */
  next(seconds: number): View {
    const step = clamp(seconds, 0, MAX_STEP_SECONDS);
    this.#seconds += step;
    this.#frame += 1;
    const moving = clamp(this.#seconds - this.#moveStart, 0, step);
    this.#approachTarget(moving);
    const { yaw, pitch, distance } = this.#pose;
    return {
      yaw: yaw + 1.6 * this.#oscillate(0, 0.23) + 0.5 * this.#oscillate(1, 0.9),
      pitch: pitch + 1.1 * this.#oscillate(2, 0.27) + 0.3 * this.#oscillate(3, 1.1),
      roll: 1.4 * this.#oscillate(4, 0.17),
      distance: distance + 0.5 * this.#oscillate(5, 0.25),
      x: 0.5 * this.#oscillate(6, 0.13),
      y: 0.25 * this.#oscillate(7, 0.26),
      blink: this.#blink(),
      light: {
        ...frontView.light,
        azimuth: this.#azimuth,
        level: 1 + 0.012 * this.#oscillate(1, 3.1) + 0.006 * (this.#random() - 0.5),
      },
      noise: 0.22,
      grain: this.#frame + Math.floor(this.#random() * 1e6),
      room: this.#room,
    };
  }

  /** The exact motion of a critically damped spring, so that the length of the step does not matter. */
  #approachTarget(seconds: number): void {
    const decay = Math.exp(-APPROACH_FREQUENCY * seconds);
    const [pose, velocity] = [{ ...this.#pose }, { ...this.#velocity }];
    for (const key of ['yaw', 'pitch', 'distance'] as const) {
      const offset = this.#pose[key] - this.#target[key];
      const slope = this.#velocity[key] + APPROACH_FREQUENCY * offset;
      const rest = (offset + slope * seconds) * decay;
      pose[key] = this.#target[key] + rest;
      velocity[key] = slope * decay - APPROACH_FREQUENCY * rest;
    }
    [this.#pose, this.#velocity] = [pose, velocity];
  }

  /** Sine oscillation in [−1, 1] with the phase of this index. */
  #oscillate(phase: number, hertz: number): number {
    return Math.sin(2 * Math.PI * hertz * this.#seconds + this.#phases[phase]!);
  }

  #blink(): number {
    const elapsed = this.#seconds - this.#nextBlink;
    if (elapsed < 0) return 0;
    if (elapsed > BLINK_SECONDS) this.#nextBlink = this.#seconds + 1.5 + 4 * this.#random();
    return Math.max(0, 1 - Math.abs((2 * elapsed) / BLINK_SECONDS - 1));
  }
}
