import type { Person } from '../../../src/simulated-camera/people/person.ts';
import { render } from '../../../src/simulated-camera/renderer/render.ts';
import { frontView, type Lighting } from '../../../src/simulated-camera/renderer/view.ts';
import type { Frame } from '../../../src/vision/types.ts';
import type { Movement } from '../../../src/wire/liveness.ts';
import { Follower, type Habits, type Request } from './motion.ts';

/** Frames of the benchmark: small, so that it ends in time. Webcams deliver more. */
export const FRAME_WIDTH = 320;
export const FRAME_HEIGHT = 240;

/** A person before a camera, who follows what is asked, or the film of one. */
export interface Performer {
  /** The picture `step` seconds after the previous one. */
  next(request: Request, step: number): Frame;
}

interface SimulatedOptions {
  readonly person: Person;
  readonly habits: Habits;
  readonly light: Lighting;
  /** Usual distance in centimeters. */
  readonly distance: number;
  readonly noise: number;
  readonly room: number;
}

/** Light, distance and habits of a person who tries to follow. */
export function randomOptions(person: Person, random: () => number): SimulatedOptions {
  return {
    person,
    habits: {
      yaw: 23 + 12 * random(),
      pitch: 18 + 8 * random(),
      closer: 0.6 + 0.12 * random(),
      reaction: [0.35, 0.9],
      speed: 3.5 + 4 * random(),
      tremor: 0.4 + 1.2 * random(),
      error: 0.12,
    },
    light: {
      azimuth: 120 * (random() - 0.5),
      elevation: 10 + 40 * random(),
      contrast: 0.2 + 0.6 * random(),
      level: 0.6 * 2.4 ** random(),
      warmth: 2 * random() - 1,
    },
    distance: 44 + 22 * random(),
    noise: 0.05 + 0.5 * random(),
    room: Math.floor(5000 * random()),
  };
}

/** A simulated person. */
export function simulatedPerformer(options: SimulatedOptions, random: () => number): Performer {
  const follower = new Follower(options.habits, random);
  let nextBlink = 1 + 3 * random();
  let seconds = 0;
  return {
    next(request, step) {
      seconds += step;
      const pose = follower.next(request, step);
      if (seconds > nextBlink + 0.2) nextBlink = seconds + 1.5 + 3 * random();
      const view = {
        ...frontView,
        yaw: pose.yaw + follower.tremor(0),
        pitch: pose.pitch + 0.7 * follower.tremor(1),
        roll: follower.tremor(2),
        distance: options.distance * pose.nearness + 0.3 * follower.tremor(3),
        x: 0.25 * follower.tremor(4),
        y: 0.2 * follower.tremor(5),
        blink: seconds > nextBlink ? 1 : 0,
        light: options.light,
        noise: options.noise,
        grain: Math.floor(1e6 * random()),
        room: options.room,
      };
      const data = render(options.person, view, FRAME_WIDTH, FRAME_HEIGHT);
      return { width: FRAME_WIDTH, height: FRAME_HEIGHT, data };
    },
  };
}

/** One picture of a film with the angles of the head in it. */
export interface FilmFrame {
  readonly frame: Frame;
  readonly yaw: number;
  readonly pitch: number;
  readonly eyes: { readonly x: number; readonly y: number };
}

/** From a frontal picture of the film to the end of a movement; neighboring pictures follow each other. */
interface Stretch {
  readonly front: number;
  readonly end: number;
}

/** Degrees within which a picture is frontal. Pitch is measured to less than half of it. */
const FRONTAL = 6;
const FRONTAL_PITCH = 3;
/** Degrees of another movement that a stretch may contain. */
const MAX_OTHER: Partial<Record<Movement, number>> = { left: 10, right: 10, up: 6.5, down: 6.5 };

/**
 * The stretch of each movement: from the widest angle back or forth to the nearest frontal picture, without another movement in between.
 *
 * @param neutral yaw and pitch of a frontal picture of this person
 */
