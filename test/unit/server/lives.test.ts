import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MatchEngine } from '../../../src/matching/engine.ts';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend, testModelSet } from '../../support/test-backend.ts';
import {
  begin,
  deviceKeys,
  type Enrolled,
  enroll,
  enrollment,
  fetchOn,
  recovered,
  refused,
  request,
  rowsOf,
  run,
  send,
} from './client.ts';

let world: TestBackend;
let ann: Enrolled;
let keys: CryptoKeyPair;
const face = drawnFace(1);

beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
  keys = await deviceKeys();
  ann = await enroll(world, 'ann', face());
}, 60_000);
// Runs that these tests leave open must not stand in the way of the next one.
beforeEach(() => {
  world.clock.now += 700_000;
});
afterAll(() => world.close());

const options = () => ({ recognizeId: 'ann', ceremony: 'recover', client: ann.client, keys }) as const;
const beginWith = (more: Partial<Parameters<typeof begin>[1]>) =>
  refused(begin(world, { ...options(), ...more }));

describe('a ceremony', () => {
  it.each(['evaluate', 'finish'])('that nobody began: %s', async (step) => {
    for (const id of ['A'.repeat(43), 'x', '%00', '%FF', 'ü']) {
      const sealed = await request(
        world,
        step === 'evaluate' ? 2 : 3,
        'ann',
        `ceremonies/${id}/${step}`,
        new Uint8Array(64),
      );
      const { code, status } = await refused(send(world, 'ann', sealed));
      expect([code.split('/')[1]!.replace('session-unknown', 'not-found'), status]).toEqual([
        'not-found',
        404,
      ]);
    }
  });

  it('of somebody else is unknown', async () => {
    const begun = await begin(world, options());
    await enroll(world, 'bea', face());
    const sealed = await request(
      world,
      2,
      'bea',
      `ceremonies/${begun.id}/evaluate`,
      begun.evaluateRequest(face()),
    );
    expect(await refused(send(world, 'bea', sealed))).toEqual({
      code: 'ceremony/session-unknown',
      status: 404,
    });
  });

  it('that took too long has expired, and is unknown once it was swept', async () => {
    const begun = await begin(world, options());
    const second = await begun.second(begun.evaluateRequest(face()));
    world.clock.now += 601_000;
    expect(await refused(send(world, 'ann', second))).toEqual({
      code: 'ceremony/session-expired',
      status: 409,
    });
    await world.server.sweep();
    expect(await refused(send(world, 'ann', second))).toEqual({
      code: 'ceremony/session-unknown',
      status: 404,
    });
  });

  it('that is a little late has expired, whatever the sweep of every minute drops', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const swept = await createTestBackend({ storage: await testStorage() });
    const dan = await enroll(swept, 'dan', face());
    const begun = await begin(swept, { ...options(), recognizeId: 'dan', client: dan.client });
    const second = await begun.second(begun.evaluateRequest(face()));
    const afterMinute = () => {
      vi.advanceTimersByTime(60_000);
      return refused(send(swept, 'dan', second));
    };
    swept.clock.now += 600_000;
    expect(await afterMinute()).toMatchObject({ code: 'ceremony/session-expired' });
    swept.clock.now += 60_000;
    expect(await afterMinute()).toMatchObject({ code: 'ceremony/session-unknown' });
    await swept.close();
    vi.useRealTimers();
  });

  it('cannot be finished before EvaluateResponse, nor with a body of another length', async () => {
    const begun = await begin(world, options());
    const early = await begun.third(new Uint8Array(128));
    expect(await refused(send(world, 'ann', early))).toMatchObject({ code: 'ceremony/session-spent' });
    const short = await begun.second(new Uint8Array(63));
    expect(await refused(send(world, 'ann', short))).toMatchObject({ code: 'security/envelope-invalid' });
    await send(world, 'ann', await begun.second(begun.evaluateRequest(face())));
    const long = await begun.third(new Uint8Array(129));
    expect(await refused(send(world, 'ann', long))).toMatchObject({ code: 'security/envelope-invalid' });
  });

  it('of the wrong kind for its device', async () => {
    expect(await beginWith({ ceremony: 'authenticate' })).toEqual({ code: 'server/forbidden', status: 403 });
    const bound = await recovered(world, ann, face());
    const own = { client: bound.share, keys: bound.keys };
    expect(await beginWith(own)).toEqual({ code: 'server/forbidden', status: 403 });
    const other = { ...own, ceremony: 'authenticate', keys: await deviceKeys() } as const;
    expect(await beginWith(other)).toEqual({ code: 'server/forbidden', status: 403 });
    expect(await beginWith({ ...own, ceremony: 'authenticate' })).toMatchObject({ code: 'none' });
  });

  it('of a person with ten open ones, of which each has come to its EvaluateRequest', async () => {
    const first = await begin(world, options());
    const codes = await Promise.all(Array.from({ length: 13 }, () => beginWith({})));
    expect(codes.filter(({ code }) => code === 'none')).toHaveLength(13);
    expect(await rowsOf(world, 'ceremonies', `expires > ${world.clock.now}`)).toHaveLength(10);
    // The oldest gave way.
    expect(
      await refused(send(world, 'ann', await first.second(first.evaluateRequest(face())))),
    ).toMatchObject({
      code: 'ceremony/session-unknown',
    });
    await world.storage.query('update recognize_ceremonies set request2 = ceremony_id where sid is not null');
    expect(await beginWith({})).toEqual({ code: 'server/too-many', status: 429 });
  });

  it('with a client state that has expired', async () => {
    const made = await enroll(world, 'cem', face(), { change: { type: 'TEMPORARY' } });
    const cem = { recognizeId: 'cem', ceremony: 'recover', client: made.client, keys } as const;
    world.clock.now += 599_000;
    await begin(world, cem);
    world.clock.now += 2_000;
    expect(await refused(begin(world, cem))).toEqual({ code: 'client-state/expired', status: 409 });
    await world.server.sweep();
    expect(await refused(begin(world, cem))).toEqual({ code: 'client-state/revoked', status: 409 });
  });

  it('with a temporary client state that has served', async () => {
    const made = await enroll(world, 'dan', face(), { change: { type: 'TEMPORARY' } });
    const dan = { recognizeId: 'dan', ceremony: 'recover', client: made.client, keys } as const;
    const beside = await begin(world, dan);
    await recovered(world, made, face());
    expect(await rowsOf(world, 'devices', "recognize_id = 'dan'")).toMatchObject([{ type: 'SDK' }]);
    expect(await refused(begin(world, dan))).toMatchObject({ code: 'client-state/revoked' });
    const second = beside.second(beside.evaluateRequest(face()));
    expect(await refused(send(world, 'dan', await second))).toMatchObject({ code: 'client-state/revoked' });
  });
});

