import { clamp } from './math/interpolation.ts';
import { seededRandom } from './math/random.ts';
import { frontView, type View } from './renderer/view.ts';

/**
 * What a simulated person can be asked to do. Left and right are the person's own: `left` turns the face to the right of the
 * camera's picture, and to the left of a mirrored preview.
 */
export type SimulatedMovement = 'front' | 'left' | 'right' | 'up' | 'down' | 'near' | 'far';

interface Stance {
  readonly yaw: number;
  readonly pitch: number;
  readonly distance: number;
}

const front: Stance = { yaw: 0, pitch: 0, distance: 52 };

/** Degrees and centimeters, within what recognition bears. */
const stances: Readonly<Record<SimulatedMovement, Stance>> = {
  front,
  left: { ...front, yaw: 26 },
  right: { ...front, yaw: -26 },
  up: { ...front, pitch: 14 },
  down: { ...front, pitch: -14 },
  near: { ...front, distance: 38 },
  far: { ...front, distance: 80 },
};

/** How fast a stance is taken, per second. */
const EAGERNESS = 5;
/** A blink closes and opens the eyes within this time, seconds. */
const BLINK = 0.26;

/** A person who stands, breathes, blinks and does as asked. The same seed and calls give the same views. */
export class Motion {
  #stance: Stance = front;
  #now: Stance = front;
  #time = 0;
  #blinkAt: number;
  #frame = 0;
  readonly #draw: () => number;
  readonly #phases: readonly number[];
  readonly #room: number;
  readonly #azimuth: number;

  /** @param seed a whole number @param room which room is behind */
  constructor(seed: number, room: number) {
    this.#draw = seededRandom(seed);
    this.#phases = Array.from({ length: 8 }, () => 2 * Math.PI * this.#draw());
    this.#blinkAt = 0.8 + 2.5 * this.#draw();
    this.#azimuth = -35 + 70 * this.#draw();
    this.#room = room;
  }

  ask(action: SimulatedMovement): void {
    this.#stance = stances[action];
  }

  /** The view `seconds` after the one before. */
  next(seconds: number): View {
    const step = clamp(seconds, 0, 1);
    this.#time += step;
    this.#frame += 1;
    const share = 1 - Math.exp(-EAGERNESS * step);
    const toward = (from: number, to: number) => from + (to - from) * share;
    this.#now = {
      yaw: toward(this.#now.yaw, this.#stance.yaw),
      pitch: toward(this.#now.pitch, this.#stance.pitch),
      distance: toward(this.#now.distance, this.#stance.distance),
    };
    const { yaw, pitch, distance } = this.#now;
    return {
      yaw: yaw + 1.6 * this.#wave(0, 0.23) + 0.5 * this.#wave(1, 0.9),
      pitch: pitch + 1.1 * this.#wave(2, 0.27) + 0.3 * this.#wave(3, 1.1),
      roll: 1.4 * this.#wave(4, 0.17),
      distance: distance + 0.5 * this.#wave(5, 0.25),
      x: 0.5 * this.#wave(6, 0.13),
      y: 0.25 * this.#wave(7, 0.26),
      blink: this.#blink(),
      light: {
        ...frontView.light,
        azimuth: this.#azimuth,
        level: 1 + 0.012 * this.#wave(1, 3.1) + 0.006 * (this.#draw() - 0.5),
      },
      noise: 0.22,
      grain: this.#frame + Math.floor(this.#draw() * 1e6),
      room: this.#room,
    };
  }

  /** Slow oscillation in [−1, 1]. */
  #wave(which: number, hertz: number): number {
    return Math.sin(2 * Math.PI * hertz * this.#time + this.#phases[which]!);
  }

  #blink(): number {
    const since = this.#time - this.#blinkAt;
    if (since < 0) return 0;
    if (since > BLINK) this.#blinkAt = this.#time + 1.5 + 4 * this.#draw();
    return Math.max(0, 1 - Math.abs((2 * since) / BLINK - 1));
  }
}
