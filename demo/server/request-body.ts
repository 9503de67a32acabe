import type { Context } from 'hono';
import * as v from 'valibot';
import { refusal } from './refusal.ts';

/**
 * Parses the JSON body of a request.
 *
 * @throws HTTPException `bad-request` when it is not JSON or does not match the schema
 */
export async function readBody<Schema extends v.GenericSchema>(
  context: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const result = v.safeParse(schema, body);
  if (!result.success) throw refusal('bad-request');
  return result.output;
}
