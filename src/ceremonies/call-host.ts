import { type RecognizeErrorCode, throwIfAborted, toRecognizeError } from '../errors.ts';
import { toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import type { JsonObject } from '../wire/json.ts';
import { parseResponse, parseSealedResponse } from '../wire/responses.ts';
import { hostError, readHostAnswer } from './host-answer.ts';
import { sleep } from './timeout.ts';
import type { CeremonyContext, HostCall } from './types.ts';

type HostContext = Pick<CeremonyContext, 'host' | 'signal'>;

/** Delays before the same bytes are sent again. Together they bridge a change of network or a restart of the backend. */
const RETRY_DELAYS_MS = [400, 1_200, 3_000];
/** A server that asks for a longer delay, in `Retry-After`, gets no automatic retry. */
const MAX_RETRY_AFTER_MS = 5_000;
/** The request or its response may have been lost. */
const CODES_TO_RETRY: readonly RecognizeErrorCode[] = ['host/offline', 'server/unavailable'];

/**
 * Sends one request to the backend through the host, and parses the response.
 *
 * @param parse parser of `wire/` for the response to this operation
 * @throws RecognizeError the error that the backend answers with, `host/*`, `ceremony/aborted`
 */
export async function callHost<Result>(
  context: HostContext,
  call: HostCall,
  parse: (response: unknown) => Result,
): Promise<Result> {
  throwIfAborted(context.signal);
  const { operation } = call;
  const answer = await context.host(call, context.signal).catch(async (thrown: unknown) => {
    // An aborted request may reject with any error, such as a lost connection.
    throwIfAborted(context.signal);
    throw await hostError(operation, thrown);
  });
  throwIfAborted(context.signal);
  return parseResponse(operation, await readHostAnswer(operation, answer), parse);
}

/**
 * Sends a sealed message to the matcher and resolves with the sealed response.
 *
 * @param fields of the request besides the sealed `body`
 * @param retry whether the request may be repeated. The matcher answers the same bytes with the same response, except for BeginRequest
 * @throws RecognizeError as `callHost`; a lost request or response only after three retries
 */
export async function callMatcher(
  context: HostContext,
  call: Omit<HostCall, 'method' | 'body'>,
  fields: JsonObject,
  sealed: Bytes,
  retry: boolean,
): Promise<Bytes> {
  const body = { ...fields, body: toBase64url(sealed) };
  for (let attempt = 0; ; attempt++) {
    try {
      return await callHost(context, { ...call, method: 'POST', body }, parseSealedResponse);
    } catch (thrown) {
      const { code, remainingMs = 0 } = toRecognizeError(thrown, 'host/rejected');
      const delayMs = RETRY_DELAYS_MS[attempt];
      if (!retry || delayMs === undefined || !CODES_TO_RETRY.includes(code)) throw thrown;
      if (remainingMs > MAX_RETRY_AFTER_MS) throw thrown;
      await sleep(Math.max(delayMs, remainingMs), context.signal);
    }
  }
}
