import { RecognizeError } from '../../src/errors.ts';

/** The code of the RecognizeError that a promise rejects with, or `none` if it resolves. Throws any other error. */
export async function errorCodeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (thrown) {
    if (thrown instanceof RecognizeError) return thrown.code;
    throw thrown;
  }
}
