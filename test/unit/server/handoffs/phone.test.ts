import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toBase64url } from '../../../../src/wire/base64url.ts';
import { systemRandom } from '../../../../src/wire/bytes.ts';
import { readAuthorization } from '../../../../src/wire/tokens.ts';
import { databasesWith, findPostgres } from '../../../support/postgres.ts';
import type { TestBackend } from '../../../support/test-backend.ts';
import { call, create, createHandoffBackend, otherCode, stateOf, take } from './support.ts';

const postgres = await findPostgres();
afterAll(() => postgres.close());
const databases = databasesWith(postgres).filter(([, available]) => available);

describe.each(databases)('on %s', (_name, _available, open) => {
  let backend: TestBackend;
  beforeAll(async () => {
    backend = await createHandoffBackend(await open());
  });
  afterAll(() => backend.close());
  beforeEach(() => {
    backend.clock.now += 700_000;
  });

  it('shows the browser of the desktop to who has the link', async () => {
    const { handoffId, linkKey } = await create(backend);
    expect(await call(backend, undefined, 'POST', `handoffs/${handoffId}/open`, { linkKey })).toEqual({
      browser: 'Firefox',
      system: 'Windows',
      triesLeft: 3,
      remainingMs: 300_000,
    });
  });

  it.each([
    ['with another key', (id: string) => id],
    ['with another id', () => toBase64url(systemRandom(16))],
  ])('answers handoff/expired to a link %s', async (_what, idOf) => {
    const { handoffId } = await create(backend);
    const linkKey = toBase64url(systemRandom(32));
    const path = `handoffs/${idOf(handoffId)}/open`;
    expect(await call(backend, undefined, 'POST', path, { linkKey })).toEqual({
      code: 'handoff/expired',
      status: 409,
    });
  });

  it('[T113] gives nothing to a link without the code, and cancels at the third wrong code', async () => {
    const created = await create(backend);
    const wrong = otherCode(created.code);
    expect((await take(backend, created, wrong)).answer).toEqual({ accepted: false, triesLeft: 2 });
    expect((await take(backend, created, '')).answer).toEqual({ accepted: false, triesLeft: 1 });
    expect((await take(backend, created, wrong)).answer).toMatchObject({ code: 'handoff/cancelled' });
    expect((await take(backend, created)).answer).toMatchObject({ code: 'handoff/cancelled' });
    expect(await stateOf(backend, created)).toMatchObject({ state: 'cancelled' });
  });

  it('counts wrong codes that arrive at the same time', async () => {
    const created = await create(backend);
    const wrong = otherCode(created.code);
    const answers = await Promise.all(Array.from({ length: 8 }, () => take(backend, created, wrong)));
    expect(answers.filter(({ answer }) => answer.accepted === false)).toHaveLength(2);
  });

  it('[T114] gives a link to one of several phones that type the code at the same time', async () => {
    const created = await create(backend);
    const answers = await Promise.all(Array.from({ length: 6 }, () => take(backend, created)));
    expect(answers.filter(({ answer }) => answer.accepted === true)).toHaveLength(1);
    expect(answers.filter(({ answer }) => answer.code === 'handoff/taken')).toHaveLength(5);
    const { handoffId, linkKey } = created;
    expect(await call(backend, undefined, 'POST', `handoffs/${handoffId}/open`, { linkKey })).toEqual({
      code: 'handoff/taken',
      status: 409,
    });
  });

  it('repeats its answer for the same phone, whose first answer was lost', async () => {
    const created = await create(backend);
    const key = systemRandom(32);
    const { answer } = await take(backend, created, created.code, key);
    expect((await take(backend, created, created.code, key)).answer).toEqual(answer);
  });

  it('[T119] ends five minutes after the creation, and five minutes after the code was typed', async () => {
    const neverOpened = await create(backend);
    backend.clock.now += 300_000;
    expect((await take(backend, neverOpened)).answer).toMatchObject({ code: 'handoff/expired' });
    const created = await create(backend);
    backend.clock.now += 299_000;
    const { handoffKey } = await take(backend, created);
    backend.clock.now += 299_000;
    const authorize = () =>
      call(backend, undefined, 'POST', `handoffs/${created.handoffId}/authorize`, { handoffKey });
    expect(await authorize()).toHaveProperty('authorization');
    backend.clock.now += 1_000;
    expect(await authorize()).toEqual({ code: 'handoff/expired', status: 409 });
  });

  it('issues an authorization with the claims of the host, for this hand-off, at most ten times', async () => {
    const claims = { challenge: 'abc', operation: 'login-1' };
    const created = await create(backend, 'ann desk', { claims });
    const { handoffKey } = await take(backend, created);
    const path = `handoffs/${created.handoffId}/authorize`;
    const { authorization } = await call(backend, undefined, 'POST', path, { handoffKey });
    expect(readAuthorization(authorization)).toMatchObject({
      ...claims,
      sub: 'ann',
      ceremony: 'recover',
      liveness: 'off',
      handoff: created.handoffId,
    });
    for (let i = 1; i < 10; i++) await call(backend, undefined, 'POST', path, { handoffKey });
    expect(await call(backend, undefined, 'POST', path, { handoffKey })).toMatchObject({
      code: 'server/too-many',
    });
  });

  it('cancels for a person who did not ask for it', async () => {
    const created = await create(backend);
    const { handoffId, linkKey } = created;
    expect(await call(backend, undefined, 'POST', `handoffs/${handoffId}/decline`, { linkKey })).toEqual({});
    expect(await stateOf(backend, created)).toMatchObject({ state: 'cancelled' });
    expect((await take(backend, created)).answer).toMatchObject({ code: 'handoff/cancelled' });
  });

  it('answers 401 to another key than that of the phone', async () => {
    const { handoffId } = await create(backend);
    const handoffKey = toBase64url(systemRandom(32));
    expect(await call(backend, undefined, 'POST', `handoffs/${handoffId}/authorize`, { handoffKey })).toEqual(
      {
        code: 'server/unauthorized',
        status: 401,
      },
    );
  });
});
