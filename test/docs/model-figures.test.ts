import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import openModelZoo from '../../src/cli/open-model-zoo/manifest.json' with { type: 'json' };

/** The cards of the model sets state the figures of their manifests. */
const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const readme = read('README.md');

const cards = [
  { name: 'models/README.md', matching: JSON.parse(read('models/manifest.json')).matching },
  { name: 'models/production.md', matching: openModelZoo.matching },
];

/** A figure as printed, and half a unit of its last digit. */
function printedFigure(card: string, label: string): { value: number; tolerance: number } {
  const row = card.split('\n').find((line) => line.startsWith(`| ${label} |`));
  const [, digits = '', exponent] = /^\| [^|]+ \| \**(?:below )?([\d.]+)(?:e(-\d+)| %)/.exec(row ?? '') ?? [];
  const unit = exponent === undefined ? 0.01 : 10 ** Number(exponent);
  const decimals = digits.split('.')[1]?.length ?? 0;
  return { value: Number(digits) * unit, tolerance: 0.501 * 10 ** -decimals * unit };
}

describe.each(cards)('$name', ({ name, matching }) => {
  const card = read(name);

  it('states the threshold of the manifest', () => {
    expect(card).toContain(
      `Private matching compares 1,024 bits and accepts at most ${matching.tau} different ones`,
    );
  });

  it('has the error rates that the README states', () => {
    const rate = (label: string) => card.split(`| **${label}** | **`)[1]?.split('**')[0];
    const fnmr = rate('FNMR, three pictures against three others');
    const fmr = rate('FMR, three pictures against three of another person');
    expect(readme).toContain(`FNMR ${fnmr} at FMR ${fmr} ([card](${name}))`);
  });

  it.each([
    ['FNMR, one picture against one', 'frr'],
    ['FMR, one picture against one', 'farRandom'],
    ['FMR, one picture, worst group of FairFace', 'fmrWorstGroup'],
    [
      'pictures matched by the best string that an attacker crafts from other faces (`farCrafted`)',
      'farCrafted',
    ],
  ])('states for "%s" the %s of the manifest', (label, key) => {
    const { value, tolerance } = printedFigure(card, label);
    expect(Math.abs(value - matching[key])).toBeLessThanOrEqual(tolerance);
  });
});
