import * as v from 'valibot';
import { isErrorCode, RecognizeError, type RecognizeErrorCode } from '../errors.ts';
import { fromBase64url } from './base64url.ts';
import type { Bytes } from './bytes.ts';
import { type Device, parseDevice } from './device.ts';

// The host forwards the responses of the backend. They are parsed because a proxy, a sign-in page or the host itself
// may have responded in its place.

const objectMessage = ({ received }: v.BaseIssue<unknown>): string =>
  received === 'undefined' ? 'missing' : 'expected an object';

const objectSchema = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected an object',
);

/** The last time of a `Date`. */
const MAX_TIME = 8.64e15;
/** Ten years: longer than any lock, and a time that can be shown. */
const MAX_REMAINING_MS = 10 * 365 * 86_400_000;

/** JSON can have numbers that are read as infinite (`1e400`). A wrong number must not hide the error that it belongs to. */
const boundedNumber = (maximum: number) =>
  v.pipe(
    v.number('expected a number'),
    v.transform((value) => Math.min(Math.max(0, value), maximum)),
  );

const errorResponseSchema = v.object(
  {
    error: v.object(
      {
        code: v.custom<RecognizeErrorCode>(isErrorCode, 'expected an error code of this release'),
        detail: v.nullish(v.string('expected a string')),
        /** Milliseconds since the epoch, by the clock of the server. */
        until: v.nullish(boundedNumber(MAX_TIME)),
        /** Milliseconds. */
        remainingMs: v.nullish(boundedNumber(MAX_REMAINING_MS)),
        replaceable: v.nullish(v.boolean('expected true or false')),
        revocation: v.nullish(v.string('expected a string')),
      },
      objectMessage,
    ),
  },
  objectMessage,
);

/** `{ error: { code, detail?, until?, remainingMs?, replaceable?, revocation? } }`: the backend or the host refuses the request. */
type ErrorResponse = v.InferOutput<typeof errorResponseSchema>;

const sealedResponseSchema = v.object({ body: v.string('expected a string') }, objectMessage);

const authorizationResponseSchema = v.object(
  { authorization: v.pipe(v.string('expected a string'), v.nonEmpty('expected a token')) },
  objectMessage,
);

/**
 * Parses the response to one operation. Every response passes through here.
 *
 * @param operation name of the operation; becomes the prefix of `detail`
 * @param parse parses a response that is not an error; throws `host/bad-response` with the field in `detail`
 * @throws RecognizeError the error that the response carries, or `host/bad-response`
 */
export function parseResponse<Result>(
  operation: string,
  response: unknown,
  parse: (response: unknown) => Result,
): Result {
  const outcome = withOperation(operation, () =>
    parseAnswer(objectSchema, response).error === undefined
      ? { value: parse(response) }
      : { error: toError(parseAnswer(errorResponseSchema, response)) },
  );
  if (outcome.error !== undefined) throw outcome.error;
  return outcome.value;
}

/** For operations whose response carries nothing that the client uses. */
export function parseEmptyResponse(): void {}

/** The sealed bytes in `{ body }`. @throws RecognizeError `host/bad-response` */
export function parseSealedResponse(response: unknown): Bytes {
  const { body } = parseAnswer(sealedResponseSchema, response);
  try {
    return fromBase64url(body);
  } catch (cause) {
    throw new RecognizeError('host/bad-response', { cause, detail: 'body: expected base64url' });
  }
}

/** The token in `{ authorization }`. @throws RecognizeError `host/bad-response` */
export const parseAuthorizationResponse = (response: unknown): string =>
  parseAnswer(authorizationResponseSchema, response).authorization;

/** The device in `{ device }`. @throws RecognizeError `host/bad-response` */
export const parseDeviceResponse = (response: unknown): Device =>
  parseDevice(parseAnswer(objectSchema, response).device);

/** The error that a response carries; undefined when it carries none, or one that this release does not know. */
export function errorIn(response: unknown): RecognizeError | undefined {
  const result = v.safeParse(errorResponseSchema, response);
  return result.success ? toError(result.output) : undefined;
}

/** `until` is an absolute time of the server. It is converted to the clock of this device, which may differ. */
function toError({
  error: { code, detail, until, remainingMs, replaceable, revocation },
}: ErrorResponse): RecognizeError {
  const end = remainingMs == null ? until : Date.now() + remainingMs;
  return new RecognizeError(code, {
    ...(detail == null ? {} : { detail }),
    ...(end == null ? {} : { until: end }),
    ...(remainingMs == null ? {} : { remainingMs }),
    ...(replaceable == null ? {} : { replaceable }),
    ...(revocation == null ? {} : { revocation }),
  });
}

function parseAnswer<Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'answer';
  throw new RecognizeError('host/bad-response', { detail: `${path}: ${issue.message}` });
}

function withOperation<Result>(operation: string, parse: () => Result): Result {
  try {
    return parse();
  } catch (thrown) {
    if (!(thrown instanceof RecognizeError) || thrown.code !== 'host/bad-response') throw thrown;
    throw new RecognizeError('host/bad-response', {
      cause: thrown.cause,
      detail: `${operation}: ${thrown.detail}`,
    });
  }
}
