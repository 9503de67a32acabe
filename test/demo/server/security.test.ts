import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { origin } from '../../support/test-backend.ts';
import { createDemoHost, type DemoHost, supportToken } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

let host: DemoHost;
let recognizeId: string;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  host = await createDemoHost({ showsMessages: false });
  ({ recognizeId } = await host.register('ann'));
});
afterAll(async () => {
  await host.close();
  vi.useRealTimers();
});
beforeEach(() => void vi.setSystemTime(Date.now() + 3_600_000));
afterEach(() => vi.restoreAllMocks());

describe('the lock of an account', () => {
  const lockedUntil = async () =>
    (
      await host.storage.query<{ locked_until: number }>(
        'select locked_until from recognize_people where recognize_id = $1',
        [recognizeId],
      )
    )[0]?.locked_until;
  beforeEach(() =>
    host.storage.query(
      'insert into recognize_people values ($1, 0, $2, 5) on conflict (recognize_id) do update set locked_until = 5',
      [recognizeId, []],
    ),
  );
  const decision = { name: 'ann', by: 'employee 4711', reason: 'identified at the counter' };
  const unlock = (authorization: string, body: object = decision) => {
    const client = host.client();
    client.headers = { authorization };
    return client.call('POST', 'support/unlock', body);
  };

  it('cannot be ended by the locked person', async () => {
    const client = await host.signInAgain('ann');
    expect((await client.fetch('DELETE', '/api/lock')).status).toBe(404);
    expect((await client.call('POST', 'support/unlock', decision)).status).toBe(403);
    expect((await unlock('Bearer token-of-the-support-desc')).status).toBe(403);
    expect(await lockedUntil()).toBe(5);
  });

  it('is ended by the support desk, which says who decided it and why', async () => {
    const log = vi.spyOn(console, 'info').mockImplementation(() => {});
    expect((await unlock(`Bearer ${supportToken}`, { name: 'ann', by: 'x' })).status).toBe(400);
    expect((await unlock(`Bearer ${supportToken}`, { ...decision, deviceId: 'A'.repeat(22) })).status).toBe(
      404,
    );
    expect(await lockedUntil()).toBe(5);
    expect((await unlock(`Bearer ${supportToken}`)).status).toBe(200);
    expect(await lockedUntil()).toBe(0);
    const { by, reason } = decision;
    expect(log.mock.calls.map(([line]) => JSON.parse(line))).toEqual([
      { event: 'unlocked', recognizeId, by, reason },
    ]);
  });
});

describe('a body', () => {
  it('returns 413 when it is larger than the route needs', async () => {
    const large = { name: 'ann', password: 'x'.repeat(110_000) };
    expect(await host.client().call('POST', 'sessions', large)).toEqual({
      status: 413,
      body: { error: 'too-large' },
    });
    const sealed = { recognizeId, ceremony: 'recover', body: 'A'.repeat(1_100_000) };
    const client = await host.signInAgain('ann');
    expect((await client.fetch('POST', '/recognize-api/ceremonies', sealed)).status).toBe(413);
  });

  it('is not read to its end when its length is unknown', async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 10_000;
        controller.enqueue(new Uint8Array(10_000));
      },
    });
    const request = new Request(`${origin}/api/sessions`, {
      method: 'POST',
      headers: { origin },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect((await host.app.fetch(request)).status).toBe(413);
    expect(sent).toBeLessThan(1_000_000);
  });

  it.each([
    ['people', { name: 'a\0b', password: 'long enough' }],
    ['people', { name: 'gus', password: 'long enough\0' }],
    ['sessions', { name: 'ann\0', password: 'x' }],
    ['messages', { name: '\0ann', kind: 'code' }],
    ['codes', { name: 'ann', code: '\0' }],
    ['links', { secret: '\0' }],
    ['people/confirm', { code: '\0' }],
  ])('returns 400 for U+0000: POST %s %j', async (path, body) => {
    expect(await host.client().call('POST', path, body)).toEqual({
      status: 400,
      body: { error: 'bad-request' },
    });
  });

  it.each(['assertions', 'client-states', 'payments', 'payments/confirm'])(
    'returns 400 for U+0000 in a session: POST %s',
    async (path) => {
      const value = 'x\0y';
      const body = { assertion: value, clientState: value, payee: value, amount: '1', language: value };
      const client = await host.signInAgain('ann');
      expect((await client.call('POST', path, body)).status).toBe(400);
    },
  );

  it.each([
    '/api/messages?name=%00',
    '/%00',
    '/recognize/assets/%00.js',
    '/recognize-api/people/%00/devices',
  ])('returns 400 for U+0000 in the address: GET %s', async (path) => {
    expect((await host.client().fetch('GET', path)).status).toBe(400);
  });
});