export function findStretches(
  film: readonly Pick<FilmFrame, 'yaw' | 'pitch'>[],
  neutral: Pick<FilmFrame, 'yaw' | 'pitch'>,
): Partial<Record<Movement, Stretch>> {
  const isFrontal = ({ yaw, pitch }: Pick<FilmFrame, 'yaw' | 'pitch'>) =>
    Math.abs(yaw - neutral.yaw) < FRONTAL && Math.abs(pitch - neutral.pitch) < FRONTAL_PITCH;
  const fronts = film.flatMap((frame, k) => (isFrontal(frame) ? [k] : []));
  // Yaw is positive with the nose to the image's right, where the person's left is; pitch is positive nose down.
  const extents: Partial<Record<Movement, (k: number) => number>> = {
    left: (k) => film[k]!.yaw - neutral.yaw,
    right: (k) => neutral.yaw - film[k]!.yaw,
    up: (k) => neutral.pitch - film[k]!.pitch,
    down: (k) => film[k]!.pitch - neutral.pitch,
  };
  const stretches: Partial<Record<Movement, Stretch>> = {};
  for (const [movement, extent] of Object.entries(extents) as [Movement, (k: number) => number][]) {
    const end = film.reduce((best, _, k) => (extent(k) > extent(best) ? k : best), 0);
    const others = Object.entries(extents).filter(([other]) => other !== movement) as [
      Movement,
      typeof extent,
    ][];
    const isClean = (front: number) =>
      film.every((_, k) => {
        if (k < Math.min(front, end) || k > Math.max(front, end)) return true;
        return others.every(([other, extentOf]) => extentOf(k) < MAX_OTHER[other]!);
      });
    const front = fronts
      .toSorted((a, b) => Math.abs(a - end) - Math.abs(b - end))
      .find((candidate) => isClean(candidate));
    if (front !== undefined) stretches[movement] = { front, end };
  }
  return stretches;
}

/** Pictures of the film per second of the clip, relative to its own rate. */
const FILM_SPEED = 1.4;
/** Time in which the jump of the face at a cut is compensated and released again, per second. */
const RELEASE_RATE = 1.5;

/**
 * A filmed person, cut so that the film follows what is asked. At a cut, which lies between two frontal pictures, the window of the film
 * moves so that the eyes stay where they are.
 *
 * @param framesPerSecond of the film
 */
export function filmedPerformer(
  film: readonly FilmFrame[],
  stretches: Partial<Record<Movement, Stretch>>,
  framesPerSecond: number,
  random: () => number,
): Performer {
  const known = Object.values(stretches);
  let [stretch, position] = [known[0]!, known[0]!.front];
  let [offsetX, offsetY] = [0, 0];
  let [asked, wait]: [Request, number] = [undefined, 0];
  return {
    next(request, step) {
      if (request !== asked) [asked, wait] = [request, 0.3 + 0.5 * random()];
      wait -= step;
      const goal = asked === undefined ? undefined : stretches[asked];
      if (wait <= 0 && goal !== undefined && goal !== stretch && Math.abs(position - stretch.front) < 1) {
        const [before, after] = [film[Math.round(position)]!.eyes, film[goal.front]!.eyes];
        offsetX += before.x - after.x;
        offsetY += before.y - after.y;
        [stretch, position] = [goal, goal.front];
      }
      const target = wait <= 0 && goal === stretch ? stretch.end : wait <= 0 ? stretch.front : position;
      const move = FILM_SPEED * framesPerSecond * step;
      position += Math.max(-move, Math.min(move, target - position));
      offsetX *= Math.exp(-RELEASE_RATE * step);
      offsetY *= Math.exp(-RELEASE_RATE * step);
      return shifted(film[Math.round(position)]!.frame, Math.round(offsetX), Math.round(offsetY));
    },
  };
}

/** The frame moved by whole pixels; its border is continued. */
export function shifted(frame: Frame, dx: number, dy: number): Frame {
  if (dx === 0 && dy === 0) return frame;
  const { width, height } = frame;
  const from = new Uint32Array(frame.data.slice().buffer);
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(height - 1, Math.max(0, y - dy)) * width;
    for (let x = 0; x < width; x++) to[y * width + x] = from[row + Math.min(width - 1, Math.max(0, x - dx))]!;
  }
  return { width, height, data: new Uint8ClampedArray(to.buffer) };
}
