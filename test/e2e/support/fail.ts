import { expect } from 'vitest';
import { told } from './told.ts';
import type { Ended, Visitor } from './visitor.ts';

const final = /^environment\/|^client-state\/(expired|revoked)$|^ceremony\/already-enrolled$/;

/** A run of `visitor` failed with `code`, once, and says so in words that are no code; nothing goes on. */
export async function expectFailure(
  visitor: Visitor,
  { events, error, type }: Ended,
  code: string,
): Promise<void> {
  expect(error ?? { type }).toMatchObject({ code, docs: `docs/errors.md#${code.replace('/', '-')}` });
  const { life, broken } = told(events);
  const ends = life.filter((kind) => kind === 'complete' || kind === 'cancel' || kind === 'error');
  expect([ends, broken]).toEqual([['error'], []]);
  const { title, text, ...rest } = await visitor.failure();
  // Whoever is locked out has to wait; nobody is asked to try again in vain.
  expect(rest).toEqual({ working: false, retry: error?.until === undefined && !final.test(code) });
  for (const words of [title, text]) expect(words).toMatch(/^[A-Z][^/]{8,}$/);
}