it('shows no messages, and has no backend for the page of states, when other machines reach the host', async () => {
  await host.client().call('POST', 'messages', { name: 'ann', kind: 'code' });
  expect(host.inbox.list('ann')).toHaveLength(1);
  expect(await host.client().call('GET', 'messages?name=ann')).toEqual({
    status: 404,
    body: { error: 'no-inbox' },
  });
  expect((await host.client().fetch('POST', '/states-api/authorization', {})).status).toBe(404);
});

it('stores no code, no link, no token and no address in plain text', async () => {
  const client = host.client();
  await client.call('POST', 'messages', { name: 'ann', kind: 'link' });
  const { secret } = host.inbox.list('ann')[0]!;
  vi.setSystemTime(Date.now() + 61_000);
  await client.call('POST', 'messages', { name: 'ann', kind: 'code' });
  const { secret: code } = host.inbox.list('ann')[0]!;
  const { cookie } = await host.signInAgain('ann');
  await host.client().call('POST', 'people', { name: 'gil', password: 'long enough' });
  const tables = ['one_time_secrets', 'registrations', 'rate_limits', 'sessions'];
  const rows = await Promise.all(tables.map((table) => host.storage.query(`select * from demo_${table}`)));
  const stored = rows.flat(2).flatMap((row) => Object.values(row));
  for (const plain of [secret, code, cookie.split('=')[1]]) expect(stored).not.toContain(plain);
  expect(rows.every((table) => table.length > 0)).toBe(true);
});

describe('a name with an account, and one without', () => {
  /** Status, headers and body of a response, and the statements that the request ran. */
  async function observe(path: string, body: object) {
    const statements: string[] = [];
    const { query } = host.storage;
    const spy = vi.spyOn(host.storage, 'query').mockImplementation((statement, parameters) => {
      statements.push(statement);
      return query(statement, parameters);
    });
    const response = await host.client().fetch('POST', `/api/${path}`, body);
    spy.mockRestore();
    const headers = [...response.headers.keys()].sort();
    return { status: response.status, headers, body: await response.json(), statements };
  }

  it.each([
    ['people', { password: 'long enough' }],
    ['messages', { kind: 'code' }],
    ['messages', { kind: 'link' }],
    ['codes', { code: '123456' }],
    ['sessions', { password: 'wrong password' }],
  ])('get the same response after the same work: POST %s %j', async (path, body) => {
    const known = await observe(path, { name: 'ann', ...body });
    const unknown = await observe(path, { name: 'nobody', ...body });
    expect(known).toEqual(unknown);
    expect(known.statements.length).toBeGreaterThan(1);
  });

  it('get different messages after a registration, which only their owner can read', async () => {
    for (const name of ['ann', 'gwen'])
      await host.client().call('POST', 'people', { name, password: 'long enough' });
    expect(host.inbox.list('ann')[0]).toMatchObject({ kind: 'account-exists' });
    expect(host.inbox.list('gwen')[0]).toMatchObject({
      kind: 'code',
      secret: expect.stringMatching(/^\d{6}$/),
    });
  });
});

describe('the headers', () => {
  it('demand HTTPS, and the cookie is not sent without it, when the page has an HTTPS origin', async () => {
    const response = await host.client().fetch('POST', '/api/sessions', {
      name: 'ann',
      password: "ann's password",
    });
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    const [cookie] = response.headers.getSetCookie();
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/'])
      expect(cookie!.split('; ')).toContain(attribute);
  });

  it('do not demand HTTPS on this machine', async () => {
    const local = await createDemoHost({ origins: ['http://localhost:5173'] });
    const response = await local.app.request('http://localhost:5173/api/me');
    expect(response.headers.get('strict-transport-security')).toBeNull();
    // Another name for this machine, as after DNS rebinding, reads nothing.
    const rebound = await local.app.request('http://evil.example:5173/api/messages?name=ann');
    expect(rebound.status).toBe(403);
    await local.close();
  });

  it.each(['cross-site', 'same-site'])(
    'refuse a request that a page of another site sent: %s',
    async (site) => {
      const client = host.client();
      client.headers = { 'sec-fetch-site': site };
      expect((await client.call('POST', 'messages', { name: 'ann', kind: 'code' })).status).toBe(403);
    },
  );
});

it('writes no values of parameters into the log when the database fails', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await host.storage.query('alter table demo_registrations rename to lost');
  const body = { name: 'secretive', password: 'long and secret' };
  expect((await host.client().call('POST', 'people', body)).status).toBe(500);
  await host.storage.query('alter table lost rename to demo_registrations');
  const written = inspect(log.mock.calls, { depth: 9 });
  expect(written).toContain('demo_registrations');
  expect(written).not.toContain('secretive');
});

it('keeps a session ended that signs out while it adds a factor', async () => {
  const client = await host.signInAgain('ann');
  const { cookie } = client;
  const second = host.client();
  second.cookie = cookie;
  const credentials = { name: 'ann', password: "ann's password" };
  await Promise.all([client.call('DELETE', 'sessions'), second.call('POST', 'sessions', credentials)]);
  const old = host.client();
  old.cookie = cookie;
  expect((await old.call('GET', 'me')).body).toBeNull();
});
