import { describe, expect, it } from 'vitest';
import { attackKinds, type ClipKind, type ClipResult, median, reportOf } from './rates.ts';

const clip = (
  kind: ClipKind,
  active: boolean,
  passive: boolean,
  more: Partial<ClipResult> = {},
): ClipResult => ({
  name: kind,
  kind,
  half: 'report',
  active,
  passive,
  activeReason: active ? 'live' : 'sequence',
  passiveReason: passive ? 'live' : 'not-live',
  seconds: 5,
  live: 0.5,
  tries: 1,
  residuals: [],
  ...more,
});

describe('reportOf', () => {
  const attacks = attackKinds.flatMap((kind) => [
    clip(kind, false, kind === 'still'),
    clip(kind, false, false),
  ]);
  const genuine = [
    clip('genuine', true, true, { seconds: 4 }),
    clip('genuine', false, true, { seconds: 30 }),
  ];

  it('counts accepted attacks of each kind and refused people of the reported half', () => {
    const other = [
      clip('still', true, true, { half: 'tune' }),
      clip('genuine', false, false, { half: 'tune' }),
    ];
    const report = reportOf([...attacks, ...genuine, ...other]);
    expect(report.apcer.still).toBe(0);
    expect(report.apcerPassive.still).toBe(0.5);
    expect(report.bpcer).toEqual({ active: 0.5, passive: 0 });
    expect(report.attacks).toBe(2 * attackKinds.length);
    expect(report.genuine).toBe(2);
  });

  it('takes the time from people who were accepted', () => {
    expect(reportOf([...attacks, ...genuine]).medianSeconds).toBe(4);
  });

  it('throws when a kind was not measured', () => {
    expect(() => reportOf(genuine)).toThrow('no clip of the kind still');
  });
});

describe('median', () => {
  it.each([
    [[], 0],
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});
