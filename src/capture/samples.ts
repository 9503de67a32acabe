import { isOnePerson } from '../liveness/one-person.ts';
import type { Quality } from '../vision/types.ts';
import { fuse, type Sample, sampleWeight } from './fuse.ts';

/** Least time between two samples. Consecutive frames have the same noise, so fusing them gains nothing. */
const MIN_INTERVAL_MS = 150;
/** Least time from the first to the last sample: a person moves a little meanwhile, so the views differ. */
const MIN_SPREAD_MS = 1_500;
/** Number of samples in memory; the oldest is dropped. */
const MAX_SAMPLES = 24;
/** Number of samples of one frontal phase of a challenge, so that every phase counts about the same. */
const MAX_SAMPLES_PER_FRONT = 5;

interface TimedSample extends Sample {
  readonly timeMs: number;
  /** Number of the frontal phase; see `ChallengeState.fronts`. */
  readonly front: number;
}

/** The samples of one capture. Biometric: they stay in memory and are overwritten. */
export class Samples {
  #samples: TimedSample[] = [];
  #count = 0;
  readonly #center: ArrayLike<number>;
  readonly #required: number;

  /**
   * @param center the population mean of the embeddings
   * @param required least number of similar samples to fuse
   */
  constructor(center: ArrayLike<number>, required: number) {
    this.#center = center;
    this.#required = required;
  }

  /**
   * Whether the next sample is a mirrored one. Every second is, because the errors of a mirrored embedding are partly independent (measured:
   * models/README.md).
   */
  get mirrored(): boolean {
    return this.#count % 2 === 1;
  }

  /** Whether a sample at this time would add to what is there. */
  isDue(timeMs: number): boolean {
    const last = this.#samples.at(-1);
    return last === undefined || timeMs - last.timeMs >= MIN_INTERVAL_MS;
  }

  /** Whether a frontal phase has as many samples as it may have. */
  isFull(front: number): boolean {
    return this.#samples.filter((sample) => sample.front === front).length >= MAX_SAMPLES_PER_FRONT;
  }

  add(embedding: Float32Array, quality: Quality, front: number, timeMs: number): void {
    this.#count++;
    this.#samples.push({ embedding, weight: sampleWeight(quality), front, timeMs });
    if (this.#samples.length > MAX_SAMPLES) this.#samples.shift()?.embedding.fill(0);
  }

  /** How many of the required samples there are. It is complete only when they are spread over enough time. */
  get progress(): number {
    const spread = Math.min(1, this.#spreadMs / MIN_SPREAD_MS);
    return Math.min(this.#samples.length, 1 + Math.floor(spread * (this.#required - 1)));
  }

  /** Whether all frontal phases show one person. */
  get isOnePerson(): boolean {
    const fronts = new Map<number, Float32Array[]>();
    for (const { front, embedding } of this.#samples)
      fronts.set(front, [...(fronts.get(front) ?? []), embedding]);
    return isOnePerson([...fronts.values()], this.#center);
  }

  /** @returns a unit vector; undefined while there are too few similar samples, or they are too close in time */
  fuse(): Float32Array | undefined {
    if (this.#spreadMs < MIN_SPREAD_MS) return undefined;
    return fuse(this.#samples, this.#center, this.#required);
  }

  /** Overwrites all samples. */
  wipe(): void {
    for (const { embedding } of this.#samples) embedding.fill(0);
    this.#samples = [];
  }

  get #spreadMs(): number {
    const [first] = this.#samples;
    return first === undefined ? 0 : this.#samples.at(-1)!.timeMs - first.timeMs;
  }
}
