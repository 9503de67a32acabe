import type * as v from 'valibot';
import { RecognizeError } from '../../errors.ts';
import { validate } from '../validation.ts';

const badRequest = (detail: string) => new RecognizeError('server/bad-request', { detail });

/** The connection ended, or the client aborted, before the whole body had arrived. Nobody reads the answer. */
export class InterruptedBody extends RecognizeError {
  constructor(cause: unknown) {
    super('server/bad-request', { cause, detail: 'request body: ended early' });
  }
}

/**
 * Reads the JSON body of a request.
 *
 * @param maxBytes length of the largest body that is possible here
 * @throws RecognizeError `server/bad-request` when the body is longer, was read before, ends early, is not JSON or does not match the
 *   schema; `detail` names the field
 */
export async function readBody<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<v.InferOutput<Schema>> {
  const json = await readLimited(request, maxBytes);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badRequest(`request body: expected JSON${foundEncoding(request)}`);
  }
  return validate(schema, value, badRequest);
}

/** A proxy or client that compresses requests sends bytes that are not JSON. */
function foundEncoding({ headers }: Request): string {
  const encoding = headers.get('content-encoding') ?? 'identity';
  return encoding === 'identity' ? '' : ` without Content-Encoding, not ${encoding.slice(0, 40)}`;
}

/** Refuses a long body by its announced length, and stops reading one that turns out to be long. */
async function readLimited({ body, bodyUsed, headers }: Request, maxBytes: number): Promise<string> {
  if (bodyUsed || body?.locked)
    throw badRequest('request body: was read before; authorize and middleware must read request.clone()');
  const tooLong = () =>
    badRequest(`request body: expected at most ${maxBytes.toLocaleString('en-US')} bytes`);
  if (Number(headers.get('content-length')) > maxBytes) throw tooLong();
  if (body === null) return '';
  const decoder = new TextDecoder();
  let json = '';
  let length = 0;
  for await (const chunk of chunksOf(body)) {
    length += chunk.length;
    if (length > maxBytes) throw tooLong();
    json += decoder.decode(chunk, { stream: true });
  }
  return json + decoder.decode();
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let done = false;
  try {
    while (!done) {
      const result = await reader.read().catch((cause: unknown) => {
        done = true;
        throw new InterruptedBody(cause);
      });
      done = result.done;
      if (result.value !== undefined) yield result.value;
    }
  } finally {
    if (!done) reader.cancel().catch(() => {});
  }
}
