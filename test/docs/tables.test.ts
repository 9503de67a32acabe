import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

/** A blank line within a table shows the rest of it as text with bars. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = ['', 'docs/', 'docs/private-matching/', 'models/'].flatMap((folder) =>
  readdirSync(root + folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => folder + name),
);

it.each(pages)('the tables of %s begin with a header', (page) => {
  const lines = readFileSync(root + page, 'utf8').split('\n');
  const isRow = (line = '') => /^\s*\|/.test(line);
  const starts = lines.flatMap((line, i) => (isRow(line) && !isRow(lines[i - 1]) ? [i] : []));
  const withoutHeader = starts.filter((i) => !/^\s*\|[\s:|-]+\|$/.test(lines[i + 1] ?? ''));
  expect(withoutHeader.map((i) => `line ${i + 1}: ${lines[i]}`)).toEqual([]);
});
