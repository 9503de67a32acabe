import { type Context, Hono } from 'hono';
import type { Storage } from 'recognize-elements/server';
import * as v from 'valibot';
import { accountOf } from './account.ts';
import { clientAddress } from './client-address.ts';
import type { Inbox, Mail, Message } from './mail.ts';
import { createSecretFor, type SecretKind, useCode, useLink } from './one-time-secrets.ts';
import { countTry, rateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';
import { beginRegistration, deleteRegistrationsOf, findRegistration } from './registrations.ts';
import { readBody } from './request-body.ts';
import {
  type Factor,
  findSession,
  readCookie,
  sessionToken,
  setTokenCookie,
  signIn,
  signOut,
} from './sessions.ts';
import {
  checkPassword,
  createUser,
  findById,
  findByName,
  hashNewPassword,
  normalizeName,
  parseName,
  requirePassword,
  type User,
} from './users.ts';

const credentials = v.object({ name: v.string(), password: v.string() });
const messageRequest = v.object({ name: v.string(), kind: v.picklist(['code', 'link']) });
const codeSubmission = v.object({ name: v.string(), code: v.string() });
const registrationCode = v.object({ code: v.string() });
const linkSubmission = v.object({ secret: v.string() });

const REGISTRATION_COOKIE = 'demo-registration';
const REGISTRATION_COOKIE_MS = 600_000;

export interface AccountDependencies {
  readonly storage: Storage;
  readonly mail: Mail;
  /** The same as `mail` when the page shows the messages. */
  readonly inbox?: Inbox;
  /** See `clientAddress`. */
  readonly trustedProxies: number;
}

/**
 * Accounts and first factors. Nothing here depends on Recognize Elements. No response and no duration reveals whether an account has a
 * name.
 */
export const accountRoutes = (dependencies: AccountDependencies): Hono =>
  new Hono()
    .route('/', registrationRoutes(dependencies))
    .route('/', passwordRoutes(dependencies))
    .route('/', messageRoutes(dependencies));

/** A registration ends with a code that is sent to the name. */
function registrationRoutes(dependencies: AccountDependencies): Hono {
  const { storage } = dependencies;
  const app = new Hono();
  app.post('/people', async (context) => {
    const { name, password } = await readBody(context, credentials);
    const normalized = parseName(name);
    requirePassword(password);
    await countMessage(dependencies, context, normalized);
    const exists = (await findByName(storage, normalized)) !== undefined;
    const registration = { name: normalized, password: await hashNewPassword(password) };
    const token = await beginRegistration(storage, registration);
    await sendSecret(dependencies, normalized, 'registration', !exists);
    if (exists) deliver(dependencies, normalized, { kind: 'account-exists', sent: Date.now() });
    setTokenCookie(context, REGISTRATION_COOKIE, token, REGISTRATION_COOKIE_MS);
    return context.json({});
  });

  app.post('/people/confirm', async (context) => {
    const { code } = await readBody(context, registrationCode);
    await countSignIn(dependencies, context);
    const registration = await findRegistration(storage, readCookie(context, REGISTRATION_COOKIE));
    if (registration === undefined) throw refusal('wrong');
    await useCode(storage, registration.name, 'registration', code);
    const user = await storage.transaction(async (sql) => {
      await deleteRegistrationsOf(sql, registration.name);
      return createUser(sql, registration);
    });
    setTokenCookie(context, REGISTRATION_COOKIE, '', 0);
    return respondSignedIn(dependencies, context, user, 'password');
  });
  return app;
}

/** Sign-in with a password, the session, and its end. */
function passwordRoutes(dependencies: AccountDependencies): Hono {
  const { storage } = dependencies;
  const app = new Hono();
  app.get('/me', async (context) => {
    const session = await findSession(storage, sessionToken(context.req.raw));
    const user = session && (await findById(storage, session.recognizeId));
    return context.json(user ? accountOf(user, session) : null);
  });

  app.post('/sessions', async (context) => {
    const { name, password } = await readBody(context, credentials);
    await countSignIn(dependencies, context);
    await countTry(storage, rateLimits.passwordsOfPerson, normalizeName(name));
    const user = await checkPassword(storage, name, password);
    return respondSignedIn(dependencies, context, user, 'password');
  });

  app.delete('/sessions', async (context) => {
    await signOut(storage, context);
    return context.json({});
  });
  return app;
}

/** Sign-in with a code or a link that is sent to the name. */
function messageRoutes(dependencies: AccountDependencies): Hono {
  const { storage, inbox } = dependencies;
  const app = new Hono();
  app.post('/messages', async (context) => {
    const { name, kind } = await readBody(context, messageRequest);
    const normalized = parseName(name);
    await countMessage(dependencies, context, normalized);
    const user = await findByName(storage, normalized);
    await sendSecret(dependencies, normalized, kind, user !== undefined);
    return context.json({});
  });

  // Replaces a mailbox while the demo runs on the machine of its only user. A real host has no such route.
  app.get('/messages', async (context) => {
    if (inbox === undefined) throw refusal('no-inbox');
    return context.json(inbox.list(normalizeName(context.req.query('name') ?? '')));
  });

  app.post('/codes', async (context) => {
    const { name, code } = await readBody(context, codeSubmission);
    await countSignIn(dependencies, context);
    const normalized = normalizeName(name);
    await useCode(storage, normalized, 'code', code);
    const user = await requireKnown(storage, normalized);
    return respondSignedIn(dependencies, context, user, 'message');
  });

  app.post('/links', async (context) => {
    const { secret } = await readBody(context, linkSubmission);
    await countSignIn(dependencies, context);
    const user = await requireKnown(storage, await useLink(storage, secret));
    return respondSignedIn(dependencies, context, user, 'message');
  });
  return app;
}

/** Starts a session, and responds with the account. */
const respondSignedIn = async (
  { storage }: AccountDependencies,
  context: Context,
  user: User,
  factor: Factor,
) => context.json(accountOf(user, await signIn(storage, context, user.recognizeId, factor)));

/** @throws HTTPException `too-many` */
const countSignIn = ({ storage, trustedProxies }: AccountDependencies, context: Context) =>
  countTry(storage, rateLimits.signInsOfAddress, clientAddress(context, trustedProxies));

/** @throws HTTPException `too-many` */
async function countMessage(
  { storage, trustedProxies }: AccountDependencies,
  context: Context,
  name: string,
): Promise<void> {
  await countTry(storage, rateLimits.messagesOfAddress, clientAddress(context, trustedProxies));
  await countTry(storage, rateLimits.messagesToPerson, name);
}

/** Sends a secret to the user. For an unknown name it does the same work, and sends nothing. */
async function sendSecret(
  dependencies: AccountDependencies,
  name: string,
  kind: SecretKind,
  isKnown: boolean,
): Promise<void> {
  const secret = await createSecretFor(dependencies.storage, name, kind);
  const message = { kind: kind === 'link' ? 'link' : 'code', secret, sent: Date.now() } as const;
  if (isKnown) deliver(dependencies, name, message);
}

/** The response does not wait, because its time would reveal that there was something to send. */
const deliver = ({ mail }: AccountDependencies, name: string, message: Message) =>
  void mail.send(name, message).catch(() => console.error('A message could not be sent.'));

/** @throws HTTPException `wrong` */
async function requireKnown(storage: Storage, name: string): Promise<User> {
  const user = await findByName(storage, name);
  if (user === undefined) throw refusal('wrong');
  return user;
}
