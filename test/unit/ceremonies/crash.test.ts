import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authenticate } from '../../../src/ceremonies/authenticate.ts';
import { listDevices, removeDevice } from '../../../src/ceremonies/devices.ts';
import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { HostCall } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import {
  type Browser,
  browserOf,
  codeOf,
  createWorld,
  drawnFace,
  engineHere,
  type World,
} from '../../support/world.ts';

/**
 * The page dies at each request, before it is sent or before its answer is heard; the backend dies likewise and comes up again over the
 * same database. Afterwards the old state or the new one is whole on both sides, the lists agree, and the run can be repeated.
 */
let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 60_000);
afterAll(() => world.close());

type Moment = 'before' | 'after';
const moments: readonly Moment[] = ['before', 'after'];

/** Not `host/offline`, which is tried again: nobody is left to try. */
const dead = () => new RecognizeError('host/rejected', { detail: 'the page was killed' });

const dies = (operation: string, moment: Moment) => async (call: HostCall, send: () => Promise<unknown>) => {
  if (call.operation !== operation) return send();
  if (moment === 'after') await send();
  throw dead();
};

const restarts =
  (operation: string, moment: Moment) => async (call: HostCall, send: () => Promise<unknown>) => {
    if (call.operation !== operation) return send();
    if (moment === 'before') await world.restart();
    const answer = await send();
    if (moment === 'after') await world.restart();
    return answer;
  };

const token = (ceremony: 'enroll' | 'recover' | 'authenticate', recognizeId: string) => () =>
  world.token({ recognizeId, ceremony });

const enrolling = (browser: Browser, recognizeId: string) =>
  enroll(browser.context, { type: 'BACKUP', authorization: token('enroll', recognizeId) });

const recovering = (browser: Browser, recognizeId: string, clientState: string) =>
  recover(browser.context, { recognizeId, clientState, authorization: token('recover', recognizeId) });

const login = (browser: Browser, recognizeId: string) =>
  authenticate(browser.context, { recognizeId, authorization: token('authenticate', recognizeId) });

/** The same browser after a reload, with a network that works. */
const reloaded = (browser: Browser, person: string, face: () => Float32Array) =>
  browserOf(world, person, face, { store: browser.store });

let people = 0;
const freshPerson = () => {
  const seed = ++people;
  return { person: `person-${seed}`, face: drawnFace(seed) };
};

async function enrolledPerson() {
  const { person, face } = freshPerson();
  const { clientState } = await enrolling(browserOf(world, person, face), person);
  return { person, face, clientState: clientState! };
}

/** The record of the browser and the backend's list name the same device, or neither does. */
async function agreed(browser: Browser, person: string): Promise<number> {
  const { devices, own } = await listDevices(browser.context, person);
  const record = await browser.store.read(person);
  expect(record?.device.deviceId).toBe(own);
  expect(await browser.store.readPending(person)).toHaveLength(0);
  return devices.filter(({ type }) => type === 'SDK').length;
}

const steps = ['configuration', 'begin', 'evaluate', 'finish'].flatMap((operation) =>
  moments.map((moment) => [operation, moment] as const),
);

describe('a page that dies while it recovers', () => {
  it.each(steps)('at %s, %s the backend hears of it', async (operation, moment) => {
    const { person, face, clientState } = await enrolledPerson();
    const broken = browserOf(world, person, face, { intercept: dies(operation, moment) });
    expect(await codeOf(recovering(broken, person, clientState))).toBe('host/rejected');
    const lastAnswerLost = operation === 'finish' && moment === 'after';
    const browser = reloaded(broken, person, face);
    if (operation === 'finish' && moment === 'before') world.clock.now += 700_000;
    expect(await agreed(browser, person)).toBe(lastAnswerLost ? 1 : 0);
    if (lastAnswerLost) await login(browser, person);
    await recovering(browser, person, clientState);
    await login(browser, person);
    expect(await agreed(browser, person)).toBe(lastAnswerLost ? 2 : 1);
  });

  it('[T65] waits with its verdict while the matcher could still say yes', async () => {
    const { person, face, clientState } = await enrolledPerson();
    const broken = browserOf(world, person, face, { intercept: dies('finish', 'before') });
    await codeOf(recovering(broken, person, clientState));
    const browser = reloaded(broken, person, face);
    await listDevices(browser.context, person);
    expect(await browser.store.readPending(person)).toHaveLength(1);
  });
});