describe('an enrollment', () => {
  it('with a share id that is known already', async () => {
    const made = await enrollment(world, 'ann', face(), { change: { shareId: ann.client.shareId } });
    expect(await refused(send(world, 'ann', made.request))).toEqual({
      code: 'ceremony/already-enrolled',
      status: 409,
    });
    expect(await rowsOf(world, 'devices', "recognize_id = 'ann' and type = 'BACKUP'")).toHaveLength(1);
  });

  it('made with another model', async () => {
    const made = await enrollment(world, 'ann', face(), { change: { modelIdHash: new Uint8Array(32) } });
    expect(await refused(send(world, 'ann', made.request))).toEqual({
      code: 'client-state/model-mismatch',
      status: 409,
    });
  });

  it('that was kept when its model goes away', async () => {
    const old = testModelSet();
    const newer = { ...old, embedder: { ...old.embedder, sha256: '1'.repeat(64) } };
    const server = await createRecognizeServer({ ...world.settings, models: [newer] });
    const other = { ...world, server } as TestBackend;
    const made = await refused(begin({ ...other, fetchAs: fetchOn(server) } as TestBackend, options()));
    await server.close();
    expect(made).toEqual({ code: 'client-state/model-mismatch', status: 409 });
  });
});

it('the engine of the browser speaks the same language as these bare messages', async () => {
  const engine = new MatchEngine();
  const made = await engine.enroll(face(), { modelId: world.modelId, n: 256, center: new Float32Array(256) });
  expect(made.client.share).toHaveLength(ann.client.share.length);
  expect((await run(world, options(), face())).finishResponse.recognized).toBe(true);
});
