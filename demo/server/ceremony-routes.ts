import { type Context, Hono } from 'hono';
import type { Device, Storage } from 'recognize-elements/server';
import * as v from 'valibot';
import { accountOf, requireFullAccess, requireUser } from './account.ts';
import { type Backend, callBackend, originOf } from './backend.ts';
import { authorizeCeremony, consumeChallenge } from './challenges.ts';
import type { ClientStates } from './client-states.ts';
import { refusal } from './refusal.ts';
import { readBody } from './request-body.ts';
import { findSession, hasFullAccess, sessionToken, signIn } from './sessions.ts';
import { findSessionByAssertion, recordFirstUse } from './used-assertions.ts';
import { findById, setEnrolled } from './users.ts';
import { verifyAssertion } from './verify-assertion.ts';

const signInCeremonies = ['enroll', 'recover', 'authenticate'] as const;
const authorizationRequest = v.object({
  ceremony: v.picklist(signInCeremonies),
  activate: v.optional(v.boolean(), false),
});
/** `clientState` and `deviceId` come with an enrollment of type BACKUP. */
const assertionSubmission = v.object({
  assertion: v.string(),
  clientState: v.optional(v.string()),
  deviceId: v.optional(v.string()),
});
const clientStateSubmission = v.object({
  assertion: v.string(),
  clientState: v.pipe(v.string(), v.nonEmpty()),
});

export interface CeremonyDependencies {
  readonly storage: Storage;
  readonly backend: Backend;
  readonly clientStates: ClientStates;
}

/** What a host does around a ceremony: it issues authorizations, stores client states, and acts on assertions. */
export function ceremonyRoutes(dependencies: CeremonyDependencies): Hono {
  return new Hono()
    .post('/authorizations', (context) => issueAuthorization(dependencies, context))
    .get('/client-state', (context) => readClientState(dependencies, context))
    .post('/assertions', (context) => acceptAssertion(dependencies, context))
    .post('/client-states', (context) => storeClientState(dependencies, context))
    .delete('/lock', (context) => resetLockout(dependencies, context));
}

async function issueAuthorization({ storage, backend }: CeremonyDependencies, context: Context) {
  const { user, session } = await requireUser(storage, context);
  const { ceremony, activate } = await readBody(context, authorizationRequest);
  const request = { ceremony, origin: originOf(backend, context.req.raw) };
  if (ceremony !== 'enroll') return context.json(await authorizeCeremony(backend, storage, session, request));
  if (!hasFullAccess(session, user.enrolled)) throw refusal('not-allowed');
  // While this host has stored no enrollment, a new one replaces an earlier one whose result was lost.
  const enrollment = { ...request, activate, replace: !user.enrolled };
  return context.json(await authorizeCeremony(backend, storage, session, enrollment));
}

/** One factor is enough to read the client state: the user shows the face next. */
async function readClientState({ storage, backend, clientStates }: CeremonyDependencies, context: Context) {
  const { user } = await requireUser(storage, context);
  const path = `people/${user.recognizeId}/devices`;
  const response = await callBackend(backend, path, { headers: context.req.raw.headers });
  const { devices } = (await response.json()) as { devices: Device[] };
  const deviceIds = devices.map(({ deviceId }) => deviceId);
  const clientState = await clientStates.findNewest(user.recognizeId, deviceIds);
  if (clientState === undefined) throw refusal('no-client-state');
  return context.json({ clientState });
}

/**
 * Adds the face to the session. A client state cannot be created a second time, so the page repeats this request until it gets a
 * response, and repeats are accepted.
 */
async function acceptAssertion({ storage, backend, clientStates }: CeremonyDependencies, context: Context) {
  const token = sessionToken(context.req.raw);
  if (token === undefined) throw refusal('signed-out');
  const { assertion, clientState, deviceId } = await readBody(context, assertionSubmission);
  const session =
    (await findSession(storage, token)) ?? (await findSessionByAssertion(storage, token, assertion));
  if (session === undefined) throw refusal('signed-out');
  const { recognizeId } = session;
  // The challenge tells which ceremony was authorized.
  const claims = await verifyAssertion(backend, assertion, { recognizeId, ceremony: signInCeremonies });
  await storage.transaction(async (sql) => {
    if (!(await recordFirstUse(sql, 'sign-in', session, token, assertion, claims))) return;
    const { ceremony, payment } = await consumeChallenge(sql, session, claims);
    if (payment !== undefined) throw refusal('assertion');
    if (ceremony !== 'enroll') return;
    if (clientState && deviceId) await clientStates.store(sql, recognizeId, deviceId, clientState);
    await setEnrolled(sql, recognizeId, true);
  });
  const signedIn = await signIn(storage, context, recognizeId, 'face', session);
  return context.json(accountOf((await findById(storage, recognizeId))!, signedIn));
}

/** Stores a further client state. The backend module issued its authorization, to sessions with full access only. */
async function storeClientState({ storage, backend, clientStates }: CeremonyDependencies, context: Context) {
  const { user } = await requireFullAccess(storage, context);
  const { assertion, clientState } = await readBody(context, clientStateSubmission);
  const { recognizeId } = user;
  const { device_id } = await verifyAssertion(backend, assertion, { recognizeId, ceremony: 'enroll' });
  await clientStates.store(storage, recognizeId, device_id, clientState);
  return context.json({});
}

/** In a real host the support desk does this, after it has identified the caller. */
async function resetLockout({ storage, backend }: CeremonyDependencies, context: Context) {
  const { user } = await requireUser(storage, context);
  await backend.recognize.resetLockout(user.recognizeId);
  return context.json({});
}
