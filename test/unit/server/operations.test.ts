import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { operations } from '../../../src/server/index.ts';

it('exports every operation that docs/server.md lists', () => {
  const docs = readFileSync(new URL('../../../docs/server.md', import.meta.url), 'utf8');
  expect(operations).toHaveLength(8);
  for (const operation of operations) expect(docs).toContain(`\`${operation}\``);
});
