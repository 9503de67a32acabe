import { expect } from 'vitest';
import type { RunResult, Visitor } from '../../support/visitor.ts';
import { summarize } from './event-summary.ts';

/** Codes that neither the user nor time can change: the element offers no retry. */
const final =
  /^environment\/|^assets\/(wrong-type|hash-mismatch|version-mismatch)$|^client-state\/(expired|revoked)$|^ceremony\/already-enrolled$/;

/** Expects that a run failed once with `code`, that the element explains it in words, and that nothing is still running. */
export async function expectFailure(
  { page }: Visitor,
  { events, error, type }: RunResult,
  code: string,
): Promise<void> {
  expect(error ?? { type }).toMatchObject({
    code,
    docs: expect.stringMatching(`^https://.*/docs/errors.md#${code.replace('/', '-')}$`),
  });
  const { lifecycle, contractViolations } = summarize(events);
  const ends = lifecycle.filter((type) => type === 'complete' || type === 'cancel' || type === 'error');
  expect({ ends, contractViolations }).toEqual({ ends: ['error'], contractViolations: [] });

  const part = (name: string) => page.locator(`main [part~=${name}]`);
  for (const name of ['title', 'text'])
    expect((await part(name).allInnerTexts()).join()).toMatch(/^[A-Z][^/]{8,}$/);
  expect(await part('viewfinder').count()).toBe(0);
  // While the user is locked out, the button is disabled.
  const retryExpected = error?.until === undefined && !final.test(code);
  const canRetry = (await part('retry').count()) > 0 && (await part('retry').isEnabled());
  expect({ canRetry }).toEqual({ canRetry: retryExpected });
}
