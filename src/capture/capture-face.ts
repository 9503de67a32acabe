import { RecognizeError, type RecognizeErrorCode } from '../errors.ts';
import type { HintName } from '../events.ts';
import type { Vision } from '../vision/client.ts';
import type { Observation } from '../vision/types.ts';
import type { Frames } from './frames.ts';
import { fuse } from './fuse.ts';
import { HintKeeper, hintFor } from './guidance.ts';

export interface CaptureOptions {
  readonly frames: Frames;
  readonly vision: Pick<Vision, 'observe'>;
  readonly signal: AbortSignal;
  readonly onHint: (hint: HintName) => void;
  /** Good views so far, of those wanted. */
  readonly onProgress?: (views: number, wanted: number) => void;
  /** Views that must agree. */
  readonly wanted?: number;
  /** Milliseconds until the capture is given up. */
  readonly limit?: number;
}

/** Least time between two views that count, so that they differ: milliseconds. */
const apart = 120;
/** Views beyond those wanted, among which some may disagree. */
const spare = 4;

/**
 * Looks until enough good views of one face agree.
 *
 * @returns their unit vector; stays in memory
 * @throws RecognizeError `capture/*` by what was seen most, `camera/*`, `runtime/*`, `ceremony/aborted`
 */
export async function captureFace(options: CaptureOptions): Promise<Float32Array> {
  const { frames, vision, signal, wanted = 5, limit = 45_000 } = options;
  const hints = new HintKeeper();
  const seen = new Map<HintName, number>();
  const views: Float32Array[] = [];
  const began = performance.now();
  let [last, embed] = [0, false];
  while (performance.now() - began < limit) {
    const frame = await frames.next(signal);
    const observation = await vision.observe(frame, { embed });
    if (signal.aborted) throw new RecognizeError('ceremony/aborted', { cause: signal.reason });
    const now = performance.now();
    const hint = hintFor(observation);
    seen.set(hint, (seen.get(hint) ?? 0) + 1);
    const shown = hints.take(hint, now);
    if (shown !== undefined) options.onHint(shown);
    embed = hint === 'good';
    if (!usable(observation, hint) || now - last < apart) continue;
    last = now;
    views.push(observation.embedding!);
    if (views.length > wanted + spare) views.shift()!.fill(0);
    options.onProgress?.(Math.min(views.length, wanted), wanted);
    const face = fuse(views, wanted);
    if (face === undefined) continue;
    for (const view of views) view.fill(0);
    return face;
  }
  throw new RecognizeError(reasonOf(seen));
}

const usable = (observation: Observation, hint: HintName) =>
  hint === 'good' && observation.embedding !== undefined;

const reasons: Partial<Record<HintName, RecognizeErrorCode>> = {
  'look-here': 'capture/no-face',
  'more-light': 'capture/too-dark',
  'even-light': 'capture/too-dark',
  'less-light': 'capture/low-quality',
  'hold-still': 'capture/low-quality',
  'turn-to-front': 'capture/low-quality',
  'head-upright': 'capture/low-quality',
  'come-closer': 'capture/low-quality',
};

/** Why a capture came to nothing: by what stood in the way most often. */
function reasonOf(seen: ReadonlyMap<HintName, number>): RecognizeErrorCode {
  const [worst] = [...seen].filter(([hint]) => hint !== 'good').sort(([, a], [, b]) => b - a);
  return (worst && reasons[worst[0]]) ?? 'capture/timed-out';
}
