import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assessQuality, QUALITY_THRESHOLDS as limit } from '../../../../src/vision/pipeline/quality.ts';
import type { Box, Quality, QualityIssue } from '../../../../src/vision/types.ts';
import { grayFrame, type HeadView, projectHead } from './support.ts';

const side = 160;
const landmarksOf = (view: HeadView) => projectHead({ scale: 0.7, ...view }, { x: side / 2, y: side / 2 });

/** A checkerboard of 8 px squares, by the mean and the half difference of their lumas, 0..1. */
const checkerboard = (mean: number, amplitude: number) =>
  grayFrame(side, side, (x, y) => 255 * (((x >> 3) + (y >> 3)) % 2 ? mean + amplitude : mean - amplitude));

const box: Box = { x: 40, y: 30, width: 80, height: 100 };
const good = { frame: checkerboard(0.5, 0.24), box, landmarks: landmarksOf({}) };
type Scene = Partial<typeof good>;

const measure = (scene: Scene): Quality => {
  const { frame, ...face } = { ...good, ...scene };
  return assessQuality(frame, { ...face, score: 1 });
};

interface Case {
  readonly issue: QualityIssue;
  readonly measured: Exclude<keyof Quality, 'issues'>;
  /** A value on the good side of the threshold, and one on the other side. */
  readonly passes: number;
  readonly fails: number;
  /** A scene without other issues whose measure is close to `value`. */
  readonly scene: (value: number) => Scene;
}

const around = (threshold: number, distance: number) => ({
  passes: threshold - distance,
  fails: threshold + distance,
});
const angleCases = (angle: 'yaw' | 'pitch', threshold: number): Case[] =>
  [1, -1].map((sign) => ({
    issue: angle,
    measured: angle,
    ...around(sign * threshold, sign * 0.2),
    scene: (value) => ({ landmarks: landmarksOf({ [angle]: value }) }),
  }));

/** With yaw and pitch the line through the eyes is rolled by this angle although the head is not. All in degrees. */
const oblique = { yaw: 30, pitch: 25, eyeLineRoll: -13.713 };
/** Roll of the head and of the eye line differ: one is at the threshold, the other well within. */
const rollCases = [1, -1].flatMap((sign): Case[] => [
  {
    issue: 'roll',
    measured: 'roll',
    ...around(sign * limit.maxRoll, sign * 0.2),
    scene: (value) => ({
      landmarks: landmarksOf({ yaw: sign * oblique.yaw, pitch: oblique.pitch, roll: value }),
    }),
  },
  {
    issue: 'roll',
    measured: 'eyeLineRoll',
    ...around(sign * limit.maxRoll, sign * 0.2),
    scene: (value) => {
      const roll = value + sign * oblique.eyeLineRoll;
      return { landmarks: landmarksOf({ yaw: -sign * oblique.yaw, pitch: oblique.pitch, roll }) };
    },
  },
]);

const cases: readonly Case[] = [
  ...angleCases('yaw', limit.maxYaw),
  ...angleCases('pitch', limit.maxPitch),
  ...rollCases,
  {
    issue: 'small',
    measured: 'size',
    ...around(limit.minSize, -0.2),
    // The mouth of this head is 64 mm below its eyes, which are 63 mm apart.
    scene: (value) => ({ landmarks: landmarksOf({ scale: value / 64 }) }),
  },
  {
    issue: 'cut-off',
    measured: 'cutOff',
    ...around(limit.maxCutOff, 0.01),
    scene: (value) => ({ box: { ...box, x: -value * box.width } }),
  },
  {
    issue: 'dark',
    measured: 'exposure',
    ...around(limit.minExposure, -0.01),
    scene: (value) => ({ frame: checkerboard(value, 0.1) }),
  },
  {
    issue: 'bright',
    measured: 'exposure',
    ...around(limit.maxExposure, 0.01),
    scene: (value) => ({ frame: checkerboard(value, 0.1) }),
  },
  {
    issue: 'flat',
    measured: 'contrast',
    ...around(limit.minContrast, -0.01),
    scene: (value) => ({ frame: checkerboard(0.5, value) }),
  },
  {
    issue: 'blurred',
    measured: 'sharpness',
    ...around(limit.minSharpness, -0.002),
    // The Laplacian of a wave is proportional to the square of its frequency.
    scene: (value) => ({
      frame: grayFrame(side, side, (x, y) => 128 + 100 * Math.sin((x + y) * Math.sqrt(value / 4.5))),
    }),
  },
];

/** The threshold of each issue as docs/quality.md writes it. */
const documented: Record<QualityIssue, string> = {
  'cut-off': `> ${limit.maxCutOff}`,
  small: `< ${limit.minSize}`,
  dark: `< ${limit.minExposure}`,
  bright: `> ${limit.maxExposure}`,
  flat: `< ${limit.minContrast}`,
  blurred: `< ${limit.minSharpness}`,
  yaw: `beyond ±${limit.maxYaw}`,
  pitch: `beyond ±${limit.maxPitch}`,
  roll: `beyond ±${limit.maxRoll}`,
};

describe('thresholds of quality', () => {
  it.each(cases)(
    '$issue: passes $measured of $passes, reports $fails',
    ({ issue, measured, passes, fails, scene }) => {
      const [inside, outside] = [measure(scene(passes)), measure(scene(fails))];
      expect([inside.issues, outside.issues]).toEqual([[], [issue]]);
      // Both values are close to the threshold, so that a changed threshold fails this test.
      expect(Math.abs(inside[measured] - passes)).toBeLessThan(Math.abs(passes - fails));
      expect(Math.abs(outside[measured] - fails)).toBeLessThan(Math.abs(passes - fails));
    },
  );

  it('has a case for every issue', () => {
    expect(new Set(cases.map(({ issue }) => issue))).toEqual(new Set(Object.keys(documented)));
  });

  it('are listed in docs/quality.md', () => {
    const page = readFileSync(new URL('../../../../docs/quality.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([\w-]+)` \|[^|]*\| ([^|]*?) \|/gm)].map(([, issue, threshold]) => [
      issue,
      threshold,
    ]);
    expect(rows).toEqual(Object.entries(documented));
  });
});
