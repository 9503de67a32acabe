import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAttempt, removeMiss, requireAttemptsLeft } from '../../../src/ceremonies/attempt-limit.ts';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { HostCall } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { memoryStore } from '../../../src/store/memory.ts';
import { browserOf, codeOf, createWorld, drawnFace, engineHere, type World } from '../../support/world.ts';

const day = 86_400_000;

describe("this browser's own budget", () => {
  const codeAt = (store: ReturnType<typeof memoryStore>, now: number) =>
    codeOf(recordAttempt(store, 'ann', now));

  it('[T36] is ten captures a day', async () => {
    const store = memoryStore();
    for (let i = 0; i < 10; i++) expect(await codeAt(store, 1000 + i)).toBe('none');
    await expect(recordAttempt(store, 'ann', 2000)).rejects.toMatchObject({
      code: 'ceremony/locked',
      until: 1000 + day,
    });
    expect(await codeOf(recordAttempt(store, 'bea', 2000))).toBe('none');
    expect(await codeAt(store, 1000 + day)).toBe('none');
    expect(await codeAt(store, 1000 + day)).toBe('ceremony/locked');
  });

  it('is twenty attempts without a yes in thirty days', async () => {
    const store = memoryStore();
    for (let i = 0; i < 20; i++) expect(await codeAt(store, i * day)).toBe('none');
    expect(await codeAt(store, 20 * day)).toBe('ceremony/locked');
    expect(await codeAt(store, 30 * day)).toBe('none');
  });

  it('[T37] takes a yes back from the misses, and neither the day nor what came before', async () => {
    const store = memoryStore();
    for (let i = 0; i < 19; i++) await recordAttempt(store, 'ann', i * day);
    for (let i = 0; i < 9; i++) {
      await recordAttempt(store, 'ann', 19 * day + i);
      await removeMiss(store, 'ann', 19 * day + i);
    }
    const { sent, missed } = await store.countAttempts('ann', (now) => ({ next: now, result: now }));
    expect(missed).toHaveLength(19);
    expect(sent.filter((at) => at >= 19 * day)).toHaveLength(9);
    expect(await codeAt(store, 19 * day + 9)).toBe('none');
    expect(await codeAt(store, 19 * day + 10)).toBe('ceremony/locked');
  });

  it('does not lock for as long as a clock was wrong', async () => {
    const store = memoryStore();
    for (let i = 0; i < 10; i++) await recordAttempt(store, 'ann', 400 * day);
    expect(await codeAt(store, 1000)).toBe('ceremony/locked');
    expect(await codeAt(store, 1001 + day)).toBe('none');
  });

  it('is looked at without being used', async () => {
    const store = memoryStore();
    for (let i = 0; i < 50; i++) await requireAttemptsLeft(store, 'ann', i);
    for (let i = 0; i < 10; i++) await recordAttempt(store, 'ann', 100);
    expect(await codeOf(requireAttemptsLeft(store, 'ann', 101))).toBe('ceremony/locked');
  });
});

