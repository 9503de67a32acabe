import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFailure } from './support/fail.ts';
import { type Host, startHost } from './support/host.ts';
import { type Ended, launch, type Placed, Visitor } from './support/visitor.ts';

/**
 * Whatever goes wrong has its code, is said in words, and leaves no spinner: one row for each. Where the other codes are tested:
 * codes.test.ts.
 */
type Row = readonly [code: string, name: string, act: (visitor: Visitor) => Promise<Ended>];

const backends = {
  api: {},
  short: { backupLife: 1, ceremonyLife: 1 },
  strict: { lockout: { failures: 1, window: 600_000, duration: 600_000 } },
  crowded: { openCeremonies: 0 },
  full: { deviceLimit: 1 },
};
let host: Host;
let browser: Browser;
/** Enrolled as Ada; the host keeps the client state. */
let ada: Visitor;
let kept: string;

beforeAll(async () => {
  const insecure = '--host-resolver-rules=MAP insecure.example localhost';
  [host, browser] = await Promise.all([
    startHost({ backends }),
    launch(insecure, '--use-fake-device-for-media-stream'),
  ]);
  ada = await Visitor.arrive(browser, host, 'ada');
  const { result } = await ada.run({ tag: 'recognize-enroll' });
  kept = result.clientState;
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});

const rows = (table: readonly Row[]) =>
  it.each(table)('%s: %s', async (code, _name, act) => expectFailure(ada, await act(ada), code));

/** A recovery on the element that is there, with its models loaded. */
const recover =
  (change: Partial<Placed> = {}) =>
  (visitor: Visitor) =>
    visitor.run({ tag: 'recognize-recover', clientState: kept, again: true, ...change });
/** The page has its permission before the run. */
const permitted = async () => {
  const authorization = await page.authorization('recover')();
  Object.assign(document.querySelector('recognize-recover')!, { authorization });
};
const meddled = (meddle: () => unknown) => recover({ meddle });
const given = (attributes: Record<string, string>, clientState?: string) =>
  recover({ attributes, ...(clientState === undefined ? {} : { clientState }) });

describe('hosting', () => {
  const from = (fault: string) => given({ 'assets-base': `/broken/${fault}` });
  rows([
    ['assets/not-found', 'a model is missing', from('model-missing')],
    ['assets/incomplete', 'a model is truncated', from('model-truncated')],
    ['assets/hash-mismatch', 'a model is altered', from('model-altered')],
    ['assets/wrong-type', 'a page of HTML in place of a model', from('model-html')],
    ['models/model-invalid', 'a model that is none, vouched for by its manifest', from('model-foreign')],
    ['models/self-test-failed', 'a model that computes no numbers', from('model-poisoned')],
    ['assets/not-found', 'the manifest is missing', from('manifest-missing')],
    ['assets/wrong-type', 'a page of HTML in place of the manifest', from('manifest-html')],
    ['models/manifest-invalid', 'the manifest is truncated', from('manifest-truncated')],
    ['assets/wrong-type', 'a page of HTML in place of the runtime', from('wasm-html')],
    ['assets/wrong-type', 'a text in place of the runtime', from('wasm-text')],
    ['assets/wrong-type', "the runtime's glue under a wrong MIME type", from('glue-type')],
    ['assets/not-found', 'the worker of vision is missing', from('vision-missing')],
    ['assets/not-found', 'the worker of matching is missing', from('matching-missing')],
    ['assets/not-found', 'the worker of the simulated person is missing', from('person-missing')],
    ['models/manifest-invalid', 'an attribute that leads elsewhere', given({ models: '/page.js' })],
  ]);
});

