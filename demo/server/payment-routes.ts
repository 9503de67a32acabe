import { type Context, Hono } from 'hono';
import type { Storage } from 'recognize-elements/server';
import * as v from 'valibot';
import { requireFullAccess, requireUser } from './account.ts';
import { type Backend, originOf } from './backend.ts';
import { authorizeCeremony, consumeChallenge } from './challenges.ts';
import { executePayment, listPayments, parsePayment, transactionFor } from './payments.ts';
import { refusal } from './refusal.ts';
import { readBody } from './request-body.ts';
import { sessionToken } from './sessions.ts';
import { recordFirstUse } from './used-assertions.ts';
import { verifyAssertion } from './verify-assertion.ts';

/** `language`: of the field names that the user sees and the assertion signs. */
const paymentRequest = v.object({ payee: v.string(), amount: v.string(), language: v.string() });
const confirmation = v.object({ assertion: v.string() });

/** Payments: the host names the payment in the authorization, and executes it once the assertion has signed it. */
export function paymentRoutes(storage: Storage, backend: Backend): Hono {
  return new Hono()
    .post('/payments', (context) => requestPayment(storage, backend, context))
    .post('/payments/confirm', (context) => confirmPayment(storage, backend, context))
    .get('/payments', async (context) => {
      const { user } = await requireFullAccess(storage, context);
      return context.json(await listPayments(storage, user.recognizeId));
    });
}

async function requestPayment(storage: Storage, backend: Backend, context: Context) {
  const { user, session } = await requireFullAccess(storage, context);
  const { language, ...request } = await readBody(context, paymentRequest);
  const payment = parsePayment(request, user.balance);
  const { transaction, amountField } = transactionFor(payment, language);
  const issued = await authorizeCeremony(backend, storage, session, {
    ceremony: 'authenticate',
    origin: originOf(backend, context.req.raw),
    payment,
    transaction,
  });
  return context.json({ transaction, amountField, ...issued });
}

async function confirmPayment(storage: Storage, backend: Backend, context: Context) {
  const { user, session } = await requireUser(storage, context);
  const { assertion } = await readBody(context, confirmation);
  const claims = await verifyAssertion(backend, assertion, {
    recognizeId: user.recognizeId,
    ceremony: 'authenticate',
  });
  const token = sessionToken(context.req.raw)!;
  await storage.transaction(async (sql) => {
    const deviceExists = await backend.recognize.hasDevice(user.recognizeId, claims.device_id, sql);
    if (!(await recordFirstUse(sql, 'payment', session, token, assertion, claims))) return;
    // A browser that was removed in the meantime confirms nothing.
    if (!deviceExists) throw refusal('assertion');
    const { payment } = await consumeChallenge(sql, session, claims);
    if (payment === undefined) throw refusal('assertion');
    await executePayment(sql, user.recognizeId, payment, claims.device_id);
  });
  return context.json({ claims });
}
