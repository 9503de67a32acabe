import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HttpClient } from './http-client.ts';
import { createDemoHost, type DemoHost, signedInName } from './support.ts';

vi.mock('recognize-elements/server', () => import('../../../src/server/index.ts'));

let host: DemoHost;
beforeAll(async () => {
  host = await createDemoHost();
  await host.register('ann');
  await host.register('bea');
});
afterAll(() => host.close());

/** Lets the limits of an hour pass. */
const passAnHour = () => vi.setSystemTime(Date.now() + 3_600_000);
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
beforeEach(passAnHour);
afterAll(() => {
  vi.useRealTimers();
});

const wrong = { status: 401, body: { error: 'wrong' } };
const badRequest = { status: 400, body: { error: 'bad-request' } };

describe('a password', () => {
  it('is set at registration, and signs in', async () => {
    const { client } = await host.register('cleo');
    expect(await signedInName(client)).toBe('cleo');
    expect(await signedInName(await host.signInAgain('cleo'))).toBe('cleo');
  });

  it('returns 401 when it is wrong, and for a name that does not exist', async () => {
    const client = host.client();
    expect(await client.call('POST', 'sessions', { name: 'ann', password: "bea's password" })).toEqual(wrong);
    expect(await client.call('POST', 'sessions', { name: 'zoe', password: "zoe's password" })).toEqual(wrong);
    expect(await signedInName(client)).toBeNull();
  });

  it('returns 400 when it is too short, and 401 without the code that was sent, without creating an account', async () => {
    const client = host.client();
    const short = await client.call('POST', 'people', { name: 'dora', password: 'short' });
    expect(short).toEqual({ status: 400, body: { error: 'password-short' } });
    await client.call('POST', 'people', { name: 'dora', password: 'long enough' });
    const code = host.inbox.list('dora')[0]!.secret!;
    expect(await client.call('POST', 'people/confirm', { code: otherCode(code) })).toEqual(wrong);
    expect(await signedInName(client)).toBeNull();
  });

  it('is set by the browser that began the registration only', async () => {
    const [thief, person] = [host.client(), host.client()];
    await thief.call('POST', 'people', { name: 'fern', password: "thief's password" });
    expect(await person.call('POST', 'people/confirm', { code: host.inbox.list('fern')[0]!.secret })).toEqual(
      wrong,
    );
    passAnHour();
    await person.call('POST', 'people', { name: 'fern', password: "fern's password" });
    const { secret: code } = host.inbox.list('fern')[0]!;
    expect((await person.call('POST', 'people/confirm', { code })).body).toMatchObject({ name: 'fern' });
    expect(await thief.call('POST', 'people/confirm', { code })).toEqual(wrong);
    const signIn = (password: string) => host.client().call('POST', 'sessions', { name: 'fern', password });
    expect(await signIn("thief's password")).toEqual(wrong);
    expect((await signIn("fern's password")).status).toBe(200);
  });
});

describe('a body that does not match its schema', () => {
  it.each([
    ['people', { name: 'fay' }],
    ['sessions', { name: 'ann', password: 7 }],
    ['messages', { name: 'ann', kind: 'pigeon' }],
    ['codes', ['ann', '123456']],
    ['links', undefined],
  ])('returns 400: POST %s', async (path, body) => {
    expect(await host.client().call('POST', path, body)).toEqual(badRequest);
  });
});

/** Requests a message for a user, and reads it from the demo's inbox. */
async function sendMessage(kind: 'code' | 'link', name: string): Promise<string> {
  passAnHour();
  const client = host.client();
  await client.call('POST', 'messages', { name, kind });
  const { body } = await client.call('GET', `messages?name=${name}`);
  return (body as { kind: string; secret: string }[]).find((message) => message.kind === kind)!.secret;
}
const otherCode = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a one-time code', () => {
  const useCode = (client: HttpClient, code: string, name = 'ann') =>
    client.call('POST', 'codes', { name, code });

  it('signs in once', async () => {
    const [code, client] = [await sendMessage('code', 'ann'), host.client()];
    expect(await useCode(client, otherCode(code))).toEqual(wrong);
    expect((await useCode(client, `${code.slice(0, 3)} ${code.slice(3)}`)).body).toMatchObject({
      name: 'ann',
      factors: ['message'],
    });
    expect(await signedInName(client)).toBe('ann');
    expect(await useCode(host.client(), code)).toEqual(wrong);
  });

  it('is accepted once when two requests with it arrive at the same time', async () => {
    const code = await sendMessage('code', 'ann');
    const responses = await Promise.all([useCode(host.client(), code), useCode(host.client(), code)]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  it('works for its user only, and not after five wrong attempts', async () => {
    const code = await sendMessage('code', 'ann');
    await sendMessage('code', 'bea');
    expect(await useCode(host.client(), code, 'bea')).toEqual(wrong);
    for (let i = 0; i < 5; i++) expect(await useCode(host.client(), otherCode(code))).toEqual(wrong);
    expect(await useCode(host.client(), code)).toEqual(wrong);
  });

  it('is replaced by the next code', async () => {
    const [first, second] = [await sendMessage('code', 'ann'), await sendMessage('code', 'ann')];
    if (first !== second) expect(await useCode(host.client(), first)).toEqual(wrong);
    expect((await useCode(host.client(), second)).status).toBe(200);
  });
});

describe('a magic link', () => {
  const useLink = (client: HttpClient, secret: string) => client.call('POST', 'links', { secret });

  it('signs in once', async () => {
    const [secret, client] = [await sendMessage('link', 'ann'), host.client()];
    expect((await useLink(client, secret)).body).toMatchObject({ name: 'ann', factors: ['message'] });
    expect(await useLink(host.client(), secret)).toEqual(wrong);
  });

  it('returns 401 for an unknown secret, and for a code', async () => {
    const code = await sendMessage('code', 'ann');
    expect(await useLink(host.client(), 'A'.repeat(32))).toEqual(wrong);
    expect(await useLink(host.client(), code)).toEqual(wrong);
  });

  it('ends the session of another user in the same browser', async () => {
    const client = await host.signInAgain('bea');
    const previous = client.cookie;
    expect((await useLink(client, await sendMessage('link', 'ann'))).body).toMatchObject({
      factors: ['message'],
    });
    expect(await signedInName(client)).toBe('ann');
    client.cookie = previous;
    expect(await signedInName(client)).toBeNull();
  });
});

it('ends the session when the user signs out, and not only the cookie', async () => {
  const client = await host.signInAgain('ann');
  const { cookie } = client;
  await client.call('DELETE', 'sessions');
  expect(await signedInName(client)).toBeNull();
  client.cookie = cookie;
  expect(await signedInName(client)).toBeNull();
});
