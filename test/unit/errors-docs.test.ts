import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorCodes, RecognizeError, type RecognizeErrorCode } from '../../src/errors.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

it('every code has one row on the page of errors, and no row names another code', () => {
  const rows = [...page.matchAll(/^\| <a id="([\w-]+)"><\/a>`([\w/-]+)`/gm)].map(([, anchor, code]) => ({
    anchor,
    code,
  }));
  expect(rows.map(({ code }) => code).sort()).toEqual(Object.keys(errorCodes).sort());
  for (const { anchor, code } of rows) {
    expect(new RecognizeError(code as RecognizeErrorCode).docs).toBe(`docs/errors.md#${anchor}`);
  }
});
