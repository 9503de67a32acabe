import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import * as v from 'valibot';
import { refusal } from './refusal.ts';

const refuseTooLarge = () => {
  throw refusal('too-large');
};

/** The largest body is an assertion with a client state, less than 10 kB. */
export const apiBodyLimit = bodyLimit({ maxSize: 100_000, onError: refuseTooLarge });

/** For the backend module, which has a limit of its own. */
export const backendBodyLimit = bodyLimit({ maxSize: 1_000_000, onError: refuseTooLarge });

/**
 * Parses the JSON body of a request.
 *
 * @throws HTTPException `bad-request` when it is not JSON, does not match the schema, or contains U+0000, which PostgreSQL does not store
 */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const result = v.safeParse(schema, body);
  if (!result.success || JSON.stringify(result.output).includes('\\u0000')) throw refusal('bad-request');
  return result.output;
}
