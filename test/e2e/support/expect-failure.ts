import { expect } from 'vitest';
import type { RunResult, Visitor } from '../../support/visitor.ts';
import { summarize } from './event-summary.ts';

/** Codes after which the element offers a retry, although the same run would fail again: the person or the page can do something first. */
const afterAnAction =
  /^camera\/|^storage\/(unavailable|full)$|^host\/no-response$|^usage\/|^server\/(unauthorized|forbidden|device-limit)$/;

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
  const retryExpected = error?.until === undefined && (error?.retryable || afterAnAction.test(code));
  const canRetry = (await part('retry').count()) > 0 && (await part('retry').isEnabled());
  expect({ canRetry }).toEqual({ canRetry: retryExpected });
}
