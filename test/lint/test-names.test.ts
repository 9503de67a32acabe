import { basename, dirname } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from './list-files.ts';

const sources = new Set(listFiles('src'));

/** The file under test: `test/unit/server/lockout.concurrency.test.ts` → `src/server/lockout.ts`. */
function sourceOf(test: string): string {
  const folder = dirname(test).replace(/^test\/unit/, 'src');
  const [stem] = basename(test).split('.');
  return `${folder}/${stem}.ts`;
}

it('every unit test is named for a file of src and is in the same folder', () => {
  const tests = listFiles('test/unit').filter((path) => path.endsWith('.test.ts'));
  expect(tests.length).toBeGreaterThan(50);
  expect(tests.filter((path) => !sources.has(sourceOf(path)))).toEqual([]);
});

it('refuses a test without a file of that name', () => {
  expect(sources.has(sourceOf('test/unit/server/storm.test.ts'))).toBe(false);
});
