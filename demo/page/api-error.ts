import { RecognizeError } from 'recognize-elements';

/** A failed request: the reason of the host's refusal, `offline` without a response, or `trouble` for an invalid response. */
export class ApiError extends Error {
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Converts a refusal for an element: a lost session becomes `server/unauthorized`, for which the element has a text. */
export function rethrowForElement(error: unknown): never {
  if (error instanceof ApiError && error.reason === 'signed-out')
    throw new RecognizeError('server/unauthorized', { cause: error });
  throw error;
}
