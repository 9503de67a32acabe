import { describe, expect, it } from 'vitest';
import { captureFace } from '../../../src/capture/capture-face.ts';
import type { CaptureOptions } from '../../../src/capture/capture-options.ts';
import { ANSWER_TIME_MS } from '../../../src/capture/time-limit.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { HintName } from '../../../src/events.ts';
import type { Observation } from '../../../src/vision/types.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { observation } from './support.ts';

interface Settings extends Partial<CaptureOptions> {
  /** Milliseconds between two frames. */
  readonly frameMs?: number;
}

/** A simulated clock and camera; `observe` gives the observation at a time in milliseconds. */
function simulate(
  observe: (timeMs: number, embed: boolean) => Observation,
  { frameMs = 50, ...options }: Settings = {},
) {
  const controller = new AbortController();
  const embedRequests: boolean[] = [];
  const mirrorRequests: boolean[] = [];
  const hints: HintName[] = [];
  let timeMs = 0;
  const capture = () =>
    captureFace({
      request: { level: 'off' },
      camera: { label: '', id: () => '', changed: false, mirrored: () => true },
      frames: {
        interruptions: 0,
        timesMs: [],
        next: async (signal) => {
          if (signal.aborted) throw new RecognizeError('ceremony/aborted');
          timeMs += frameMs;
          return {} as ImageBitmap;
        },
      },
      vision: {
        center: new Float32Array(256),
        modelSet: {} as never,
        forgetFrames: async () => {},
        observe: async (_frame, { embed, mirrored = false }) => {
          embedRequests.push(embed);
          if (embed) mirrorRequests.push(mirrored);
          return observe(timeMs, embed);
        },
      },
      signal: controller.signal,
      onHint: (hint) => hints.push(hint),
      timeLimitMs: 20_000,
      now: () => timeMs,
      ...options,
    });
  return { capture, embedRequests, mirrorRequests, hints, controller, timeMs: () => timeMs };
}

const observing = (sample: () => Float32Array) => (_timeMs: number, embed: boolean) =>
  observation(embed ? { embedding: sample() } : {});

