import { describe, expect, it } from 'vitest';
import { captureFace } from '../../../src/capture/capture-face.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { HintName } from '../../../src/events.ts';
import type { Observation } from '../../../src/vision/types.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { observation } from './observation.ts';

/** A camera with a frame every `step` ms, and eyes that see `at(time)` in it. */
function scene(
  at: (time: number, embed: boolean) => Observation,
  { step = 50, light = 0.5, ...options } = {},
) {
  const controller = new AbortController();
  const asked: boolean[] = [];
  const mirrored: boolean[] = [];
  const hints: HintName[] = [];
  let time = 0;
  const capture = () =>
    captureFace({
      frames: {
        brightness: () => light,
        next: async (signal) => {
          if (signal.aborted) throw new RecognizeError('ceremony/aborted');
          time += step;
          return {} as ImageBitmap;
        },
      },
      vision: {
        center: new Float32Array(256),
        observe: async (_frame, { embed, mirrored: mirror = false }) => {
          asked.push(embed);
          if (embed) mirrored.push(mirror);
          return at(time, embed);
        },
      },
      signal: controller.signal,
      onHint: (hint) => hints.push(hint),
      limit: 20_000,
      now: () => time,
      ...options,
    });
  return { capture, asked, mirrored, hints, controller, time: () => time };
}

const seeing = (face: () => Float32Array) => (_time: number, embed: boolean) =>
  observation(embed ? { embedding: face() } : {});

describe('capturing a face', () => {
  it('embeds only what was good a moment ago, and fuses five views', async () => {
    const face = drawnFace(1);
    const run = scene((time, embed) =>
      time <= 1000 ? observation({ issues: ['small'] }) : seeing(face)(time, embed),
    );
    const fused = await run.capture();
    expect(Math.hypot(...fused)).toBeCloseTo(1, 5);
    expect(run.asked.slice(0, 20)).not.toContain(true);
    expect(run.mirrored).toEqual([false, true, false, true, false]);
    expect(run.hints[0]).toBe('come-closer');
  });

  it('waits for one person when somebody else comes into the picture', async () => {
    const face = drawnFace(1);
    const run = scene((time, embed) =>
      time < 3000
        ? observation({ faces: 2, ...(embed ? { embedding: face() } : {}) })
        : seeing(face)(time, embed),
    );
    await run.capture();
    expect(run.time()).toBeGreaterThanOrEqual(3000);
    expect(run.hints[0]).toBe('one-person');
  });

  it.each<[string, object, number | undefined, string]>([
    ['fused', {}, undefined, 'none'],
    ['too few in time', { wanted: 9, limit: 500 }, undefined, 'capture/timed-out'],
    ['aborted', { wanted: 9 }, 4, 'ceremony/aborted'],
  ])('leaves no view behind: %s', async (_how, options, stopAt, code) => {
    const views: Float32Array[] = [];
    const run = scene((_time, embed) => {
      if (!embed) return observation();
      views.push(drawnFace(1)());
      if (views.length === stopAt) run.controller.abort();
      return observation({ embedding: views.at(-1)! });
    }, options);
    expect(await errorCodeOf(run.capture())).toBe(code);
    expect(views.length).toBeGreaterThan(2);
    expect(views.every((view) => view.every((value) => value === 0))).toBe(true);
  });

  it('never fuses two people who take turns', async () => {
    const people = [drawnFace(1), drawnFace(2)];
    let look = 0;
    const run = scene((time, embed) => seeing(people[look++ % 4 < 2 ? 0 : 1]!)(time, embed));
    expect(await errorCodeOf(run.capture())).toBe('capture/timed-out');
  });

  it.each<[string, Observation]>([
    ['capture/no-face', observation({ faces: 0 })],
    ['capture/too-dark', observation({ issues: ['dark'] })],
    ['capture/low-quality', observation({ issues: ['blurred'] })],
  ])('gives up with %s', async (code, seen) => {
    const run = scene(() => seen);
    expect(await errorCodeOf(run.capture())).toBe(code);
    expect(run.time()).toBe(20_000);
    expect(run.asked).not.toContain(true);
  });

  it('blames the dark when nobody can be seen in it', async () => {
    const run = scene(() => observation({ faces: 0 }), { light: 0.05 });
    expect(await errorCodeOf(run.capture())).toBe('capture/too-dark');
    expect(run.hints).toEqual(['more-light']);
  });

  it('does not count the time of a hidden page', async () => {
    const face = drawnFace(1);
    const run = scene((time, embed) => seeing(face)(time, embed), { step: 3_600_000 });
    await expect(run.capture()).resolves.toHaveLength(256);
  });

  it('ends at once when it is aborted', async () => {
    const run = scene((time) => {
      if (time === 500) run.controller.abort();
      return observation({ faces: 0 });
    });
    expect(await errorCodeOf(run.capture())).toBe('ceremony/aborted');
    expect(run.time()).toBe(500);
  });
});