describe('the client state', () => {
  const version2 = Buffer.from('{"version":2}').toString('base64url');
  const altered = () => {
    const fields = JSON.parse(Buffer.from(kept, 'base64url').toString());
    return Buffer.from(JSON.stringify({ ...fields, created: 1 })).toString('base64url');
  };
  rows([
    ['client-state/malformed', 'none', given({}, ' ')],
    ['client-state/malformed', 'truncated', (visitor) => given({}, kept.slice(0, -9))(visitor)],
    ['client-state/malformed', 'of something else', given({}, 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA')],
    ['client-state/malformed', 'altered', (visitor) => given({}, altered())(visitor)],
    ['client-state/unknown-version', 'of a newer release', given({}, version2)],
    ['client-state/wrong-person', "somebody else's", given({ 'recognize-id': 'bruno' })],
    [
      'client-state/model-mismatch',
      'made with other models',
      given({ models: '/broken/manifest-other/models/manifest.json' }),
    ],
    [
      'client-state/expired',
      'expired',
      async (visitor) => {
        const meddle = () => {
          page.answer = page.forwardTo('/short');
        };
        const { result } = await visitor.run({ tag: 'recognize-enroll', meddle });
        return given({}, result.clientState)(visitor);
      },
    ],
    [
      'client-state/revoked',
      'revoked',
      async (visitor) => {
        const { result } = await visitor.run({ tag: 'recognize-enroll' });
        await visitor.page.evaluate(
          (deviceId) => fetch(`/api/people/ada/devices/${deviceId}`, { method: 'DELETE' }),
          result.deviceId,
        );
        return given({}, result.clientState)(visitor);
      },
    ],
  ]);
});

describe("the host's answer", () => {
  rows([
    [
      'host/no-response',
      'nobody listens',
      meddled(() => {
        page.answer = () => {};
      }),
    ],
    [
      'host/rejected',
      'it is rejected',
      meddled(() => {
        page.answer = (event) => event.respondWith(Promise.reject(new TypeError('no session')));
      }),
    ],
    [
      'host/bad-response',
      'it is a text',
      meddled(() => {
        page.answer = (event) => event.respondWith('yes');
      }),
    ],
    [
      'host/bad-response',
      'it is of another kind',
      meddled(() => {
        page.answer = (event) => event.respondWith({ version: 1, signingKey: 7 });
      }),
    ],
    [
      'host/bad-response',
      'it is a page of HTML',
      meddled(() => {
        page.answer = page.forwardTo('/page.js?');
      }),
    ],
    [
      'server/unavailable',
      'a proxy answers in place of the backend',
      meddled(() => {
        page.answer = page.forwardTo('/down');
      }),
    ],
    [
      'server/not-found',
      'the backend is mounted elsewhere',
      meddled(() => {
        page.answer = page.forwardTo('/api/nowhere');
      }),
    ],
    [
      'host/rejected',
      'no permission can be had',
      meddled(() => {
        const authorization = () => Promise.reject(new Error('signed out'));
        Object.assign(document.querySelector('recognize-recover')!, { authorization });
      }),
    ],
    [
      'server/unauthorized',
      'no permission is given',
      meddled(() => {
        Object.assign(document.querySelector('recognize-recover')!, { authorization: undefined });
      }),
    ],
    [
      'server/forbidden',
      'the permission is for something else',
      meddled(() => {
        const authorization = page.authorization('enroll');
        Object.assign(document.querySelector('recognize-recover')!, { authorization });
      }),
    ],
    [
      'security/matcher-key-mismatch',
      'the backend is not the one that the page pins',
      given({ 'matcher-key': 'A'.repeat(86) }),
    ],
    [
      'security/envelope-invalid',
      'somebody changed what is sealed',
      meddled(() => {
        const forward = page.forwardTo('/api');
        page.answer = (event) => {
          if (event.detail.operation !== 'begin') return forward(event);
          event.respondWith({ body: 'A'.repeat(400) });
        };
      }),
    ],
    [
      'ceremony/session-unknown',
      'the host mixes up runs',
      meddled(() => {
        page.answer = page.changing('evaluate', (request) => ({
          ...request,
          path: request.path.replace(/\/.{43}\//, `/${'A'.repeat(43)}/`),
        }));
      }),
    ],
    [
      'ceremony/session-spent',
      'the host sends a request twice, and not the same',
      meddled(() => {
        page.answer = page.changing('evaluate', async (request) => {
          await page.send(request);
          return { ...request, body: { ...request.body, body: 'AAAA' } };
        });
      }),
    ],
  ]);

  it('is taken again once the host is mended', async () => {
    expect(await recover()(ada)).toMatchObject({ type: 'complete' });
  });
});

describe('the network', () => {
  rows([
    [
      'host/offline',
      'there is none',
      async (visitor) => {
        await visitor.place({ tag: 'recognize-recover', clientState: kept, again: true, meddle: permitted });
        await visitor.context.setOffline(true);
        await visitor.start();
        const ended = await visitor.ended();
        await visitor.context.setOffline(false);
        return ended;
      },
    ],
  ]);
});

describe('a refusal of the backend', () => {
  const by = (backend: string) => recover({ meddle: `page.answer = page.forwardTo('/${backend}')` });
  const allowed = (allow: string) => async (visitor: Visitor) => {
    await visitor.context.addCookies([{ name: 'allow', value: allow, url: host.origin }]);
    const ended = await recover()(visitor);
    await visitor.context.clearCookies({ name: 'allow' });
    return ended;
  };
  rows([
    [
      'server/unauthorized',
      'the first factor has run out',
      async (visitor) => {
        await visitor.place({ tag: 'recognize-recover', clientState: kept, again: true, meddle: permitted });
        await visitor.context.clearCookies({ name: 'person' });
        await visitor.start();
        const ended = await visitor.ended();
        await visitor.signIn();
        return ended;
      },
    ],
    ['server/forbidden', 'the first factor does not allow it', allowed('enroll')],
    ['server/too-many', 'too many runs are under way', by('crowded')],
    ['server/device-limit', 'there are too many devices', by('full')],
    ['ceremony/session-expired', 'the run took too long', by('short')],
    ['ceremony/not-recognized', 'another person looks into the camera', given({ camera: 'simulated:bruno' })],
  ]);
});

/** Pages of their own, opened beside Ada's, on which a run was started. */
const pages = (table: readonly (readonly [code: string, name: string, start: () => Promise<Visitor>])[]) =>
  it.each(table)('%s: %s', async (code, _name, start) => {
    const visitor = await start();
    await expectFailure(visitor, await visitor.ended(), code);
    await visitor.page.close();
  });

async function started(visitor: Visitor, change: Partial<Placed> = {}): Promise<Visitor> {
  await visitor.place({ tag: 'recognize-recover', clientState: kept, ...change });
  await visitor.start();
  return visitor;
}

describe('the browser', () => {
  const without = (script: string) => async () => started(await ada.tab(host.origin, script));
  const insecure = () => host.origin.replace('localhost', 'insecure.example');
  pages([
    [
      'environment/insecure-context',
      'the page came without TLS',
      async () => started(await ada.tab(insecure())),
    ],
    ['environment/no-wasm', 'it knows no WebAssembly', without('delete globalThis.WebAssembly')],
    ['environment/no-workers', 'it knows no workers', without('delete globalThis.Worker')],
    ['environment/no-webcrypto', 'it knows no WebCrypto', without('delete Crypto.prototype.subtle')],
    [
      'environment/blocked-by-policy',
      "the page's policy forbids workers",
      async () => started(await ada.tab(`${host.origin}/without/workers`)),
    ],
    [
      'environment/blocked-by-policy',
      "the worker's policy forbids WebAssembly",
      async () => started(await ada.tab(), { attributes: { 'assets-base': '/broken/no-wasm' } }),
    ],
  ]);
});

describe('the camera', () => {
  const real = { attributes: { camera: 'user' } };
  pages([
    [
      'camera/denied',
      'the person denies it',
      async () => {
        const visitor = await ada.tab();
        const devtools = await browser.newBrowserCDPSession();
        await devtools.send('Browser.setPermission', {
          permission: { name: 'camera' },
          setting: 'denied',
          origin: host.origin,
        });
        return started(visitor, real);
      },
    ],
    [
      'environment/blocked-by-policy',
      "the page's policy forbids it",
      async () => started(await ada.tab(`${host.origin}/without/camera`), real),
    ],
    [
      'capture/no-face',
      'nobody sits before it',
      async () => {
        await ada.context.grantPermissions(['camera']);
        const visitor = await ada.tab();
        await visitor.page.clock.install();
        await started(visitor, real);
        await visitor.page.waitForFunction(() => page.events.some(({ type }) => type === 'hint'));
        while (!(await visitor.hasEnded())) await visitor.page.clock.fastForward(2_000);
        return visitor;
      },
    ],
  ]);

  it('camera/none: there is none', async () => {
    const other = await launch('--use-fake-device-for-media-stream=device-count=0');
    const visitor = await Visitor.arrive(other, host, 'ada');
    await started(visitor, real);
    await expectFailure(visitor, await visitor.ended(), 'camera/none');
    await other.close();
  });
});

describe('the machine', () => {
  const worker = (visitor: Visitor) => visitor.page.workers().find((one) => one.url().includes('/vision.'))!;
  const looking = async (prepare: (visitor: Visitor) => Promise<void> = async () => {}) => {
    const visitor = await ada.tab();
    await prepare(visitor);
    await started(visitor);
    await visitor.page.waitForFunction(() => page.events.some(({ detail }) => detail.step === 'capture'));
    return visitor;
  };
  pages([
    [
      'runtime/crashed',
      'a worker crashes',
      async () => {
        const visitor = await looking();
        await worker(visitor).evaluate(() => {
          setTimeout(() => {
            throw new Error('killed by a test');
          });
        });
        return visitor;
      },
    ],
    [
      'runtime/timed-out',
      'a worker hangs',
      async () => {
        const visitor = await looking(({ page }) => page.clock.install());
        await worker(visitor).evaluate(() => {
          setTimeout(() => {
            for (;;);
          });
        });
        while (!(await visitor.hasEnded())) await visitor.page.clock.fastForward(5_000);
        return visitor;
      },
    ],
    [
      'host/no-response',
      'the host answers too late',
      async () => {
        const visitor = await ada.tab();
        await visitor.page.clock.install();
        await started(visitor, {
          meddle: () => {
            page.answer = (event) => event.respondWith(new Promise(() => {}));
          },
        });
        await visitor.page.waitForFunction(() => page.events.some(({ type }) => type === 'request'));
        await visitor.page.clock.fastForward(31_000);
        return visitor;
      },
    ],
  ]);
});

describe('storage', () => {
  const refusing = `IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); }`;
  const hanging = async () => {
    const visitor = await ada.tab();
    // Another tab holds the database open while somebody wants it gone: whoever comes later waits.
    await visitor.page.evaluate(async () => {
      await new Promise((resolve) => {
        indexedDB.open('recognize-elements').onsuccess = resolve;
      });
      indexedDB.deleteDatabase('recognize-elements');
    });
    await visitor.page.clock.install();
    await started(visitor);
    await visitor.page.waitForFunction(() => page.events.some(({ type }) => type === 'ready'));
    while (!(await visitor.hasEnded())) await visitor.page.clock.fastForward(2_000);
    return visitor;
  };
  pages([
    [
      'storage/unavailable',
      'the browser refuses it',
      async () => started(await ada.tab(host.origin, refusing)),
    ],
    [
      'storage/full',
      'there is no room',
      async () => {
        const visitor = await ada.tab();
        const devtools = await visitor.context.newCDPSession(visitor.page);
        const { origin } = host;
        await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
        await started(visitor);
        await visitor.page.waitForFunction(() => page.events.some(({ type }) => type === 'error'));
        await devtools.send('Storage.overrideQuotaForOrigin', { origin });
        return visitor;
      },
    ],
    ['storage/blocked', 'another tab is in the way', hanging],
  ]);
});

describe('two tabs at once', () => {
  it('ceremony/busy: the second waits for the first, which ends well', async () => {
    const [one, two] = [await ada.tab(), await ada.tab()];
    const waits = host.mishap({ operation: 'begin', moment: 'before', deed: 'wait' });
    await started(one);
    await waits;
    await started(two);
    await expectFailure(two, await two.ended(), 'ceremony/busy');
    host.goOn();
    expect(await one.ended()).toMatchObject({ type: 'complete' });
    await one.page.close();
    expect(await two.run({ tag: 'recognize-recover', clientState: kept, again: true })).toMatchObject({
      type: 'complete',
    });
  });
});

/** The last of all: it locks Ada out. */
describe('guessing', () => {
  rows([
    [
      'ceremony/locked',
      'too many attempts',
      async (visitor) => {
        const strict = `page.answer = page.forwardTo('/strict')`;
        const stranger = { camera: 'simulated:bruno' };
        const missed = await recover({ attributes: stranger, meddle: strict })(visitor);
        expect(missed.error?.code).toBe('ceremony/not-recognized');
        const locked = await recover({ meddle: strict })(visitor);
        expect(locked.error?.until).toBeGreaterThan(Date.now());
        await visitor.page.getByText(/You can try again in \d+:\d\d\./).waitFor();
        return locked;
      },
    ],
  ]);
});