describe('on the way', () => {
  let world: World;
  let clientState: string;
  const face = drawnFace(1);
  beforeAll(async () => {
    world = await createWorld();
    const authorization = () => world.token({ recognizeId: 'ann', ceremony: 'enroll' });
    const browser = browserOf(world, 'ann', face);
    clientState = (await enroll(browser.context, { type: 'BACKUP', authorization })).clientState!;
  }, 60_000);
  afterAll(() => world.close());

  const run = (browser: ReturnType<typeof browserOf>) =>
    recover(browser.context, {
      recognizeId: 'ann',
      clientState,
      authorization: () => world.token({ recognizeId: 'ann', ceremony: 'recover' }),
    });

  it('an empty budget keeps the camera closed', async () => {
    let opened = 0;
    const count = async () => {
      opened++;
      return face();
    };
    const browser = browserOf(world, 'ann', face, { capture: count });
    for (let i = 0; i < 10; i++) await recordAttempt(browser.store, 'ann', world.clock.now);
    expect(await codeOf(run(browser))).toBe('ceremony/locked');
    expect([opened, browser.calls]).toEqual([0, []]);
  });

  it('a refusal is counted and stays, a yes is not', async () => {
    const { store } = browserOf(world, 'ann', face);
    const missed = () => store.countAttempts('ann', (now) => ({ next: now, result: now.missed.length }));
    expect(await codeOf(run(browserOf(world, 'ann', drawnFace(2), { store })))).toBe(
      'ceremony/not-recognized',
    );
    expect(await missed()).toBe(1);
    await run(browserOf(world, 'ann', face, { store }));
    expect(await missed()).toBe(1);
  });

  it('[T35] an attempt that the backend leaves without a verdict counts like a refusal', async () => {
    const { store } = browserOf(world, 'ann', face);
    for (const lost of ['evaluate', 'finish']) {
      const intercept = async (call: HostCall, send: () => Promise<unknown>) => {
        if (call.operation !== lost) return send();
        throw new RecognizeError('host/rejected');
      };
      expect(await codeOf(run(browserOf(world, 'ann', face, { store, intercept })))).toBe('host/rejected');
    }
    const { sent, missed } = await store.countAttempts('ann', (now) => ({ next: now, result: now }));
    expect([sent.length, missed.length]).toEqual([2, 2]);
  });

  it('a verdict against the evaluation ends the run, counts, and leaves nothing that the next load would take up', async () => {
    const browser = browserOf(world, 'ann', face, {
      matching: createPrivateMatching(() => ({
        ...engineHere(),
        settle: () => Promise.reject(new RecognizeError('security/assertion-invalid')),
      })),
    });
    expect(await codeOf(run(browser))).toBe('security/assertion-invalid');
    expect(await browser.store.readPending('ann')).toEqual([]);
    await listDevices(browser.context, 'ann');
    expect(await browser.store.read('ann')).toBeUndefined();
    const missed = await browser.store.countAttempts('ann', (now) => ({ next: now, result: now.missed }));
    expect(missed).toHaveLength(1);
  });

  it.each(['evaluate', 'finish'])(
    'a lost answer to %s is asked for again with the same bytes',
    async (lost) => {
      const bodies: unknown[] = [];
      const intercept = async (call: HostCall, send: () => Promise<unknown>) => {
        if (call.operation !== lost) return send();
        bodies.push(call.body);
        const answer = await send();
        if (bodies.length === 1) throw new RecognizeError('host/offline');
        return answer;
      };
      const before = await devices();
      await run(browserOf(world, 'ann', face, { intercept }));
      expect(bodies).toHaveLength(2);
      expect(bodies[1]).toEqual(bodies[0]);
      expect(await devices()).toBe(before + 1);
    },
  );

  it('a lost answer to an enrollment too, and one client state comes of it', async () => {
    let begun = 0;
    const intercept = async (call: HostCall, send: () => Promise<unknown>) => {
      const answer = await send();
      if (call.operation === 'begin' && ++begun === 1) throw new RecognizeError('host/offline');
      return answer;
    };
    const before = await devices();
    const authorization = () => world.token({ recognizeId: 'ann', ceremony: 'enroll' });
    const { context } = browserOf(world, 'ann', face, { intercept });
    expect((await enroll(context, { type: 'BACKUP', authorization })).clientState).toBeDefined();
    expect([begun, await devices()]).toEqual([2, before + 1]);
  });

  it('a first request that was lost is not sent twice, because its token may be spent', async () => {
    let begun = 0;
    const intercept = async (call: HostCall, send: () => Promise<unknown>) => {
      if (call.operation !== 'begin') return send();
      begun++;
      await send();
      throw new RecognizeError('host/offline');
    };
    expect(await codeOf(run(browserOf(world, 'ann', face, { intercept })))).toBe('host/offline');
    expect(begun).toBe(1);
  });

  const devices = async () =>
    ((await (await world.fetchAs('ann', 'GET', 'people/ann/devices')).json()) as { devices: [] }).devices
      .length;
});
