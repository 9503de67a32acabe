import type { AssertionClaims, ExpectedAssertion } from 'recognize-elements/server';
import type { Backend } from './backend.ts';
import { refusal } from './refusal.ts';

/**
 * Verifies an assertion of the backend module. The caller consumes its challenge.
 *
 * @returns its claims
 * @throws HTTPException `assertion` when it is not valid, expired, of another ceremony, user or site
 */
export const verifyAssertion = (
  { recognize }: Backend,
  assertion: string,
  expected: ExpectedAssertion,
): Promise<AssertionClaims> =>
  recognize.verifyAssertion(assertion, expected).catch(() => {
    throw refusal('assertion');
  });
