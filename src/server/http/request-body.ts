import type * as v from 'valibot';
import { RecognizeError } from '../../errors.ts';
import { validate } from '../validation.ts';

/** Twice the size of a BeginRequest with the largest number of template bits. */
const MAX_BODY_BYTES = 2_000_000;

const badRequest = (detail: string) => new RecognizeError('server/bad-request', { detail });

/**
 * Reads the JSON body of a request.
 *
 * @throws RecognizeError `server/bad-request` when the body is longer than 2,000,000 bytes, is not JSON or does not match the schema;
 *   `detail` names the field
 */
export async function readBody<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const json = await readLimited(request);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw badRequest('request body: expected JSON');
  }
  return validate(schema, value, badRequest);
}

/** Stops reading after the longest possible body. */
async function readLimited({ body }: Request): Promise<string> {
  if (body === null) return '';
  const decoder = new TextDecoder();
  let json = '';
  let length = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES)
      throw badRequest(`request body: expected at most ${MAX_BODY_BYTES.toLocaleString('en-US')} bytes`);
    json += decoder.decode(chunk, { stream: true });
  }
  return json + decoder.decode();
}
