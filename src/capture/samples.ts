import { isOnePerson } from '../liveness/one-person.ts';
import type { Quality } from '../vision/types.ts';
import { canFuse, fuse, type Sample, sampleWeight, similarSamples } from './fuse.ts';

/** Least time between two samples. Consecutive frames have the same noise, so fusing them gains nothing. */
const MIN_INTERVAL_MS = 150;
/** Least time from the first to the last sample: a person moves a little meanwhile, so the views differ. */
const MIN_SPREAD_MS = 1_500;
/** Number of samples in memory; the oldest is dropped. */
const MAX_SAMPLES = 24;
/** Number of samples of one frontal phase of a challenge, so that every phase counts about the same. */
const MAX_SAMPLES_PER_FRONT = 5;
/** Number of samples at the end of a verified capture, which are compared with those before. */
export const SECOND_LOOK_SAMPLES = 3;

interface TimedSample extends Sample {
  readonly timeMs: number;
  /** Number of the frontal phase; see `ChallengeState.fronts`. */
  readonly front: number;
}

/** What a capture has seen. Unit vectors. */
export interface FusedSamples {
  readonly embedding: Float32Array;
  /** The newest samples, which are not part of `embedding`; set exactly in a verified capture. */
  readonly secondLook?: Float32Array;
}

interface SamplesOptions {
  /** The population mean of the embeddings. */
  readonly center: ArrayLike<number>;
  /** Least number of similar samples to fuse. */
  readonly required: number;
  /** Whether a second look follows. */
  readonly verified?: boolean;
}

/** The samples of one capture. Biometric: they stay in memory and are overwritten. */
export class Samples {
  #samples: readonly TimedSample[] = [];
  /** The newest samples before the capture has started again. */
  #earlier: readonly TimedSample[] = [];
  #count = 0;
  readonly #center: ArrayLike<number>;
  readonly #required: number;
  readonly #secondLook: number;

  constructor({ center, required, verified = false }: SamplesOptions) {
    this.#center = center;
    this.#required = required;
    this.#secondLook = verified ? SECOND_LOOK_SAMPLES : 0;
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
    const samples = [...this.#samples, { embedding, weight: sampleWeight(quality), front, timeMs }];
    overwrite(samples.slice(0, -MAX_SAMPLES));
    this.#samples = samples.slice(-MAX_SAMPLES);
  }

  /** Number of samples that `fuse` needs. */
  get total(): number {
    return this.#required + this.#secondLook;
  }

  /**
   * How many of `total` are there. Only samples that show one face count, and only as far as they are spread over enough time, so it is complete
   * exactly when `fuse` returns something.
   */
  get progress(): number {
    for (let newest = this.#secondLook; newest >= 0; newest--) {
      const [reference, secondLook] = this.#split(newest);
      if (!this.#isComplete(reference)) continue;
      return this.#required + similarSamples(secondLook, this.#center).length;
    }
    const spread = Math.min(1, spreadMs(this.#samples) / MIN_SPREAD_MS);
    const similar = similarSamples(this.#samples, this.#center).length;
    return Math.min(similar, 1 + Math.floor(spread * (this.#required - 1)), this.#required - 1);
  }

  /** Whether all frontal phases show one person. */
  get isOnePerson(): boolean {
    const fronts = new Map<number, Float32Array[]>();
    for (const { front, embedding } of this.#samples)
      fronts.set(front, [...(fronts.get(front) ?? []), embedding]);
    return isOnePerson([...fronts.values()], this.#center);
  }

  /** Whether the second look shows the person whom all samples before it show, those of an earlier start included. */
  get isSamePerson(): boolean {
    const groups = [this.#earlier, ...this.#split(this.#secondLook)];
    return isOnePerson(
      groups.map((samples) => samples.map(({ embedding }) => embedding)),
      this.#center,
    );
  }

  /** @returns undefined while there are too few similar samples, or they are too close in time */
  fuse(): FusedSamples | undefined {
    const [reference, newest] = this.#split(this.#secondLook);
    if (!this.#isComplete(reference)) return undefined;
    const embedding = fuse(reference, this.#center, this.#required)!;
    if (this.#secondLook === 0) return { embedding };
    const secondLook = fuse(newest, this.#center, this.#secondLook);
    if (secondLook !== undefined) return { embedding, secondLook };
    embedding.fill(0);
    return undefined;
  }

  /** Starts again. What was seen last is kept for `isSamePerson`. */
  restart(): void {
    const newest = this.#samples.slice(-SECOND_LOOK_SAMPLES);
    const isEnough = this.#secondLook > 0 && newest.length === SECOND_LOOK_SAMPLES;
    overwrite(isEnough ? this.#earlier : newest);
    overwrite(this.#samples.slice(0, -SECOND_LOOK_SAMPLES));
    if (isEnough) this.#earlier = newest;
    this.#samples = [];
  }

  /** Overwrites all samples. */
  wipe(): void {
    overwrite(this.#samples);
    overwrite(this.#earlier);
    [this.#samples, this.#earlier] = [[], []];
  }

  #isComplete(reference: readonly TimedSample[]): boolean {
    return spreadMs(reference) >= MIN_SPREAD_MS && canFuse(reference, this.#center, this.#required);
  }

  /** @param newest number of samples in the second part */
  #split(newest: number): readonly [TimedSample[], TimedSample[]] {
    const end = Math.max(0, this.#samples.length - newest);
    return [this.#samples.slice(0, end), this.#samples.slice(end)];
  }
}

function overwrite(samples: readonly TimedSample[]): void {
  for (const { embedding } of samples) embedding.fill(0);
}

function spreadMs(samples: readonly TimedSample[]): number {
  const [first] = samples;
  return first === undefined ? 0 : samples.at(-1)!.timeMs - first.timeMs;
}