describe('captureFace', () => {
  it('embeds the first frame and those after a good one, mirrors every second sample, and fuses samples of 1.5 seconds', async () => {
    const face = observing(syntheticFace(1));
    const run = simulate((timeMs, embed) =>
      timeMs <= 1000 ? observation({ issues: ['small'] }) : face(timeMs, embed),
    );
    const { embedding } = await run.capture();
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    expect(run.timeMs()).toBeGreaterThanOrEqual(2_500);
    expect(run.embedRequests[0]).toBe(true);
    expect(run.embedRequests.slice(1, 20)).not.toContain(true);
    expect(run.mirrorRequests.slice(1, 6)).toEqual([false, true, false, true, false]);
    expect(run.hints[0]).toBe('come-closer');
  });

  it('reports progress of the required samples', async () => {
    const progress: number[][] = [];
    const onProgress = (samples: number, required: number) => progress.push([samples, required]);
    await simulate(observing(syntheticFace(1)), { requiredSamples: 3, onProgress }).capture();
    expect(progress).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  it('takes no samples while another person is in the frame', async () => {
    const sample = syntheticFace(1);
    const run = simulate((timeMs, embed) =>
      observation({ faces: timeMs < 3000 ? 2 : 1, ...(embed ? { embedding: sample() } : {}) }),
    );
    await run.capture();
    expect(run.timeMs()).toBeGreaterThanOrEqual(3000);
    expect(run.hints[0]).toBe('one-person');
  });

  it.each<[string, Settings, number | undefined, string]>([
    ['success', {}, undefined, 'none'],
    ['a timeout', { requiredSamples: 999, timeLimitMs: 500 }, undefined, 'capture/timed-out'],
    ['an abort', { requiredSamples: 9 }, 4, 'ceremony/aborted'],
  ])('overwrites all samples after %s', async (_case, options, abortAtSample, code) => {
    const samples: Float32Array[] = [];
    const run = simulate((_timeMs, embed) => {
      if (!embed) return observation();
      samples.push(syntheticFace(1)());
      if (samples.length === abortAtSample) run.controller.abort();
      return observation({ embedding: samples.at(-1)! });
    }, options);
    expect(await errorCodeOf(run.capture())).toBe(code);
    expect(samples.length).toBeGreaterThan(2);
    expect(samples.every((sample) => sample.every((value) => value === 0))).toBe(true);
  });

  it('rejects with capture/timed-out when two people alternate', async () => {
    const people = [observing(syntheticFace(1)), observing(syntheticFace(2))];
    let frames = 0;
    const run = simulate((timeMs, embed) => people[frames++ % 4 < 2 ? 0 : 1]!(timeMs, embed));
    expect(await errorCodeOf(run.capture())).toBe('capture/timed-out');
  });

  it('rejects with capture/low-quality when a covered face looks uncovered in two of ten frames', async () => {
    const face = observing(syntheticFace(1));
    const run = simulate((timeMs, embed) =>
      timeMs % 500 < 100 ? face(timeMs, embed) : observation({ issues: ['covered'] }),
    );
    expect(await errorCodeOf(run.capture())).toBe('capture/low-quality');
    expect(run.embedRequests.filter(Boolean).length).toBeGreaterThan(20);
  });

  it.each<[string, Observation]>([
    ['capture/no-face', observation({ faces: 0 })],
    ['capture/too-dark', observation({ issues: ['dark'] })],
    ['capture/low-quality', observation({ issues: ['blurred'] })],
  ])('rejects with %s at the time limit', async (code, everyObservation) => {
    const run = simulate(() => everyObservation);
    expect(await errorCodeOf(run.capture())).toBe(code);
    expect(run.timeMs()).toBe(20_000 + ANSWER_TIME_MS);
    expect(run.embedRequests.slice(1)).not.toContain(true);
  });

  it('rejects with capture/too-dark when the frame is dark and has no face', async () => {
    const picture = { luma: 0.05, variation: 0.1, unchanged: false };
    const run = simulate(() => ({ ...observation({ faces: 0 }), picture }));
    expect(await errorCodeOf(run.capture())).toBe('capture/too-dark');
    expect(run.hints).toEqual(['more-light']);
  });

  it('takes one sample of each picture when the camera delivers every picture several times', async () => {
    const face = syntheticFace(1);
    let samples = 0;
    const onProgress = (count: number) => {
      samples = Math.max(samples, count);
    };
    const run = simulate(
      (timeMs, embed) => {
        const picture = { luma: 0.5, variation: 0.1, unchanged: timeMs % 700 !== 0 };
        return { ...observation(embed ? { embedding: face() } : {}), picture };
      },
      { requiredSamples: 5, onProgress },
    );
    await run.capture();
    expect(samples).toBe(5);
    expect(run.timeMs()).toBe(4 * 700);
  });

  it('takes no samples of a frozen picture, and rejects with the hint that was shown', async () => {
    const picture = { luma: 0.5, variation: 0.1, unchanged: true };
    const sample = syntheticFace(1);
    const run = simulate((_timeMs, embed) => ({
      ...observation(embed ? { embedding: sample() } : {}),
      picture,
    }));
    await expect(run.capture()).rejects.toMatchObject({ code: 'capture/no-face', hint: 'no-picture' });
    expect(run.hints).toEqual(['good', 'no-picture']);
  });

  it('takes no samples while the user sees the face outside the oval', async () => {
    const run = simulate(observing(syntheticFace(1)), {
      viewfinder: () => (run.timeMs() < 3000 ? { width: 600, height: 100 } : undefined),
    });
    await run.capture();
    expect(run.hints).toEqual(['go-back', 'good']);
    expect(run.timeMs()).toBeGreaterThanOrEqual(4500);
  });

  it('asks whether to go on after the time limit, and goes on after an answer', async () => {
    const questions: (number | undefined)[] = [];
    const run = simulate(() => observation({ faces: 0 }), {
      onStillTrying: (question) => {
        questions.push(question && run.timeMs());
        if (questions.length < 6) question?.continue();
      },
    });
    expect(await errorCodeOf(run.capture())).toBe('capture/no-face');
    expect(questions).toEqual([20_000, undefined, 40_000, undefined, 60_000, undefined, 80_000, undefined]);
    expect(run.timeMs()).toBe(80_000 + ANSWER_TIME_MS);
  });

  it('does not count the time during which the page is hidden', async () => {
    const run = simulate(observing(syntheticFace(1)), { frameMs: 3_600_000 });
    expect((await run.capture()).embedding).toHaveLength(256);
  });

  it('rejects immediately with ceremony/aborted on abort', async () => {
    const run = simulate((timeMs) => {
      if (timeMs === 500) run.controller.abort();
      return observation({ faces: 0 });
    });
    expect(await errorCodeOf(run.capture())).toBe('ceremony/aborted');
    expect(run.timeMs()).toBe(500);
  });
});