it('what one tab heals late does not take the place of what another tab has since', async () => {
  const { person, face, clientState } = await enrolledPerson();
  const broken = browserOf(world, person, face, { intercept: dies('finish', 'after') });
  await codeOf(recovering(broken, person, clientState));
  const tab = reloaded(broken, person, face);
  let asked = 0;
  const late = browserOf(world, person, face, {
    store: broken.store,
    intercept: async (call, send) => {
      const answer = await send();
      if (call.operation !== 'list-devices' || asked++ > 0) return answer;
      // The second login makes the matcher erase the half that this tab is about to heal.
      for (let i = 0; i < 2; i++) await login(tab, person);
      return answer;
    },
  });
  await listDevices(late.context, person);
  await login(tab, person);
  expect(await agreed(tab, person)).toBe(1);
});

it('a record that was revoked does not take a recovery along that has succeeded', async () => {
  const { person, face, clientState } = await enrolledPerson();
  const first = browserOf(world, person, face);
  const { device } = await recovering(first, person, clientState);
  await removeDevice(browserOf(world, person, face).context, person, device.deviceId);
  const again = browserOf(world, person, face, { store: first.store, intercept: dies('finish', 'after') });
  await codeOf(recovering(again, person, clientState));
  let lists = 0;
  const unlucky = browserOf(world, person, face, {
    store: first.store,
    intercept: async (call, send) => {
      if (call.operation === 'list-devices' && lists++ === 0) throw new RecognizeError('host/offline');
      return send();
    },
  });
  expect(await codeOf(login(unlucky, person))).toBe('client-state/revoked');
  expect(await agreed(reloaded(first, person, face), person)).toBe(1);
  await login(reloaded(first, person, face), person);
});

it('a slow tab does not take along what another has refreshed meanwhile', async () => {
  const { person, face, clientState } = await enrolledPerson();
  const quick = browserOf(world, person, face);
  await recovering(quick, person, clientState);
  const slow = browserOf(world, person, face, {
    store: quick.store,
    intercept: async (call, send) => {
      if (call.operation === 'begin') for (let i = 0; i < 2; i++) await login(quick, person);
      return send();
    },
  });
  expect(await codeOf(login(slow, person))).toBe('client-state/revoked');
  await login(quick, person);
});

describe('an engine that crashes while it recovers', () => {
  it.each([
    'prepare',
    'acceptBeginResponse',
    'createEvaluateRequest',
    'createFinishRequest',
    'settle',
  ] as const)('at %s', async (step) => {
    const { person, face, clientState } = await enrolledPerson();
    const crashing = () => ({
      ...engineHere(),
      [step]: () => Promise.reject(new RecognizeError('runtime/crashed')),
    });
    const broken = browserOf(world, person, face, { matching: createPrivateMatching(crashing) });
    expect(await codeOf(recovering(broken, person, clientState))).toBe('runtime/crashed');
    const browser = reloaded(broken, person, face);
    // The verdict was there when the engine was to confirm it.
    const bound = step === 'settle' ? 1 : 0;
    expect(await agreed(browser, person)).toBe(bound);
    await recovering(browser, person, clientState);
    expect(await agreed(browser, person)).toBe(bound + 1);
  });
});

describe('a page that dies while it authenticates', () => {
  it.each(steps)('at %s, %s the backend hears of it', async (operation, moment) => {
    const { person, face, clientState } = await enrolledPerson();
    const first = browserOf(world, person, face);
    await recovering(first, person, clientState);
    const broken = browserOf(world, person, face, {
      store: first.store,
      intercept: dies(operation, moment),
    });
    for (let i = 0; i < 2; i++) expect(await codeOf(login(broken, person))).toBe('host/rejected');
    const browser = reloaded(broken, person, face);
    expect(await agreed(browser, person)).toBe(1);
    for (let i = 0; i < 2; i++) await login(browser, person);
    expect(await agreed(browser, person)).toBe(1);
  });
});

describe('a page that dies while it enrolls', () => {
  it.each([
    ['configuration', 'before'],
    ['begin', 'before'],
    ['begin', 'after'],
  ] as const)('at %s, %s the backend hears of it', async (operation, moment) => {
    const { person, face } = freshPerson();
    const broken = browserOf(world, person, face, { intercept: dies(operation, moment) });
    expect(await codeOf(enrolling(broken, person))).toBe('host/rejected');
    const browser = reloaded(broken, person, face);
    const { clientState } = await enrolling(browser, person);
    await recovering(browser, person, clientState!);
    expect(await agreed(browser, person)).toBe(1);
  });
});

describe('a backend that dies and comes up again', () => {
  it.each(steps)('at %s, %s it has answered', async (operation, moment) => {
    const { person, face, clientState } = await enrolledPerson();
    const browser = browserOf(world, person, face, { intercept: restarts(operation, moment) });
    await recovering(browser, person, clientState);
    await login(reloaded(browser, person, face), person);
    expect(await agreed(reloaded(browser, person, face), person)).toBe(1);
  });
});
