import { isErrorCode, RecognizeError, toRecognizeError } from '../errors.ts';
import { parseBase64url, toBase64url } from '../wire/base64url.ts';
import type { Bytes } from '../wire/bytes.ts';
import type { CeremonyContext, DeviceContext, HostCall } from './types.ts';

/** Pauses before the same bytes are sent again, milliseconds. */
const pauses = [400, 1_200, 3_000];
const worthRetrying = ['host/offline', 'server/unavailable'];

/**
 * Asks the backend through the host. A refusal in the answer becomes its error.
 *
 * @throws RecognizeError what the backend said, `host/*`, `ceremony/aborted`
 */
export async function ask(context: DeviceContext, call: HostCall): Promise<Record<string, unknown>> {
  requireRunning(context);
  const answer = await context.host(call, context.signal).catch((thrown: unknown) => {
    throw toRecognizeError(thrown, 'host/rejected');
  });
  requireRunning(context);
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) {
    throw new RecognizeError('host/bad-response', { detail: `${call.operation}: expected an object` });
  }
  const record = answer as Record<string, unknown>;
  if (record.error !== undefined) throw refusal(record.error, call.operation);
  return record;
}

function requireRunning({ signal }: Pick<DeviceContext, 'signal'>): void {
  if (signal.aborted) throw aborted(signal);
}

const aborted = (signal: AbortSignal) => new RecognizeError('ceremony/aborted', { cause: signal.reason });

function refusal(error: unknown, operation: string): RecognizeError {
  const { code, detail, until } = (error ?? {}) as Record<string, unknown>;
  if (!isErrorCode(code))
    return new RecognizeError('host/bad-response', { detail: `${operation}: an unknown error` });
  return new RecognizeError(code, {
    ...(typeof detail === 'string' ? { detail } : {}),
    ...(typeof until === 'number' ? { until } : {}),
  });
}

/**
 * Sends sealed bytes. Most requests get the same answer to the same bytes, so a lost one is asked for again.
 *
 * @param call without body; `message` and `sealed` make it
 * @param again whether the matcher knows these bytes when they come twice
 */
export async function callMatcher(
  context: CeremonyContext,
  call: Omit<HostCall, 'method' | 'body'>,
  message: object,
  sealed: Bytes,
  again: boolean,
): Promise<Bytes> {
  const body = { ...message, body: toBase64url(sealed) };
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await ask(context, { ...call, method: 'POST', body });
      if (typeof answer.body !== 'string') {
        throw new RecognizeError('host/bad-response', { detail: `${call.operation}: expected a body` });
      }
      return parseBase64url(answer.body, 'security/envelope-invalid', `${call.operation}: body`);
    } catch (thrown) {
      requireRunning(context);
      const error = toRecognizeError(thrown, 'host/rejected');
      const pause = pauses[attempt];
      if (!again || pause === undefined || !worthRetrying.includes(error.code)) throw error;
      await sleep(pause, context.signal);
    }
  }
}

/** @throws RecognizeError `ceremony/aborted` */
function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(aborted(signal));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', abort, { once: true });
  });
}
