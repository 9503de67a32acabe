import { type Context, Hono } from 'hono';
import type { Storage } from 'recognize-elements/server';
import { inbox, sendMessage, useCode, useLink } from './messages.ts';
import { checkPassword, findById, findByName, type Person, register } from './people.ts';
import { refusal } from './refuse.ts';
import { isOpen, requireSession, type Session, sessionOf, signIn, signOut, tokenOf } from './sessions.ts';

/** What the page is told of who is signed in. */
export const accountOf = (person: Person, session: Session) => ({
  ...person,
  factors: session.factors,
  open: isOpen(session, person.enrolled),
});

/** Text of a field in a JSON body. */
export async function fields<Name extends string>(
  context: Context,
  ...names: readonly Name[]
): Promise<Record<Name, string>> {
  const body = (await context.req.json().catch(() => ({}))) as Record<string, unknown>;
  return Object.fromEntries(
    names.map((name) => [name, typeof body[name] === 'string' ? body[name] : '']),
  ) as Record<Name, string>;
}

/** The person of a session. */
export async function whoIs(
  storage: Storage,
  context: Context,
): Promise<{ person: Person; session: Session }> {
  const session = await requireSession(storage, context);
  const person = await findById(storage, session.recognizeId);
  if (person === undefined) throw refusal('signed-out');
  return { person, session };
}

/** Accounts and first factors: nothing here knows of faces. */
export function accounts(storage: Storage): Hono {
  const app = new Hono();
  const enter = async (context: Context, person: Person, factor: 'password' | 'message') =>
    context.json(accountOf(person, await signIn(storage, context, person.recognizeId, factor)));

  app.get('/me', async (context) => {
    const session = await sessionOf(storage, tokenOf(context));
    const person = session && (await findById(storage, session.recognizeId));
    return context.json(person ? accountOf(person, session) : null);
  });

  app.post('/people', async (context) => {
    const { name, password } = await fields(context, 'name', 'password');
    return enter(context, await register(storage, name, password), 'password');
  });

  app.post('/sessions', async (context) => {
    const { name, password } = await fields(context, 'name', 'password');
    return enter(context, await checkPassword(storage, name, password), 'password');
  });

  app.delete('/sessions', async (context) => {
    await signOut(storage, context);
    return context.json({});
  });

  // The answer is the same whether anybody is called so.
  app.post('/messages', async (context) => {
    const { name, kind } = await fields(context, 'name', 'kind');
    const person = await findByName(storage, name);
    if (person) await sendMessage(storage, person.recognizeId, kind === 'link' ? 'link' : 'code');
    return context.json({});
  });

  // In the place of mail: a real host has no such call.
  app.get('/messages', async (context) => {
    const person = await findByName(storage, context.req.query('name') ?? '');
    return context.json(person ? await inbox(storage, person.recognizeId) : []);
  });

  app.post('/codes', async (context) => {
    const { name, code } = await fields(context, 'name', 'code');
    const person = await findByName(storage, name);
    if (person === undefined) throw refusal('wrong');
    await useCode(storage, person.recognizeId, code);
    return enter(context, person, 'message');
  });

  app.post('/links', async (context) => {
    const { secret } = await fields(context, 'secret');
    const person = await findById(storage, await useLink(storage, secret));
    if (person === undefined) throw refusal('wrong');
    return enter(context, person, 'message');
  });
  return app;
}
