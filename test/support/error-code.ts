import { RecognizeError } from '../../src/errors.ts';

/** The RecognizeError that a promise rejects with, or undefined if it resolves. Throws any other error. */
export async function errorOf(promise: Promise<unknown>): Promise<RecognizeError | undefined> {
  try {
    await promise;
    return undefined;
  } catch (thrown) {
    if (thrown instanceof RecognizeError) return thrown;
    throw thrown;
  }
}

/** The code of the RecognizeError that a promise rejects with, or `none` if it resolves. Throws any other error. */
export const errorCodeOf = async (promise: Promise<unknown>): Promise<string> =>
  (await errorOf(promise))?.code ?? 'none';

/** Code and detail as `code: detail`, or `none` if the promise resolves. */
export const errorMessageOf = async (promise: Promise<unknown>): Promise<string> =>
  (await errorOf(promise))?.message ?? 'none';
