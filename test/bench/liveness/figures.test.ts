import { describe, expect, it } from 'vitest';
import { figuresOf, withFigures } from './figures.ts';
import { type AttackRates, attackKinds, type LivenessReport } from './rates.ts';

const rates = (rate: number): AttackRates =>
  Object.fromEntries(attackKinds.map((kind) => [kind, rate])) as unknown as AttackRates;
const report: LivenessReport = {
  apcer: { ...rates(0), bent: 0.04, filmRightOrder: 0.9 },
  apcerPassive: rates(0.05),
  bpcer: { active: 0.027, passive: 0.1 },
  attacks: 500,
  genuine: 112,
  medianSeconds: 5.24,
};

describe('figuresOf', () => {
  it('marks rates above their goal and no others', () => {
    const lines = figuresOf(report).split('\n');
    expect(lines).toContain('| `bent` | **4 %** (goal 2 %) | 5 % |');
    expect(lines).toContain('| `filmRightOrder` | 90 % | 5 % |');
    expect(lines).toContain('| **people refused (BPCER)** | 2.7 % | **10 %** (goal 3 %) |');
  });
});

describe('withFigures', () => {
  const start = '<!-- figures: npm run liveness:eval -- --docs docs/liveness.md -->';
  const page = `before\n${start}\nold\n<!-- end of the figures -->\nafter\n`;

  it('replaces what is between the comments', () => {
    const updated = withFigures(page, report);
    expect(updated).not.toContain('old');
    expect(updated).toContain('500 attacks');
    expect(updated.startsWith('before')).toBe(true);
    expect(withFigures(updated, report)).toBe(updated);
  });

  it('throws without a place for the figures', () => {
    expect(() => withFigures('no comments', report)).toThrow('no place');
  });
});
