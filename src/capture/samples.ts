import { isOnePerson } from '../liveness/one-person.ts';
import type { Quality } from '../vision/types.ts';
import { canFuse, fuse, type Sample, sampleWeight, similarSamples } from './fuse.ts';

/** Least time between two samples. Consecutive frames have the same noise, so fusing them gains nothing. */
const MIN_INTERVAL_MS = 150;
/** Least time from the first to the last sample that are fused: a person moves a little meanwhile, so the views differ. */
const MIN_SPREAD_MS = 1_500;
/** Number of samples in memory; the oldest is dropped. */
const MAX_SAMPLES = 24;
/** Number of samples of one frontal phase of a challenge, so that every phase counts about the same. */
const MAX_SAMPLES_PER_FRONT = 5;
/** Number of samples at the end of a verified capture, which are compared with those before. */
const SECOND_LOOK_SAMPLES = 3;
/** A sample stays while the frames after it that were not good are at most so many more than the good ones. */
const MAX_EXCESS_OF_BAD_FRAMES = 12;
/** So many samples of another face are not an accident of one frame. */
const MIN_SAMPLES_OF_ANOTHER = 2;

interface TimedSample extends Sample {
  readonly timeMs: number;
  /** Number of the frontal phase; see `ChallengeState.fronts`. */
  readonly front: number;
  /** `#balance` when it was taken. */
  readonly balance: number;
}

/** What a capture has seen. Unit vectors. */
export interface FusedSamples {
  readonly embedding: Float32Array;
  /** The samples of `embedding` in two parts; set exactly in a verified capture. */
  readonly looks?: { readonly first: Float32Array; readonly second: Float32Array };
}

interface SamplesOptions {
  /** The population mean of the embeddings. */
  readonly center: ArrayLike<number>;
  /** Least number of similar samples to fuse. */
  readonly required: number;
  /** Whether the newest samples are a second look. */
  readonly verified?: boolean;
}

/** The samples of one capture. Biometric: they stay in memory and are overwritten. */
export class Samples {
  #samples: readonly TimedSample[] = [];
  /** Those of `of` that show one face. */
  #newestSimilar: { readonly of: readonly TimedSample[]; readonly samples: readonly TimedSample[] } = {
    of: [],
    samples: [],
  };
  /** The newest samples before the capture has started again. */
  #earlier: readonly TimedSample[] = [];
  #count = 0;
  /** Good frames minus those that were not. */
  #balance = 0;
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
    const sample = { embedding, weight: sampleWeight(quality), front, timeMs, balance: this.#balance };
    const samples = [...this.#samples, sample];
    overwrite(samples.slice(0, -MAX_SAMPLES));
    this.#samples = samples.slice(-MAX_SAMPLES);
  }

  /**
   * Counts a frame in which the person could be seen from the front. A view that is good only now and then, for example because something covers
   * the face and is overlooked in some frames, never gets enough samples.
   */
  countFrame(isGood: boolean): void {
    this.#balance += isGood ? 1 : -1;
    const isOutweighed = ({ balance }: TimedSample) => balance - this.#balance > MAX_EXCESS_OF_BAD_FRAMES;
    if (!this.#samples.some(isOutweighed)) return;
    overwrite(this.#samples.filter(isOutweighed));
    this.#samples = this.#samples.filter((sample) => !isOutweighed(sample));
  }

  /** Least number of samples that `fuse` needs. */
  get total(): number {
    return this.#required + this.#secondLook;
  }

  /**
   * How many of `total` are there. Only samples that show one face count, and only as far as they are spread over enough time, so it is complete
   * exactly when `fuse` returns something.
   */
  get progress(): number {
    if (this.#isComplete) return this.total;
    const similar = this.#similar;
    const spread = Math.min(1, spreadMs(similar) / MIN_SPREAD_MS);
    return Math.min(similar.length, 1 + Math.floor(spread * (this.total - 1)), this.total - 1);
  }

  /** Whether all frontal phases show one person, and no other one was there for some samples. */
  get isOnePerson(): boolean {
    const fronts = new Set(this.#samples.map(({ front }) => front));
    const groups = [...fronts].map((front) => this.#samples.filter((sample) => sample.front === front));
    return this.#showOnePerson(groups) && this.#showOnePerson(this.#faces);
  }

  /** Whether the second look shows the person whom all samples before it show, those of an earlier start included. */
  get isSamePerson(): boolean {
    const [first, second] = this.#looks;
    return this.#showOnePerson([this.#earlier, first, second]) && this.#showOnePerson(this.#faces);
  }

  /** @returns undefined while there are too few similar samples, or they are too close in time */
  fuse(): FusedSamples | undefined {
    if (!this.#isComplete) return undefined;
    const embedding = fuse(this.#samples, this.#center, this.#required)!;
    if (this.#secondLook === 0) return { embedding };
    const [first, second] = this.#looks;
    return {
      embedding,
      looks: {
        first: fuse(first, this.#center, this.#required)!,
        second: fuse(second, this.#center, this.#secondLook)!,
      },
    };
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

  get #isComplete(): boolean {
    if (spreadMs(this.#similar) < MIN_SPREAD_MS) return false;
    const canBeFused = canFuse(this.#samples, this.#center, this.#required);
    if (this.#secondLook === 0 || !canBeFused) return canBeFused;
    const [first, second] = this.#looks;
    return canFuse(first, this.#center, this.#required) && canFuse(second, this.#center, this.#secondLook);
  }

  /** The samples before the second look, and those of the second look. */
  get #looks(): readonly [TimedSample[], TimedSample[]] {
    const end = Math.max(0, this.#samples.length - this.#secondLook);
    return [this.#samples.slice(0, end), this.#samples.slice(end)];
  }

  /** The samples that show the face of most samples. */
  get #similar(): readonly TimedSample[] {
    if (this.#newestSimilar.of !== this.#samples)
      this.#newestSimilar = { of: this.#samples, samples: similarSamples(this.#samples, this.#center) };
    return this.#newestSimilar.samples;
  }

  /** The samples that show the face of most samples, and those that show another one. */
  get #faces(): readonly (readonly TimedSample[])[] {
    const similar = this.#similar;
    const others = this.#samples.filter((sample) => !similar.includes(sample));
    const another = similarSamples(others, this.#center);
    return another.length < MIN_SAMPLES_OF_ANOTHER ? [similar] : [similar, another];
  }

  #showOnePerson(groups: readonly (readonly TimedSample[])[]): boolean {
    return isOnePerson(
      groups.map((samples) => samples.map(({ embedding }) => embedding)),
      this.#center,
    );
  }
}

function overwrite(samples: readonly TimedSample[]): void {
  for (const { embedding } of samples) embedding.fill(0);
}

function spreadMs(samples: readonly TimedSample[]): number {
  const [first] = samples;
  return first === undefined ? 0 : samples.at(-1)!.timeMs - first.timeMs;
}
