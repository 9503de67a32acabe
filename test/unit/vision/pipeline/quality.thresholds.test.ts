import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assess, limits } from '../../../src/vision/pipeline/quality.ts';
import type { Box, Face, Frame, Landmarks, Quality, QualityIssue } from '../../../src/vision/types.ts';

const side = 160;

/** The average head of pose.ts, in millimetres about the middle of its five points: x right, y down, z towards the camera. */
const head = [
  [-31.5, -32.4, -7.6],
  [31.5, -32.4, -7.6],
  [0, 1.6, 26.4],
  [-25, 31.6, -5.6],
  [25, 31.6, -5.6],
] as const;

interface View {
  /** Degrees: yaw about the head's own vertical, then pitch, then roll. */
  readonly yaw?: number;
  readonly pitch?: number;
  readonly roll?: number;
  /** Pixels of the frame in a millimetre. */
  readonly scale?: number;
}

/** Where a distant camera sees the five points, in the middle of the frame. */
function pointsOf({ yaw = 0, pitch = 0, roll = 0, scale = 0.7 }: View): Landmarks {
  const [y, p, r] = [yaw, pitch, roll].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  return head.map(([x0, y0, z0]) => {
    const [x1, z1] = [x0 * Math.cos(y) + z0 * Math.sin(y), z0 * Math.cos(y) - x0 * Math.sin(y)];
    const y1 = y0 * Math.cos(p) + z1 * Math.sin(p);
    return {
      x: side / 2 + scale * (x1 * Math.cos(r) - y1 * Math.sin(r)),
      y: side / 2 + scale * (x1 * Math.sin(r) + y1 * Math.cos(r)),
    };
  }) as unknown as Landmarks;
}

function painted(paint: (x: number, y: number) => number): Frame {
  const data = new Uint8ClampedArray(side * side * 4);
  for (let i = 0; i < side * side; i++) data.fill(paint(i % side, Math.floor(i / side)), 4 * i, 4 * i + 4);
  return { width: side, height: side, data };
}

/** Squares of 8 pixels, by the mean and the half difference of their lumas. */
const squares = (mean: number, swing: number) =>
  painted((x, y) => 255 * (((x >> 3) + (y >> 3)) % 2 ? mean + swing : mean - swing));

const box: Box = { x: 40, y: 30, width: 80, height: 100 };
const good = { frame: squares(0.5, 0.24), box, points: pointsOf({}) };
type Seen = Partial<typeof good>;

const look = (seen: Seen): Quality => {
  const { frame, ...face } = { ...good, ...seen };
  return assess(frame, { ...face, score: 1 } satisfies Face);
};

interface Limit {
  readonly issue: QualityIssue;
  readonly measure: Exclude<keyof Quality, 'issues'>;
  /** The two sides of the limit: what passes, what is refused. */
  readonly passes: number;
  readonly refused: number;
  /** A view that is good but for this measure, which has about this value. */
  readonly seen: (value: number) => Seen;
}

const across = (limit: number, by: number) => ({ passes: limit - by, refused: limit + by });
const angle = (issue: QualityIssue, measure: 'yaw' | 'pitch', limit: number): Limit[] =>
  [1, -1].map((sign) => ({
    issue,
    measure,
    ...across(sign * limit, sign * 0.2),
    seen: (value) => ({ points: pointsOf({ [measure]: value }) }),
  }));

/** A head turned and nodded leans its eye line by this without any roll. */
const aside = { yaw: 30, pitch: 25, lean: -13.713 };
/** Roll and eye line apart: one of them at the limit, the other well within. */
const tilts = [1, -1].flatMap((sign): Limit[] => [
  {
    issue: 'tilted',
    measure: 'roll',
    ...across(sign * limits.tilt, sign * 0.2),
    seen: (value) => ({ points: pointsOf({ yaw: sign * aside.yaw, pitch: aside.pitch, roll: value }) }),
  },
  {
    issue: 'tilted',
    measure: 'eyeTilt',
    ...across(sign * limits.tilt, sign * 0.2),
    seen: (value) => ({
      points: pointsOf({ yaw: -sign * aside.yaw, pitch: aside.pitch, roll: value + sign * aside.lean }),
    }),
  },
]);

const table: readonly Limit[] = [
  ...angle('turned', 'yaw', limits.yaw),
  ...angle('nodded', 'pitch', limits.pitch),
  ...tilts,
  {
    issue: 'small',
    measure: 'size',
    ...across(limits.size, -0.2),
    // The mouth of this head lies 64 mm under its eyes, which are 63 mm apart.
    seen: (value) => ({ points: pointsOf({ scale: value / 64 }) }),
  },
  {
    issue: 'cut-off',
    measure: 'cutOff',
    ...across(limits.cutOff, 0.01),
    seen: (value) => ({ box: { ...box, x: -value * box.width } }),
  },
  {
    issue: 'dark',
    measure: 'exposure',
    ...across(limits.dark, -0.01),
    seen: (value) => ({ frame: squares(value, 0.1) }),
  },
  {
    issue: 'bright',
    measure: 'exposure',
    ...across(limits.bright, 0.01),
    seen: (value) => ({ frame: squares(value, 0.1) }),
  },
  {
    issue: 'flat',
    measure: 'contrast',
    ...across(limits.contrast, -0.01),
    seen: (value) => ({ frame: squares(0.5, value) }),
  },
  {
    issue: 'blurred',
    measure: 'sharpness',
    ...across(limits.sharpness, -0.002),
    // The Laplacian of a wave goes with the square of its frequency.
    seen: (value) => ({
      frame: painted((x, y) => 128 + 100 * Math.sin((x + y) * Math.sqrt(value / 4.5))),
    }),
  },
];

describe('a limit of quality', () => {
  it.each(table)('$issue: $measure of $passes passes, of $refused is refused', (limit) => {
    const { issue, measure, passes, refused, seen } = limit;
    const [inside, outside] = [look(seen(passes)), look(seen(refused))];
    expect([inside.issues, outside.issues]).toEqual([[], [issue]]);
    // Near the limit: another limit would be noticed.
    expect(Math.abs(inside[measure] - passes)).toBeLessThan(Math.abs(passes - refused));
    expect(Math.abs(outside[measure] - refused)).toBeLessThan(Math.abs(passes - refused));
  });

  it('of every issue is tried', () => {
    expect(new Set(table.map(({ issue }) => issue))).toEqual(new Set(Object.keys(told)));
  });
});

/** How docs/quality.md writes the limit of an issue. */
const told: Record<QualityIssue, string> = {
  'cut-off': `> ${limits.cutOff}`,
  small: `< ${limits.size}`,
  dark: `< ${limits.dark}`,
  bright: `> ${limits.bright}`,
  flat: `< ${limits.contrast}`,
  blurred: `< ${limits.sharpness}`,
  turned: `beyond ±${limits.yaw}`,
  nodded: `beyond ±${limits.pitch}`,
  tilted: `beyond ±${limits.tilt}`,
};

it('docs/quality.md names every issue with its limit', () => {
  const page = readFileSync(new URL('../../../docs/quality.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| `([\w-]+)` \|[^|]*\| ([^|]*?) \|/gm)].map(([, issue, limit]) => [
    issue,
    limit,
  ]);
  expect(rows).toEqual(Object.entries(told));
});
