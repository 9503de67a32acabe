import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDevices, removeDevice } from '../../../src/ceremonies/devices.ts';
import { RecognizeError } from '../../../src/errors.ts';
import { createPrivateMatching } from '../../../src/matching/private-matching.ts';
import { errorCodeOf } from '../../support/error-code.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../support/test-backend.ts';
import { createInProcessEngine, createTestBrowser, type TestBrowser } from '../../support/test-browser.ts';
import {
  authenticateIn,
  crashPageAt,
  crashPoints,
  enrollIn,
  enrollUser,
  recoverIn,
  restartServerAt,
} from './support.ts';

/**
 * The page crashes at each request, before it is sent or before its response arrives; the server restarts over the same database at
 * the same points. Afterwards both sides are in the old or in the new state, their lists of devices are equal, and the run can be repeated.
 */
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend();
}, 60_000);
afterAll(() => backend.close());

let userCount = 0;
function newUser() {
  const seed = ++userCount;
  return { recognizeId: `user-${seed}`, face: syntheticFace(seed) };
}

async function newEnrolledUser() {
  const { recognizeId, face } = newUser();
  const { clientState } = await enrollUser(backend, recognizeId, face);
  return { recognizeId, face, clientState };
}

const recover = (browser: TestBrowser, recognizeId: string, clientState: string) =>
  recoverIn(browser, backend, recognizeId, clientState);

const authenticate = (browser: TestBrowser, recognizeId: string) =>
  authenticateIn(browser, backend, recognizeId);

/** The same browser after a reload of the page, with a working network. */
const reload = ({ store }: TestBrowser, recognizeId: string, face: () => Float32Array) =>
  createTestBrowser(backend, recognizeId, face, { store });

/** Checks that the record of the browser is the device that the backend marks as its own. Resolves with the number of bound browsers. */
async function countBoundBrowsers({ context, store }: TestBrowser, recognizeId: string): Promise<number> {
  const { devices, own } = await listDevices(context, recognizeId);
  expect((await store.read(recognizeId))?.device.deviceId).toBe(own);
  expect(await store.readPending(recognizeId)).toHaveLength(0);
  return devices.filter(({ type }) => type === 'SDK').length;
}

describe('a page that crashes during a recovery', () => {
  it.each(crashPoints)(
    'can repeat it after a crash $moment the backend handles $operation',
    async ({ operation, moment }) => {
      const { recognizeId, face, clientState } = await newEnrolledUser();
      const crashed = createTestBrowser(backend, recognizeId, face, {
        intercept: crashPageAt(operation, moment),
      });
      expect(await errorCodeOf(recover(crashed, recognizeId, clientState))).toBe('host/rejected');
      const browser = reload(crashed, recognizeId, face);
      // A recovery whose FinishRequest may be under way stays pending until the ceremony has expired.
      if (operation === 'finish' && moment === 'before') backend.clock.now += 700_000;
      const bound = operation === 'finish' && moment === 'after' ? 1 : 0;
      expect(await countBoundBrowsers(browser, recognizeId)).toBe(bound);
      if (bound === 1) await authenticate(browser, recognizeId);
      await recover(browser, recognizeId, clientState);
      await authenticate(browser, recognizeId);
      // A browser that is bound already replaces its former device.
      expect(await countBoundBrowsers(browser, recognizeId)).toBe(1);
    },
  );

  it('[T65] keeps the run pending while the matcher can still report a match', async () => {
    const { recognizeId, face, clientState } = await newEnrolledUser();
    const crashed = createTestBrowser(backend, recognizeId, face, {
      intercept: crashPageAt('finish', 'before'),
    });
    await errorCodeOf(recover(crashed, recognizeId, clientState));
    const browser = reload(crashed, recognizeId, face);
    await listDevices(browser.context, recognizeId);
    expect(await browser.store.readPending(recognizeId)).toHaveLength(1);
  });

  it('keeps a successful recovery when the record before it was revoked', async () => {
    const { recognizeId, face, clientState } = await newEnrolledUser();
    const first = createTestBrowser(backend, recognizeId, face);
    const { device } = await recover(first, recognizeId, clientState);
    const otherBrowser = createTestBrowser(backend, recognizeId, face);
    await removeDevice(otherBrowser.context, recognizeId, device.deviceId);
    const crashed = createTestBrowser(backend, recognizeId, face, {
      store: first.store,
      intercept: crashPageAt('finish', 'after'),
    });
    await errorCodeOf(recover(crashed, recognizeId, clientState));

    // The pending recovery cannot be reconciled, because the first list request fails.
    let lists = 0;
    const offlineOnce = createTestBrowser(backend, recognizeId, face, {
      store: first.store,
      intercept: async (call, send) => {
        if (call.operation === 'list-devices' && lists++ === 0) throw new RecognizeError('host/offline');
        return send();
      },
    });
    expect(await errorCodeOf(authenticate(offlineOnce, recognizeId))).toBe('client-state/revoked');
    expect(await countBoundBrowsers(reload(first, recognizeId, face), recognizeId)).toBe(1);
    await authenticate(reload(first, recognizeId, face), recognizeId);
  });
});

