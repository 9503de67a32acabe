import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Cipher } from '../../../src/server/encryption.ts';
import { drawnFace } from '../../support/drawn-face.ts';
import { testStorage } from '../../support/storage.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { begin, deviceKeys, enroll, recovered, refused, run, send } from './client.ts';

/** Every secret passes the cipher on its way to or from the database; here it leaves a trace there, the very array that holds it. */
const traces = vi.hoisted(() => [] as { readonly what: string; readonly bytes: Uint8Array }[]);
vi.mock('../../../src/server/encryption.ts', async (original) => {
  const real = await original<typeof import('../../../src/server/encryption.ts')>();
  const createCipher = (key: Uint8Array): Cipher => {
    const cipher = real.createCipher(key);
    const trace = <Kept extends Uint8Array>(how: string, context: string, bytes: Kept): Kept => {
      traces.push({ what: `${how} ${context.split(' ')[0]} ${bytes.length}`, bytes });
      return bytes;
    };
    return {
      seal: (plain, context) => cipher.seal(trace('sealed', context, plain), context),
      open: (sealed, context) => trace('opened', context, cipher.open(sealed, context)),
    };
  };
  return { ...real, createCipher };
});

let world: TestBackend;
const face = drawnFace(1);
beforeAll(async () => {
  world = await createTestBackend({ storage: await testStorage() });
});
afterAll(() => world.close());

/** What is left of each, once whatever works in the background has come to its end. */
async function left(): Promise<Record<string, boolean>> {
  await vi.waitFor(() => expect(kept()).toEqual([]), 5_000).catch(() => {});
  const names = [...new Set(traces.map(({ what }) => what))].sort();
  return Object.fromEntries(names.map((name) => [name, kept().includes(name)]));
}
/** A buffer that has moved to a thread is empty here. */
const holds = (bytes: Uint8Array) => bytes.length > 0 && bytes.some((byte) => byte !== 0);
const kept = () => traces.filter(({ bytes }) => holds(bytes)).map(({ what }) => what);

it('y, A, K and the keys of the envelope are overwritten after their last use', async () => {
  const ann = await enroll(world, 'ann', face());
  const { keys, share } = await recovered(world, ann, face());
  const login = { recognizeId: 'ann', ceremony: 'authenticate', client: share, keys } as const;
  expect((await run(world, login, face())).finishResponse.recognized).toBe(true);
  expect((await run(world, login, drawnFace(9)())).finishResponse.recognized).toBe(false);
  // Over a restart y is opened again.
  const begun = await begin(world, login);
  await world.restart();
  await send(world, 'ann', await begun.second(begun.evaluateRequest(face())));
  expect(await left()).toEqual({
    'opened ceremony 16': false,
    'opened ceremony 32': false,
    'opened envelope-key 32': false,
    'opened share 32': false,
    'sealed ceremony 16': false,
    'sealed ceremony 32': false,
    'sealed envelope-key 32': false,
    'sealed share 32': false,
  });
});

it('and where a run is refused', async () => {
  const bea = await enroll(world, 'bea', face());
  const options = { recognizeId: 'bea', ceremony: 'recover', client: bea.client, keys: await deviceKeys() };
  const begun = await begin(world, { ...options, ceremony: 'recover' });
  const late = await begin(world, { ...options, ceremony: 'recover' });
  const evaluateRequest = begun.evaluateRequest(face());
  await send(world, 'bea', await begun.second(evaluateRequest));
  await world.storage.query("update recognize_people set locked_until = 1e15 where recognize_id = 'bea'");
  const seconds = [await begun.second(evaluateRequest), await late.second(late.evaluateRequest(face()))];
  for (const second of seconds) expect((await refused(send(world, 'bea', second))).status).not.toBe(200);
  expect((await refused(begin(world, { ...options, ceremony: 'recover' }))).code).toBe('ceremony/locked');
  expect(Object.values(await left())).not.toContain(true);
});
