import * as v from 'valibot';
import { RecognizeError } from '../../errors.ts';
import { type Permission, requirePermission } from '../authorize.ts';
import type { Context } from '../context.ts';
import { type PhonePermission, permissionOfPhone } from '../handoffs/phone.ts';
import { validate } from '../validation.ts';
import { phoneSchema } from './handoff-schemas.ts';
import { readBody } from './request-body.ts';

/** What a request permits: the host's answer, or that of a hand-off. */
type GrantedPermission = Permission & Partial<Pick<PhonePermission, 'handoff'>>;

/**
 * Reads the body of a request of a ceremony. With the query `handoff=…` it comes from a phone, whose key in the body replaces the session.
 * Otherwise the host decides before the body is read.
 *
 * @throws RecognizeError `server/unauthorized`, `server/bad-request`, `handoff/*`
 */
export async function readPermitted<Schema extends v.GenericSchema>(
  context: Context,
  request: Request,
  schema: Schema,
  maxBytes: number,
): Promise<{ readonly permission: GrantedPermission; readonly body: v.InferOutput<Schema> }> {
  const handoffId = new URLSearchParams(request.url.split('?')[1]?.split('#')[0]).get('handoff');
  if (handoffId === null) {
    const permission = await requirePermission(context.authorize, request);
    return { permission, body: await readBody(request, schema, maxBytes) };
  }
  const json = await readBody(request, v.unknown(), maxBytes);
  const badRequest = (detail: string) => new RecognizeError('server/bad-request', { detail });
  const { handoffKey } = validate(phoneSchema, json, badRequest);
  const permission = await permissionOfPhone(context, handoffId, handoffKey);
  return { permission, body: validate(schema, json, badRequest) };
}
