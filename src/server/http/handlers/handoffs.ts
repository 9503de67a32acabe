import { requireOperation, requirePermission, requireUser } from '../../authorize.ts';
import { createHandoff } from '../../handoffs/create.ts';
import { cancelHandoff, readHandoff } from '../../handoffs/desktop.ts';
import {
  authorizeHandoff,
  declineHandoff,
  deliverResult,
  openHandoff,
  takeHandoff,
} from '../../handoffs/phone.ts';
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
export const startHandoff: Handler<unknown> = async (context, request) => {
  const permission = await requirePermission(context.authorize, request);
  const { recognizeId, device, ...input } = await readBody(request, createHandoffSchema, PLAIN_BODY_BYTES);
  requireUser(permission, recognizeId);
  requireOperation(permission, input.ceremony);
  const pageOrigin = originOf(request);
  return createHandoff(context, { ...input, permission, description: device, pageOrigin });
};

export const pollHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) =>
  readHandoff(context, await requirePermission(context.authorize, request), handoffId);

export const endHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  await cancelHandoff(context, await requirePermission(context.authorize, request), handoffId);
  return {};
};

// The phone has no session: it proves that it has the link, or after that the key with which it took the link.

export const showHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { linkKey } = await readBody(request, linkSchema, PLAIN_BODY_BYTES);
  return openHandoff(context, handoffId, linkKey);
};

export const acceptHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) =>
  takeHandoff(context, handoffId, await readBody(request, takeHandoffSchema, PLAIN_BODY_BYTES));

export const refuseHandoff: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { linkKey } = await readBody(request, linkSchema, PLAIN_BODY_BYTES);
  await declineHandoff(context, handoffId, linkKey);
  return {};
};

export const authorizePhone: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { handoffKey } = await readBody(request, phoneSchema, PLAIN_BODY_BYTES);
  return authorizeHandoff(context, handoffId, handoffKey);
};

export const receiveResult: Handler<HandoffPath> = async (context, request, { handoffId }) => {
  const { handoffKey, result, isFinal } = await readBody(request, deliverResultSchema, PLAIN_BODY_BYTES);
  await deliverResult(context, handoffId, { phoneKey: handoffKey, result, isFinal });
  return {};
};
