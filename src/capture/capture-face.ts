import { abortedError, RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import { failureCode } from './failure-code.ts';
import type { Frames } from './frames.ts';
import { fuse, type Sample, sampleWeight } from './fuse.ts';
import { hintFor, initialGuidance, updateGuidance } from './guidance.ts';

export interface CaptureOptions {
  readonly frames: Pick<Frames, 'next' | 'brightness'>;
  readonly vision: Pick<Vision, 'observe' | 'center'>;
  readonly signal: AbortSignal;
  readonly onHint: (hint: HintName) => void;
  /** Good samples so far, and how many are required. */
  readonly onProgress?: (samples: number, required: number) => void;
  /** Number of similar samples to fuse; default 5. */
  readonly requiredSamples?: number;
  /** Time limit, default 30,000; time during which the page is hidden does not count. */
  readonly timeLimitMs?: number;
  /** Clock in milliseconds; default `performance.now`. */
  readonly now?: () => number;
}

/** Least time between two samples. Consecutive frames have the same noise, so fusing them gains nothing. */
const MIN_SAMPLE_INTERVAL_MS = 80;
/** Number of samples in memory; the oldest is dropped. */
const MAX_SAMPLES = 12;
/** Longest time between two frames that counts in full toward the limit; a longer one means that the page was hidden. */
const MAX_STEP_MS = 2_000;

/**
 * Observes frames until enough good samples of one face are similar, and fuses them. A frame is embedded only if the frame before was good.
 * Every second sample is mirrored, because the errors of a mirrored embedding are partly independent (measured: models/README.md).
 *
 * @returns a unit vector, which must stay in memory; the samples are overwritten
 * @throws RecognizeError `capture/no-face`, `capture/too-dark`, `capture/low-quality`, `capture/timed-out`, `ceremony/aborted`, and the
 *   codes of `Frames.next` and `Vision.observe`
 */
export async function captureFace(options: CaptureOptions): Promise<Float32Array> {
  const samples: Sample[] = [];
  try {
    return await collectSamples(options, samples);
  } finally {
    for (const { embedding } of samples) embedding.fill(0);
  }
}

/** Fills `samples` until they can be fused. */
async function collectSamples(options: CaptureOptions, samples: Sample[]): Promise<Float32Array> {
  const { frames, vision, signal, onHint, onProgress } = options;
  const { requiredSamples = 5, timeLimitMs = 30_000, now = () => performance.now() } = options;
  const hintCounts = new Map<HintName, number>();
  let guidance = initialGuidance;
  let hint: HintName = 'look-here';
  let [sampleCount, lastSampleMs, elapsedMs] = [0, Number.NEGATIVE_INFINITY, 0];
  for (let frameMs = now(); elapsedMs < timeLimitMs; ) {
    const frame = await frames.next(signal);
    const embed = hint === 'good' && now() - lastSampleMs >= MIN_SAMPLE_INTERVAL_MS;
    const observation = await vision.observe(frame, { embed, mirrored: sampleCount % 2 === 1 });
    const { embedding, quality } = observation;
    if (signal.aborted) {
      embedding?.fill(0);
      throw abortedError(signal);
    }
    hint = hintFor(observation, frames.brightness);
    hintCounts.set(hint, (hintCounts.get(hint) ?? 0) + 1);
    const { shown } = guidance;
    guidance = updateGuidance(guidance, hint, now());
    if (guidance.shown !== undefined && guidance.shown !== shown) onHint(guidance.shown);
    if (hint !== 'good') embedding?.fill(0);
    else if (embedding !== undefined && quality !== undefined) {
      lastSampleMs = now();
      sampleCount++;
      samples.push({ embedding, weight: sampleWeight(quality) });
      if (samples.length > MAX_SAMPLES) samples.shift()?.embedding.fill(0);
      onProgress?.(Math.min(samples.length, requiredSamples), requiredSamples);
      const fused = fuse(samples, vision.center, requiredSamples);
      if (fused !== undefined) return fused;
    }
    const previousMs = frameMs;
    frameMs = now();
    elapsedMs += Math.min(frameMs - previousMs, MAX_STEP_MS);
  }
  throw new RecognizeError(failureCode(hintCounts));
}
