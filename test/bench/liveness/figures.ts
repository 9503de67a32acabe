import { type AttackKind, attackKinds, type LivenessReport } from './rates.ts';

/** Highest rates that the design aims at; kinds without one are reported as they are. */
const activeGoals: Partial<Record<AttackKind, number>> = {
  still: 0.02,
  waved: 0.02,
  bent: 0.02,
  zoomed: 0.02,
  cutout: 0.02,
  ordered: 0.02,
  filmWrongOrder: 0.05,
};
const passiveGoals: Partial<Record<AttackKind, number>> = { still: 0.05, waved: 0.05, zoomed: 0.05 };
const BPCER_GOAL = 0.03;
const SECONDS_GOAL = 8;

const START = '<!-- figures: npm run liveness:eval -- --docs docs/liveness.md -->';
const END = '<!-- end of the figures -->';

/** The page with the figures of a report between its two comments. @throws Error if the page lacks them */
export function withFigures(page: string, report: LivenessReport): string {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`the page has no place for the figures: ${START}`);
  return `${page.slice(0, start + START.length)}\n\n${figuresOf(report)}\n${page.slice(end)}`;
}

/** The figures as Markdown, with each missed goal. */
export function figuresOf(report: LivenessReport): string {
  const { apcer, apcerPassive, bpcer, attacks, genuine, medianSeconds } = report;
  const rows = attackKinds.map((kind) => {
    const [active, passive] = [cell(apcer[kind], activeGoals[kind]), cell(apcerPassive[kind], passiveGoals[kind])];
    return `| \`${kind}\` | ${active} | ${passive} |`;
  });
  return [
    `Measured with ${attacks} attacks and ${genuine} genuine clips. **Bold**: a goal is missed; it stands behind the figure.`,
    '',
    '| attack | APCER `active` | APCER `passive` |',
    '|---|---|---|',
    ...rows,
    `| **people refused (BPCER)** | ${cell(bpcer.active, BPCER_GOAL)} | ${cell(bpcer.passive, BPCER_GOAL)} |`,
    '',
    `Median time from the first frame to the end of the movements: ${medianSeconds.toFixed(1)} s (goal ${SECONDS_GOAL} s).`,
    '',
  ].join('\n');
}

function cell(rate: number, goal: number | undefined): string {
  if (goal === undefined) return percent(rate);
  return rate > goal ? `**${percent(rate)}** (goal ${percent(goal)})` : percent(rate);
}

const percent = (rate: number): string => `${Math.round(1000 * rate) / 10} %`;
