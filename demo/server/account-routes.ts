import { type Context, Hono } from 'hono';
import type { Storage } from 'recognize-elements/server';
import * as v from 'valibot';
import { accountOf } from './account.ts';
import { listMessages, messageKinds, sendMessage, useCode, useLink } from './messages.ts';
import { refusal } from './refusal.ts';
import { readBody } from './request-body.ts';
import { type Factor, findSession, sessionToken, signIn, signOut } from './sessions.ts';
import { checkPassword, createUser, findById, findByName, type User } from './users.ts';

const credentials = v.object({ name: v.string(), password: v.string() });
const messageRequest = v.object({ name: v.string(), kind: v.picklist(messageKinds) });
const codeSubmission = v.object({ name: v.string(), code: v.string() });
const linkSubmission = v.object({ secret: v.string() });

/** Accounts and first factors. Nothing here depends on Recognize Elements. */
export function accountRoutes(storage: Storage): Hono {
  const app = new Hono();
  const signInWith = async (context: Context, user: User, factor: Factor) =>
    context.json(accountOf(user, await signIn(storage, context, user.recognizeId, factor)));

  app.get('/me', async (context) => {
    const session = await findSession(storage, sessionToken(context.req.raw));
    const user = session && (await findById(storage, session.recognizeId));
    return context.json(user ? accountOf(user, session) : null);
  });

  app.post('/people', async (context) => {
    const { name, password } = await readBody(context, credentials);
    return signInWith(context, await createUser(storage, name, password), 'password');
  });

  app.post('/sessions', async (context) => {
    const { name, password } = await readBody(context, credentials);
    return signInWith(context, await checkPassword(storage, name, password), 'password');
  });

  app.delete('/sessions', async (context) => {
    await signOut(storage, context);
    return context.json({});
  });

  // The response is the same for a name that does not exist.
  app.post('/messages', async (context) => {
    const { name, kind } = await readBody(context, messageRequest);
    const user = await findByName(storage, name);
    if (user) await sendMessage(storage, user.recognizeId, kind);
    return context.json({});
  });

  // Replaces a mailbox in this demo. A real host has no such route.
  app.get('/messages', async (context) => {
    const user = await findByName(storage, context.req.query('name') ?? '');
    return context.json(user ? await listMessages(storage, user.recognizeId) : []);
  });

  app.post('/codes', async (context) => {
    const { name, code } = await readBody(context, codeSubmission);
    const user = await findByName(storage, name);
    if (user === undefined) throw refusal('wrong');
    await useCode(storage, user.recognizeId, code);
    return signInWith(context, user, 'message');
  });

  app.post('/links', async (context) => {
    const { secret } = await readBody(context, linkSubmission);
    const user = await findById(storage, await useLink(storage, secret));
    if (user === undefined) throw refusal('wrong');
    return signInWith(context, user, 'message');
  });
  return app;
}
