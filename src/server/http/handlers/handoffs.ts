import { requireOperation, requirePermission, requireUser } from '../../authorize.ts';
import * as creation from '../../handoffs/create.ts';
import * as desktop from '../../handoffs/desktop.ts';
import * as phone from '../../handoffs/phone.ts';
import { originOf } from '../../origins.ts';
import { PLAIN_BODY_BYTES } from '../body-limits.ts';
import {
  createHandoffSchema,
  deliverResultSchema,
  linkSchema,
  phoneSchema,
  takeHandoffSchema,
} from '../handoff-schemas.ts';
import { readBody } from '../request-body.ts';
import type { Handler } from '../router.ts';

interface HandoffPath {
  readonly handoffId: string;
}

/** Hands off a ceremony of the user in the session. */
export const createHandoff: Handler<unknown> = async (context, request) => {
  const permission = await requirePermission(context.authorize, request);
  const { recognizeId, device, ...input } = await readBody(request, createHandoffSchema, PLAIN_BODY_BYTES);
  requireUser(permission, recognizeId);
  requireOperation(permission, input.ceremony);
  const pageOrigin = originOf(request);
  return creation.createHandoff(context, { ...input, permission, description: device, pageOrigin });
};

export const readHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) =>
  desktop.readHandoff(context, await requirePermission(context.authorize, request), handoffId);

export const cancelHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  await desktop.cancelHandoff(context, await requirePermission(context.authorize, request), handoffId);
  return {};
};

// The phone has no session: it proves that it has the link, or after that the key with which it took the link.

export const openHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { linkKey } = await readBody(request, linkSchema, PLAIN_BODY_BYTES);
  return phone.openHandoff(context, handoffId, linkKey);
};

export const takeHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) =>
  phone.takeHandoff(context, handoffId, await readBody(request, takeHandoffSchema, PLAIN_BODY_BYTES));

export const declineHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { linkKey } = await readBody(request, linkSchema, PLAIN_BODY_BYTES);
  await phone.declineHandoff(context, handoffId, linkKey);
  return {};
};

export const authorizeHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { handoffKey } = await readBody(request, phoneSchema, PLAIN_BODY_BYTES);
  return phone.authorizeHandoff(context, handoffId, handoffKey);
};

export const deliverResult: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { handoffKey, result, isFinal } = await readBody(request, deliverResultSchema, PLAIN_BODY_BYTES);
  await phone.deliverResult(context, handoffId, { phoneKey: handoffKey, result, isFinal });
  return {};
};
