import { Hono } from 'hono';
import type { Device, Storage } from 'recognize-elements/server';
import { accountOf, fields, whoIs } from './accounts.ts';
import { type Host, permit, useUp, verify } from './challenges.ts';
import type { ClientStates } from './client-states.ts';
import { pay, payments, readPayment, shown } from './payments.ts';
import { findById, setEnrolled } from './people.ts';
import { isFirst, sessionProven } from './proofs.ts';
import { refusal } from './refuse.ts';
import { isOpen, sessionOf, signIn, tokenOf } from './sessions.ts';

/** What the host does beside the backend module: authorizations before a ceremony, the assertion after it, client states between. */
export function faces(storage: Storage, host: Host, states: ClientStates): Hono {
  const app = new Hono();

  app.post('/authorizations', async (context) => {
    const { person, session } = await whoIs(storage, context);
    const { ceremony, activate } = await fields(context, 'ceremony', 'activate');
    if (ceremony !== 'enroll' && ceremony !== 'recover' && ceremony !== 'authenticate')
      throw refusal('not-allowed');
    const { enrolled } = person;
    if (ceremony === 'enroll' && !isOpen(session, enrolled)) throw refusal('not-allowed');
    // A first enrollment takes the place of one whose end this host never heard of.
    const kind = ceremony === 'enroll' ? { activate: activate === 'yes', replace: !enrolled } : {};
    return context.json(
      await permit(host, storage, session, { ceremony, origin: originOf(context.req.raw), ...kind }),
    );
  });

  // After the first factor, to whoever has to show their face next.
  app.get('/client-state', async (context) => {
    const { person } = await whoIs(storage, context);
    const list = `${host.origins[0]}${host.path}/people/${person.recognizeId}/devices`;
    const answer = await host.recognize.fetch(new Request(list, { headers: context.req.raw.headers }));
    const { devices } = (await answer.json()) as { devices: Device[] };
    const ids = devices.map(({ deviceId }) => deviceId);
    const clientState = await states.find(person.recognizeId, ids);
    if (clientState === undefined) throw refusal('no-client-state');
    return context.json({ clientState });
  });

  // What it brings cannot be made again, so the page repeats it until it hears an answer.
  app.post('/assertions', async (context) => {
    const { assertion, clientState, deviceId } = await fields(
      context,
      'assertion',
      'clientState',
      'deviceId',
    );
    const token = tokenOf(context);
    const session = (await sessionOf(storage, token)) ?? (await sessionProven(storage, token, assertion));
    if (token === undefined || session === undefined) throw refusal('signed-out');
    const { recognizeId } = session;
    const claims = await verify(host, assertion, recognizeId);
    await storage.transaction(async (sql) => {
      if (!(await isFirst(sql, 'sign-in', session, token, assertion, claims))) return;
      const { ceremony, payment } = await useUp(sql, session, claims);
      if (payment !== undefined) throw refusal('assertion');
      if (ceremony !== 'enroll') return;
      if (clientState !== '') await states.keep(sql, recognizeId, deviceId, clientState);
      await setEnrolled(sql, recognizeId, true);
    });
    const proven = await signIn(storage, context, recognizeId, 'face', session);
    return context.json(accountOf((await findById(storage, recognizeId))!, proven));
  });

  // A further client state: the module issued the authorization, to an open session only.
  app.post('/client-states', async (context) => {
    const { person, session } = await whoIs(storage, context);
    if (!isOpen(session, person.enrolled)) throw refusal('not-allowed');
    const { assertion, clientState } = await fields(context, 'assertion', 'clientState');
    const { ceremony, device_id } = await verify(host, assertion, person.recognizeId);
    if (ceremony !== 'enroll' || clientState === '') throw refusal('assertion');
    await states.keep(storage, person.recognizeId, device_id, clientState);
    return context.json({});
  });

  app.post('/payments', async (context) => {
    const { person, session } = await whoIs(storage, context);
    if (!isOpen(session, person.enrolled)) throw refusal('not-allowed');
    const { language, ...asked } = await fields(context, 'payee', 'amount', 'language');
    const payment = readPayment(asked, person.balance);
    const transaction = shown(payment, language);
    const wanted = { ceremony: 'authenticate', origin: originOf(context.req.raw), payment } as const;
    return context.json({
      transaction,
      ...(await permit(host, storage, session, { ...wanted, transaction })),
    });
  });

  app.post('/payments/confirm', async (context) => {
    const { person, session } = await whoIs(storage, context);
    const { assertion } = await fields(context, 'assertion');
    const claims = await verify(host, assertion, person.recognizeId);
    await storage.transaction(async (sql) => {
      if (!(await isFirst(sql, 'payment', session, tokenOf(context)!, assertion, claims))) return;
      const { payment } = await useUp(sql, session, claims);
      if (payment === undefined) throw refusal('assertion');
      await pay(sql, person.recognizeId, payment, claims.device_id);
    });
    return context.json({ claims });
  });

  app.get('/payments', async (context) => {
    const { person, session } = await whoIs(storage, context);
    if (!isOpen(session, person.enrolled)) throw refusal('not-allowed');
    return context.json(await payments(storage, person.recognizeId));
  });

  // The support desk of a real host does this, after it knows whom it speaks to.
  app.delete('/lock', async (context) => {
    const { person } = await whoIs(storage, context);
    await host.recognize.resetLockout(person.recognizeId);
    return context.json({});
  });

  const originOf = (request: Request): string => {
    const origin = request.headers.get('origin') ?? '';
    return host.origins.includes(origin) ? origin : host.origins[0]!;
  };
  return app;
}