describe('two tabs', () => {
  it('keep the newer record when one of them reconciles late', async () => {
    const { recognizeId, face, clientState } = await newEnrolledUser();
    const crashed = createTestBrowser(backend, recognizeId, face, {
      intercept: crashPageAt('finish', 'after'),
    });
    await errorCodeOf(recover(crashed, recognizeId, clientState));
    const tab = reload(crashed, recognizeId, face);
    let lists = 0;
    const slowTab = createTestBrowser(backend, recognizeId, face, {
      store: crashed.store,
      intercept: async (call, send) => {
        const answer = await send();
        if (call.operation !== 'list-devices' || lists++ > 0) return answer;
        // The second authentication makes the matcher erase the share that the slow tab is about to commit.
        for (let i = 0; i < 2; i++) await authenticate(tab, recognizeId);
        return answer;
      },
    });
    await listDevices(slowTab.context, recognizeId);
    await authenticate(tab, recognizeId);
    expect(await countBoundBrowsers(tab, recognizeId)).toBe(1);
  });

  it('keep the record that one has refreshed while the other was refused', async () => {
    const { recognizeId, face, clientState } = await newEnrolledUser();
    const tab = createTestBrowser(backend, recognizeId, face);
    await recover(tab, recognizeId, clientState);
    const slowTab = createTestBrowser(backend, recognizeId, face, {
      store: tab.store,
      intercept: async (call, send) => {
        if (call.operation === 'begin') for (let i = 0; i < 2; i++) await authenticate(tab, recognizeId);
        return send();
      },
    });
    expect(await errorCodeOf(authenticate(slowTab, recognizeId))).toBe('client-state/revoked');
    await authenticate(tab, recognizeId);
  });
});

describe('an engine that crashes during a recovery', () => {
  it.each([
    'prepare',
    'acceptBeginResponse',
    'createEvaluateRequest',
    'createFinishRequest',
    'checkVerdict',
  ] as const)('leaves a state in which the recovery can be repeated: %s', async (method) => {
    const { recognizeId, face, clientState } = await newEnrolledUser();
    const crashingEngine = () => ({
      ...createInProcessEngine(),
      [method]: () => Promise.reject(new RecognizeError('runtime/crashed')),
    });
    const matching = createPrivateMatching(crashingEngine);
    const crashed = createTestBrowser(backend, recognizeId, face, { matching });
    expect(await errorCodeOf(recover(crashed, recognizeId, clientState))).toBe('runtime/crashed');
    const browser = reload(crashed, recognizeId, face);
    // When checkVerdict runs, the matcher has bound the browser already.
    const bound = method === 'checkVerdict' ? 1 : 0;
    expect(await countBoundBrowsers(browser, recognizeId)).toBe(bound);
    await recover(browser, recognizeId, clientState);
    expect(await countBoundBrowsers(browser, recognizeId)).toBe(1);
  });
});

describe('a page that crashes during an authentication', () => {
  it.each(crashPoints)(
    'can repeat it after a crash $moment the backend handles $operation',
    async ({ operation, moment }) => {
      const { recognizeId, face, clientState } = await newEnrolledUser();
      const first = createTestBrowser(backend, recognizeId, face);
      await recover(first, recognizeId, clientState);
      const crashed = createTestBrowser(backend, recognizeId, face, {
        store: first.store,
        intercept: crashPageAt(operation, moment),
      });
      for (let i = 0; i < 2; i++)
        expect(await errorCodeOf(authenticate(crashed, recognizeId))).toBe('host/rejected');
      const browser = reload(crashed, recognizeId, face);
      expect(await countBoundBrowsers(browser, recognizeId)).toBe(1);
      for (let i = 0; i < 2; i++) await authenticate(browser, recognizeId);
      expect(await countBoundBrowsers(browser, recognizeId)).toBe(1);
    },
  );
});

describe('a page that crashes during an enrollment', () => {
  const points = crashPoints.filter(
    ({ operation, moment }) =>
      operation === 'begin' || (operation === 'configuration' && moment === 'before'),
  );
  it.each(points)(
    'can repeat it after a crash $moment the backend handles $operation',
    async ({ operation, moment }) => {
      const { recognizeId, face } = newUser();
      const crashed = createTestBrowser(backend, recognizeId, face, {
        intercept: crashPageAt(operation, moment),
      });
      expect(await errorCodeOf(enrollIn(crashed, backend, recognizeId))).toBe('host/rejected');
      const browser = reload(crashed, recognizeId, face);
      const { clientState } = await enrollIn(browser, backend, recognizeId);
      await recover(browser, recognizeId, clientState!);
      expect(await countBoundBrowsers(browser, recognizeId)).toBe(1);
    },
  );
});

describe('a server that restarts during a recovery', () => {
  it.each(crashPoints)(
    'completes it after a restart $moment it handles $operation',
    async ({ operation, moment }) => {
      const { recognizeId, face, clientState } = await newEnrolledUser();
      const browser = createTestBrowser(backend, recognizeId, face, {
        intercept: restartServerAt(backend, operation, moment),
      });
      await recover(browser, recognizeId, clientState);
      await authenticate(reload(browser, recognizeId, face), recognizeId);
      expect(await countBoundBrowsers(reload(browser, recognizeId, face), recognizeId)).toBe(1);
    },
  );
});
