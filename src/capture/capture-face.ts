import { RecognizeError } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import type { Frames } from './frames.ts';
import { fuse } from './fuse.ts';
import { guide, hintFor, noGuidance } from './guidance.ts';
import { verdict } from './verdict.ts';

export interface CaptureOptions {
  readonly frames: Pick<Frames, 'next' | 'brightness'>;
  readonly vision: Pick<Vision, 'observe' | 'center'>;
  readonly signal: AbortSignal;
  readonly onHint: (hint: HintName) => void;
  /** Good views so far, of those wanted. */
  readonly onProgress?: (views: number, wanted: number) => void;
  /** Views that must agree. */
  readonly wanted?: number;
  /** Milliseconds in view; a hidden page does not count. */
  readonly limit?: number;
  readonly now?: () => number;
}

/** Least time between two views that are fused, milliseconds: neighbours share their noise. */
const spacing = 80;
/** Views that are kept; an older one makes room. */
const mostViews = 12;
/** Longest step that counts in full towards the limit, milliseconds; more means that the page was hidden. */
const longestStep = 2_000;

/**
 * Looks until several good views of one face agree, and fuses them. Views are embedded only while the picture is good, every other one
 * mirrored: that costs nothing, and the net's errors average out a little (measured: models/README.md).
 *
 * @returns a unit vector; it stays in memory, and the views that it comes from are overwritten
 * @throws RecognizeError `capture/no-face`, `capture/too-dark`, `capture/low-quality`, `capture/timed-out`; those of frames and vision
 */
export async function captureFace(options: CaptureOptions): Promise<Float32Array> {
  const views: Float32Array[] = [];
  try {
    return await gather(options, views);
  } finally {
    for (const view of views) view.fill(0);
  }
}

/** Fills `views` until they agree. */
async function gather(options: CaptureOptions, views: Float32Array[]): Promise<Float32Array> {
  const {
    frames,
    vision,
    signal,
    onHint,
    wanted = 5,
    limit = 30_000,
    now = () => performance.now(),
  } = options;
  const seen = new Map<HintName, number>();
  let guidance = noGuidance;
  let taken = 0;
  let [lastHint, elapsed, lastView]: [HintName, number, number] = ['look-here', 0, Number.NEGATIVE_INFINITY];
  for (let at = now(); elapsed < limit; ) {
    const frame = await frames.next(signal);
    const embed = lastHint === 'good' && now() - lastView >= spacing;
    const observation = await vision.observe(frame, { embed, mirrored: taken % 2 === 1 });
    const { embedding } = observation;
    if (signal.aborted) {
      embedding?.fill(0);
      throw new RecognizeError('ceremony/aborted', { cause: signal.reason });
    }
    lastHint = hintFor(observation, frames.brightness);
    seen.set(lastHint, (seen.get(lastHint) ?? 0) + 1);
    const { shown } = guidance;
    guidance = guide(guidance, lastHint, now());
    if (guidance.shown !== undefined && guidance.shown !== shown) onHint(guidance.shown);
    if (lastHint !== 'good') embedding?.fill(0);
    else if (embedding !== undefined) {
      lastView = now();
      taken++;
      views.push(embedding);
      if (views.length > mostViews) views.shift()?.fill(0);
      options.onProgress?.(Math.min(views.length, wanted), wanted);
      const fused = fuse(views, vision.center, wanted);
      if (fused !== undefined) return fused;
    }
    const before = at;
    at = now();
    elapsed += Math.min(at - before, longestStep);
  }
  throw new RecognizeError(verdict(seen));
}
