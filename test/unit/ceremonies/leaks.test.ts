import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { listDevices } from '../../../src/ceremonies/devices.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import { decodeClientState } from '../../../src/wire/client-state.ts';
import { disguises, secretsOfLooks, traces } from '../../support/traces.ts';
import { browserOf, codeOf, createWorld, drawnFace, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
afterAll(() => world.close());

const tables = ['people', 'devices', 'shares', 'ceremonies', 'spent_tokens', 'envelope_keys'];

/** Enrolls, recovers, authenticates, and lets a stranger try; everything that leaves the ceremonies, and every look at a face. */
async function runAll() {
  const console = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
    vi.spyOn(globalThis.console, name),
  );
  const looks: Float32Array[] = [];
  const left: unknown[] = [];
  const seen = (face: () => Float32Array) => () => {
    const look = face();
    looks.push(look.slice());
    return look;
  };
  const keep = (face: () => Float32Array) => {
    const browser = browserOf(world, 'ann', seen(face), {
      intercept: async (call, send) => {
        const answer = await send();
        left.push(call, answer);
        // The database while the run is in flight, not only after it.
        for (const table of tables) left.push(await world.storage.query(`select * from recognize_${table}`));
        left.push(await browser.store.read('ann'), await browser.store.readPending('ann'));
        return answer;
      },
      onStep: (step) => left.push(step),
      onDurableResult: (result) => left.push(result),
    });
    return browser;
  };
  const token = (ceremony: 'enroll' | 'recover' | 'authenticate') => () =>
    world.token({ recognizeId: 'ann', ceremony });
  // One person, whose every look is a little different.
  const ann = drawnFace(1);
  const enrolled = await enroll(keep(ann).context, {
    type: 'BACKUP',
    authorization: token('enroll'),
  });
  const clientState = enrolled.clientState!;
  const browser = keep(ann);
  left.push(
    enrolled,
    await recover(browser.context, { recognizeId: 'ann', clientState, authorization: token('recover') }),
  );
  left.push(
    await authenticate(browser.context, { recognizeId: 'ann', authorization: token('authenticate') }),
  );
  left.push(await listDevices(browser.context, 'ann'), await browser.store.read('ann'));
  const stranger = keep(drawnFace(2));
  const refused = recover(stranger.context, {
    recognizeId: 'ann',
    clientState,
    authorization: token('recover'),
  });
  left.push(await refused.catch((error: unknown) => error), world.logged);
  expect(await codeOf(refused)).toBe('ceremony/not-recognized');
  for (const spy of console) {
    left.push(spy.mock.calls);
    spy.mockRestore();
  }
  return { looks, left, clientState };
}

describe('what the ceremonies leave behind', () => {
  it('[T58] holds no face, no bits of it, and no score', async () => {
    const { looks, left, clientState } = await runAll();
    expect(looks).toHaveLength(4);
    const projection = { modelId: world.modelId, n: world.set.matching.n, center: new Float32Array(256) };
    const secrets = secretsOfLooks(looks, projection, decodeClientState(clientState).share.orderSeed);
    expect(traces(secrets, left)).toEqual([]);
    expect(JSON.stringify(left)).not.toMatch(/score|distance|similarity|cosine|hamming|threshold/i);

    // The same search finds each secret in each form, wherever it is put.
    for (const secret of secrets)
      for (const form of disguises(secret))
        expect(traces([secret], [{ deep: { down: form } }])).toEqual([secret.name]);
    expect(traces(secrets, [...looks[0]!])).toContain('look 0 as float32');
    expect(
      traces(secrets, JSON.stringify([...looks[0]!].map((value) => Number(value.toFixed(7))))),
    ).toContain('look 0 as text');
  });
});
