import { type Context, Hono } from 'hono';
import type { AssertionClaims, Device, Sql, Storage } from 'recognize-elements/server';
import * as v from 'valibot';
import { accountOf, requireFullAccess, requireUser } from './account.ts';
import { type Backend, callBackend, originOf } from './backend.ts';
import { authorizeCeremony, consumeChallenge } from './challenges.ts';
import type { ClientStates } from './client-states.ts';
import { deleteSecretsOf } from './one-time-secrets.ts';
import { refusal } from './refusal.ts';
import { isActivated } from './removed-devices.ts';
import { readBody } from './request-body.ts';
import {
  addFactor,
  endOtherSessions,
  findSession,
  hasFullAccess,
  type Session,
  sessionToken,
  setSessionCookie,
} from './sessions.ts';
import { findSessionByAssertion, recordFirstUse } from './used-assertions.ts';
import { findById, lockUser, setEnrolled } from './users.ts';
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
    .post('/client-states', (context) => storeClientState(dependencies, context));
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
  const submission = await readBody(context, assertionSubmission);
  const { assertion } = submission;
  const find = async (sql: Sql): Promise<Session> => {
    const session = (await findSession(sql, token)) ?? (await findSessionByAssertion(sql, token, assertion));
    if (token === undefined || session === undefined) throw refusal('signed-out');
    return session;
  };
  const { recognizeId } = await find(storage);
  const claims = await verifyAssertion(backend, assertion, { recognizeId, ceremony: signInCeremonies });
  const accepted = await storage.transaction(async (sql) => {
    // The devices first and then the user: the backend module and `removeCopiesWith` take their locks in this order, too.
    const deviceIds = [claims.device_id, submission.deviceId ?? claims.device_id];
    const devicesExist = await haveDevices(backend, sql, recognizeId, deviceIds);
    await lockUser(sql, recognizeId);
    // Again, because an enrollment in another session may have ended this one.
    const session = await find(sql);
    if (await recordFirstUse(sql, 'sign-in', session, token!, assertion, claims)) {
      // An enrollment that another one has replaced, or a browser that was removed, must not open the account.
      if (!devicesExist) throw refusal('assertion');
      await useAssertion(clientStates, sql, session, claims, submission);
    }
    return addFactor(sql, session, 'face');
  });
  setSessionCookie(context, accepted.token);
  return context.json(accountOf((await findById(storage, recognizeId))!, accepted.session));
}

async function haveDevices(
  { recognize }: Backend,
  sql: Sql,
  recognizeId: string,
  deviceIds: readonly string[],
): Promise<boolean> {
  for (const deviceId of deviceIds)
    if (
      !(await recognize.hasDevice(recognizeId, deviceId, sql)) &&
      !(await isActivated(sql, recognizeId, deviceId))
    )
      return false;
  return true;
}

/** Stores an enrollment. After an enrollment and after a recovery, which means a lost browser, all other ways into the account end. */
async function useAssertion(
  clientStates: ClientStates,
  sql: Sql,
  session: Session,
  claims: AssertionClaims,
  { clientState, deviceId }: v.InferOutput<typeof assertionSubmission>,
): Promise<void> {
  const { recognizeId } = session;
  const { ceremony, payment } = await consumeChallenge(sql, session, claims);
  if (payment !== undefined) throw refusal('assertion');
  if (ceremony === 'authenticate') return;
  await endOtherSessions(sql, recognizeId, session.id);
  await deleteSecretsOf(sql, (await findById(sql, recognizeId))!.name);
  if (ceremony !== 'enroll') return;
  if (clientState && deviceId) await clientStates.store(sql, recognizeId, deviceId, clientState);
  await setEnrolled(sql, recognizeId, true);
}

/** Stores a further client state. The backend module issued its authorization, to sessions with full access only. */
async function storeClientState({ storage, backend, clientStates }: CeremonyDependencies, context: Context) {
  const { user } = await requireFullAccess(storage, context);
  const { assertion, clientState } = await readBody(context, clientStateSubmission);
  const { recognizeId } = user;
  const { device_id } = await verifyAssertion(backend, assertion, { recognizeId, ceremony: 'enroll' });
  await storage.transaction(async (sql) => {
    if (!(await backend.recognize.hasDevice(recognizeId, device_id, sql))) throw refusal('assertion');
    await clientStates.store(sql, recognizeId, device_id, clientState);
  });
  return context.json({});
}
