import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHost } from './host.ts';
import type { Visitor } from './visitor.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

let host: Awaited<ReturnType<typeof createHost>>;
let ann: string;
beforeAll(async () => {
  host = await createHost();
  ann = (await host.registered('ann')).recognizeId;
  await host.registered('bea');
});
afterAll(() => host.close());

const signedInAs = async (who: Visitor) => (await who.call('GET', 'me')).body?.name ?? null;
const wrong = { status: 401, body: { error: 'wrong' } };

describe('a password', () => {
  it('is chosen with the account, and signs in', async () => {
    const { who } = await host.registered('cleo');
    expect(await signedInAs(who)).toBe('cleo');
    expect(await signedInAs(await host.returned('cleo'))).toBe('cleo');
  });

  it('that is wrong is refused, also for a name that nobody has', async () => {
    const who = host.visitor();
    expect(await who.call('POST', 'sessions', { name: 'ann', password: "bea's password" })).toEqual(wrong);
    expect(await who.call('POST', 'sessions', { name: 'zoe', password: "zoe's password" })).toEqual(wrong);
    expect(await signedInAs(who)).toBeNull();
  });

  it('that is short, and a name that is taken, make no account', async () => {
    const who = host.visitor();
    const short = await who.call('POST', 'people', { name: 'dora', password: 'short' });
    expect(short).toEqual({ status: 400, body: { error: 'password-short' } });
    const taken = await who.call('POST', 'people', { name: ' Ann ', password: 'long enough' });
    expect(taken).toEqual({ status: 409, body: { error: 'name-taken' } });
    expect(await signedInAs(who)).toBeNull();
  });
});

/** Has something sent to somebody, and reads their mail. */
async function sent(kind: 'code' | 'link', name: string): Promise<string> {
  const who = host.visitor();
  await who.call('POST', 'messages', { name, kind });
  const { body } = await who.call('GET', `messages?name=${name}`);
  return (body as { kind: string; secret: string }[]).find((message) => message.kind === kind)!.secret;
}
const otherThan = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a one-time code', () => {
  const use = (who: Visitor, code: string, name = 'ann') => who.call('POST', 'codes', { name, code });

  it('signs in once', async () => {
    const [code, who] = [await sent('code', 'ann'), host.visitor()];
    expect(await use(who, otherThan(code))).toEqual(wrong);
    expect((await use(who, `${code.slice(0, 3)} ${code.slice(3)}`)).body).toMatchObject({
      name: 'ann',
      factors: ['message'],
    });
    expect(await signedInAs(who)).toBe('ann');
    expect(await use(host.visitor(), code)).toEqual(wrong);
  });

  it('signs one in when two come with it at the same time', async () => {
    const code = await sent('code', 'ann');
    const answers = await Promise.all([use(host.visitor(), code), use(host.visitor(), code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('is for nobody else, and has five tries', async () => {
    const code = await sent('code', 'ann');
    await sent('code', 'bea');
    expect(await use(host.visitor(), code, 'bea')).toEqual(wrong);
    for (let i = 0; i < 5; i++) expect(await use(host.visitor(), otherThan(code))).toEqual(wrong);
    expect(await use(host.visitor(), code)).toEqual(wrong);
  });

  it('is replaced by the next one', async () => {
    const [first, second] = [await sent('code', 'ann'), await sent('code', 'ann')];
    if (first !== second) expect(await use(host.visitor(), first)).toEqual(wrong);
    expect((await use(host.visitor(), second)).status).toBe(200);
  });
});

describe('a magic link', () => {
  const use = (who: Visitor, secret: string) => who.call('POST', 'links', { secret });

  it('signs in once', async () => {
    const [secret, who] = [await sent('link', 'ann'), host.visitor()];
    expect((await use(who, secret)).body).toMatchObject({ name: 'ann', factors: ['message'] });
    expect(await use(host.visitor(), secret)).toEqual(wrong);
  });

  it('that was never sent is refused, and a code is none', async () => {
    const code = await sent('code', 'ann');
    expect(await use(host.visitor(), 'A'.repeat(32))).toEqual(wrong);
    expect(await use(host.visitor(), code)).toEqual(wrong);
  });

  it('takes whoever else was signed in out of the browser first', async () => {
    const who = await host.returned('bea');
    const before = who.cookie;
    expect((await use(who, await sent('link', 'ann'))).body).toMatchObject({ factors: ['message'] });
    expect(await signedInAs(who)).toBe('ann');
    who.cookie = before;
    expect(await signedInAs(who)).toBeNull();
  });
});

it('signing out ends the session, not only the cookie', async () => {
  const who = await host.returned('ann');
  const { cookie } = who;
  await who.call('DELETE', 'sessions');
  expect(await signedInAs(who)).toBeNull();
  who.cookie = cookie;
  expect(await signedInAs(who)).toBeNull();
});

describe('without a session', () => {
  const device = 'A'.repeat(22);
  it.each([
    ['POST', '/recognize-api/ceremonies'],
    ['GET', '/recognize-api/people/{ann}/devices'],
    ['PATCH', `/recognize-api/people/{ann}/devices/${device}`],
    ['DELETE', `/recognize-api/people/{ann}/devices/${device}`],
    ['DELETE', '/recognize-api/people/{ann}'],
    ['POST', '/api/authorizations'],
    ['GET', '/api/client-state'],
    ['POST', '/api/assertions'],
    ['POST', '/api/client-states'],
    ['POST', '/api/payments'],
    ['POST', '/api/payments/confirm'],
    ['GET', '/api/payments'],
    ['DELETE', '/api/lock'],
  ])('%s %s is 401', async (method, path) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : { recognizeId: ann, body: '' };
    const forged = host.visitor();
    forged.cookie = `demo-session=${'A'.repeat(43)}`;
    for (const who of [host.visitor(), forged]) {
      const { status } = await who.fetch(method, path.replace('{ann}', ann), body);
      expect(status).toBe(401);
    }
  });
});

it('a page of another origin changes nothing', async () => {
  const { status } = await host.foreign('POST', '/api/messages', { name: 'ann', kind: 'code' });
  expect(status).toBe(403);
});
