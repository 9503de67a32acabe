import { RecognizeError } from 'recognize-elements';

/** A request that the host refused, with its reason; `offline` when there was no response, `trouble` when it made no sense. */
export class ApiError extends Error {
  readonly reason: string;
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Converts a refusal for an element: a lost session becomes `server/unauthorized`, which the element has a text for. */
export function rethrowForElement(error: unknown): never {
  if (error instanceof ApiError && error.reason === 'signed-out')
    throw new RecognizeError('server/unauthorized', { cause: error });
  throw error;
}
