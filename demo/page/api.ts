import * as v from 'valibot';
import { ApiError, rethrowForElement } from './api-error.ts';
import {
  accountSchema,
  authorizationSchema,
  clientStateSchema,
  confirmationSchema,
  emptySchema,
  messageSchema,
  paymentAuthorizationSchema,
  paymentSchema,
  refusalSchema,
} from './api-schema.ts';

/** Pauses before each repetition of a request, milliseconds. */
const retryPausesMs = [500, 2_000, 5_000];

/** @throws ApiError */
async function call<Schema extends v.GenericSchema>(
  schema: Schema,
  method: string,
  path: string,
  body?: object,
): Promise<v.InferOutput<Schema>> {
  const response = await fetch(`/api/${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  }).catch((cause: unknown) => {
    throw new ApiError('offline', { cause });
  });
  const json: unknown = await response.json().catch(() => undefined);
  const result = v.safeParse(schema, json);
  if (response.ok && result.success) return result.output;
  throw new ApiError(v.is(refusalSchema, json) ? json.error : 'trouble');
}

/**
 * Repeats a request while the network is down. Only for requests that the host accepts twice, and whose content cannot be created again.
 */
async function withRetries<Result>(request: () => Promise<Result>): Promise<Result> {
  for (const pauseMs of retryPausesMs) {
    try {
      return await request();
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'offline') throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return request();
}

/** The demo host's own API. The requests of the elements go to the backend module, through `forwardTo`. */
export const api = {
  me: () => call(v.nullable(accountSchema), 'GET', 'me'),
  /** Sends a code, which `confirmRegistration` needs. */
  register: (name: string, password: string) => call(emptySchema, 'POST', 'people', { name, password }),
  confirmRegistration: (code: string) => call(accountSchema, 'POST', 'people/confirm', { code }),
  signIn: (name: string, password: string) => call(accountSchema, 'POST', 'sessions', { name, password }),
  signOut: () => call(emptySchema, 'DELETE', 'sessions'),
  sendMessage: (name: string, kind: 'code' | 'link') => call(emptySchema, 'POST', 'messages', { name, kind }),
  messages: (name: string) =>
    call(v.array(messageSchema), 'GET', `messages?name=${encodeURIComponent(name)}`),
  useCode: (name: string, code: string) => call(accountSchema, 'POST', 'codes', { name, code }),
  useLink: (secret: string) => call(accountSchema, 'POST', 'links', { secret }),

  /** The authorization of one ceremony, for an element. @throws RecognizeError `server/unauthorized`, ApiError */
  authorization: async (ceremony: 'enroll' | 'recover' | 'authenticate', activate = false) => {
    const request = call(authorizationSchema, 'POST', 'authorizations', { ceremony, activate });
    return (await request.catch(rethrowForElement)).authorization;
  },
  clientState: async () => (await call(clientStateSchema, 'GET', 'client-state')).clientState,
  submitAssertion: (submission: { assertion: string; clientState?: string; deviceId?: string }) =>
    withRetries(() => call(accountSchema, 'POST', 'assertions', submission)),
  storeClientState: (submission: { assertion: string; clientState: string }) =>
    withRetries(() => call(emptySchema, 'POST', 'client-states', submission)),

  /** @param language of the field names that are shown and signed */
  requestPayment: (payee: string, amount: string, language: string) =>
    call(paymentAuthorizationSchema, 'POST', 'payments', { payee, amount, language }),
  confirmPayment: (assertion: string) =>
    withRetries(() => call(confirmationSchema, 'POST', 'payments/confirm', { assertion })),
  payments: () => call(v.array(paymentSchema), 'GET', 'payments'),
};
