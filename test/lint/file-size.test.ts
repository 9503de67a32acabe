import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listFiles, root } from './list-files.ts';

/** A longer file has parts that deserve a name: split it. */
const MAX_LINES = 250;

const lineCount = (path: string): number => readFileSync(join(root, path), 'utf8').split('\n').length - 1;

it.each(['src', 'demo'])('every source file in %s has at most 250 lines', (folder) => {
  const files = listFiles(folder).filter((path) => /\.(ts|js|css)$/.test(path));
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((path) => lineCount(path) > MAX_LINES)).toEqual([]);
});
