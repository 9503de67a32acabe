import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { issuesOf, QUALITY_THRESHOLDS as limit } from '../../../../src/vision/pipeline/quality-issues.ts';
import type { Quality, QualityIssue } from '../../../../src/vision/types.ts';

type Measures = Omit<Quality, 'issues'>;

const good: Measures = {
  size: 80,
  sharpness: 0.7,
  noise: 0.03,
  exposure: 0.5,
  contrast: 0.17,
  coverage: -4,
  glare: 0,
  yaw: 0,
  pitch: 0,
  roll: 0,
  eyeLineRoll: 0,
  cutOff: 0,
};

/** Both sides of a threshold: a measure that passes, and one that does not. */
interface Case {
  readonly issue: QualityIssue;
  readonly passes: Partial<Measures>;
  readonly fails: Partial<Measures>;
}

const angleCases = (['yaw', 'pitch', 'roll', 'eyeLineRoll'] as const).flatMap((angle): Case[] => {
  const issue = angle === 'eyeLineRoll' ? 'roll' : angle;
  const degrees = { yaw: limit.maxYaw, pitch: limit.maxPitch, roll: limit.maxRoll }[issue];
  return [1, -1].map((sign) => ({
    issue,
    passes: { [angle]: sign * degrees },
    fails: { [angle]: sign * (degrees + 0.1) },
  }));
});

const cases: readonly Case[] = [
  { issue: 'cut-off', passes: { cutOff: limit.maxCutOff }, fails: { cutOff: limit.maxCutOff + 0.01 } },
  { issue: 'small', passes: { size: limit.minSize }, fails: { size: limit.minSize - 0.1 } },
  {
    issue: 'dark',
    passes: { exposure: 0.05, contrast: limit.minContrast },
    fails: { exposure: 0.05, contrast: limit.minContrast - 0.001 },
  },
  { issue: 'bright', passes: { exposure: limit.maxExposure }, fails: { exposure: limit.maxExposure + 0.01 } },
  {
    issue: 'backlit',
    passes: { glare: limit.minGlare - 0.01, contrast: 0.1 },
    fails: { glare: limit.minGlare, contrast: 0.1 },
  },
  {
    issue: 'backlit',
    passes: { glare: 0.5, exposure: limit.minExposureAgainstGlare },
    fails: { glare: 0.5, exposure: limit.minExposureAgainstGlare - 0.01 },
  },
  // A bright face is not against the light.
  {
    issue: 'backlit',
    passes: { glare: 0.5, exposure: limit.maxBacklitExposure + 0.01, contrast: 0.11 },
    fails: { glare: 0.5, exposure: limit.maxBacklitExposure, contrast: 0.11 },
  },
  // 0.06 is 0.12 of a luma of 0.5.
  { issue: 'flat', passes: { contrast: 0.061 }, fails: { contrast: 0.059 } },
  { issue: 'flat', passes: { exposure: 0.8, contrast: 0.061 }, fails: { exposure: 0.8, contrast: 0.059 } },
  { issue: 'flat', passes: { exposure: 0.25, contrast: 0.031 }, fails: { exposure: 0.25, contrast: 0.029 } },
  { issue: 'noisy', passes: { noise: limit.maxNoise }, fails: { noise: limit.maxNoise + 0.01 } },
  {
    issue: 'blurred',
    passes: { sharpness: limit.minSharpness },
    fails: { sharpness: limit.minSharpness - 0.01 },
  },
  // A picture that shows no noise was smoothed.
  {
    issue: 'blurred',
    passes: { sharpness: limit.minSharpness, noise: limit.minSensorNoise },
    fails: { sharpness: limit.minSharpness, noise: limit.minSensorNoise - 0.001 },
  },
  {
    issue: 'blurred',
    passes: { sharpness: limit.minSharpnessWithoutNoise, noise: 0 },
    fails: { sharpness: limit.minSharpnessWithoutNoise - 0.01, noise: 0 },
  },
  { issue: 'covered', passes: { coverage: limit.maxCoverage }, fails: { coverage: limit.maxCoverage + 0.1 } },
  ...angleCases,
];

/** The threshold of each issue as docs/quality.md writes it. */
const documented: Record<QualityIssue, string> = {
  'cut-off': `> ${limit.maxCutOff}`,
  small: `< ${limit.minSize}`,
  dark: `< ${limit.minContrast}`,
  bright: `> ${limit.maxExposure}`,
  backlit: `≥ ${limit.minGlare}`,
  flat: `< ${limit.minRelativeContrast}`,
  noisy: `> ${limit.maxNoise}`,
  blurred: `< ${limit.minSharpness}`,
  covered: `> ${limit.maxCoverage}`,
  yaw: `beyond ±${limit.maxYaw}`,
  pitch: `beyond ±${limit.maxPitch}`,
  roll: `beyond ±${limit.maxRoll}`,
};

describe('issuesOf', () => {
  it('returns nothing for good measures', () => expect(issuesOf(good)).toEqual([]));

  it.each(cases)('$issue: passes $passes, reports $fails', ({ issue, passes, fails }) => {
    expect(issuesOf({ ...good, ...passes })).toEqual([]);
    expect(issuesOf({ ...good, ...fails })).toEqual([issue]);
  });

  it('returns the most harmful issue first', () =>
    expect(issuesOf({ ...good, roll: 90, coverage: 9, size: 1 })).toEqual(['small', 'covered', 'roll']));

  it('has a case for every issue', () => {
    expect(new Set(cases.map(({ issue }) => issue))).toEqual(new Set(Object.keys(documented)));
  });
});

describe('docs/quality.md', () => {
  it('lists every threshold', () => {
    const page = readFileSync(new URL('../../../../docs/quality.md', import.meta.url), 'utf8');
    const rows = [...page.matchAll(/^\| `([\w-]+)` \|[^|]*\| ([^|]*?) \|/gm)].map(([, issue, threshold]) => [
      issue,
      threshold,
    ]);
    expect(rows).toEqual(Object.entries(documented));
  });
});
