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
export function accountRoutes({ storage, mail, inbox, trustedProxies }: AccountDependencies): Hono {
  const app = new Hono();
  const addressOf = (context: Context) => clientAddress(context, trustedProxies);
  const signInWith = async (context: Context, user: User, factor: Factor) =>
    context.json(accountOf(user, await signIn(storage, context, user.recognizeId, factor)));
  const countSignIn = (context: Context) =>
    countTry(storage, rateLimits.signInsOfAddress, addressOf(context));
  const countMessage = async (context: Context, name: string) => {
    await countTry(storage, rateLimits.messagesOfAddress, addressOf(context));
    await countTry(storage, rateLimits.messagesToPerson, name);
  };
  /** Sends a secret to the user. For an unknown name it does the same work, and sends nothing. */
  const sendSecret = async (name: string, kind: SecretKind, isKnown: boolean) => {
    const secret = await createSecretFor(storage, name, kind);
    if (isKnown) deliver(name, { kind: kind === 'link' ? 'link' : 'code', secret, sent: Date.now() });
  };
  /** The response does not wait, because its time would reveal that there was something to send. */
  const deliver = (name: string, message: Message) =>
    void mail.send(name, message).catch(() => console.error('A message could not be sent.'));

  app.get('/me', async (context) => {
    const session = await findSession(storage, sessionToken(context.req.raw));
    const user = session && (await findById(storage, session.recognizeId));
    return context.json(user ? accountOf(user, session) : null);
  });

  app.post('/people', async (context) => {
    const { name, password } = await readBody(context, credentials);
    const normalized = parseName(name);
    requirePassword(password);
    await countMessage(context, normalized);
    const exists = (await findByName(storage, normalized)) !== undefined;
    const registration = { name: normalized, password: await hashNewPassword(password) };
    const token = await beginRegistration(storage, registration);
    await sendSecret(normalized, 'registration', !exists);
    if (exists) deliver(normalized, { kind: 'account-exists', sent: Date.now() });
    setTokenCookie(context, REGISTRATION_COOKIE, token, REGISTRATION_COOKIE_MS);
    return context.json({});
  });

  app.post('/people/confirm', async (context) => {
    const { code } = await readBody(context, registrationCode);
    await countSignIn(context);
    const registration = await findRegistration(storage, readCookie(context, REGISTRATION_COOKIE));
    if (registration === undefined) throw refusal('wrong');
    await useCode(storage, registration.name, 'registration', code);
    const user = await storage.transaction(async (sql) => {
      await deleteRegistrationsOf(sql, registration.name);
      return createUser(sql, registration);
    });
    setTokenCookie(context, REGISTRATION_COOKIE, '', 0);
    return signInWith(context, user, 'password');
  });

  app.post('/sessions', async (context) => {
    const { name, password } = await readBody(context, credentials);
    await countSignIn(context);
    await countTry(storage, rateLimits.passwordsOfPerson, normalizeName(name));
    return signInWith(context, await checkPassword(storage, name, password), 'password');
  });

  app.delete('/sessions', async (context) => {
    await signOut(storage, context);
    return context.json({});
  });

  app.post('/messages', async (context) => {
    const { name, kind } = await readBody(context, messageRequest);
    const normalized = parseName(name);
    await countMessage(context, normalized);
    const user = await findByName(storage, normalized);
    await sendSecret(normalized, kind, user !== undefined);
    return context.json({});
  });

  // Replaces a mailbox while the demo runs on the machine of its only user. A real host has no such route.
  app.get('/messages', async (context) => {
    if (inbox === undefined) throw refusal('no-inbox');
    return context.json(inbox.list(normalizeName(context.req.query('name') ?? '')));
  });

  app.post('/codes', async (context) => {
    const { name, code } = await readBody(context, codeSubmission);
    await countSignIn(context);
    const normalized = normalizeName(name);
    await useCode(storage, normalized, 'code', code);
    return signInWith(context, await requireKnown(storage, normalized), 'message');
  });

  app.post('/links', async (context) => {
    const { secret } = await readBody(context, linkSubmission);
    await countSignIn(context);
    return signInWith(context, await requireKnown(storage, await useLink(storage, secret)), 'message');
  });
  return app;
}

/** @throws HTTPException `wrong` */
async function requireKnown(storage: Storage, name: string): Promise<User> {
  const user = await findByName(storage, name);
  if (user === undefined) throw refusal('wrong');
  return user;
}
