// cspell:ignore FBAN FBIOS

import { expect } from 'vitest';
import type { FailureCase } from '../support/failure-cases.ts';
import { type Fixture, startRecovery } from '../support/fixture.ts';

/** A recovery in a tab where a script has run before those of the page. */
const withEarlyScript = (script: string) => async (fixture: Fixture) =>
  startRecovery(await fixture.ada.openTab(fixture.host.origin, script), fixture);

const realCamera = { attributes: { camera: 'user' } };

/** Each request for the models would mean that they are loaded in vain. */
const withoutMediaDevices =
  (script = '') =>
  async (fixture: Fixture) => {
    const missing = `delete Navigator.prototype.mediaDevices; ${script}`;
    const visitor = await fixture.ada.openTab(fixture.host.origin, missing);
    const requested: string[] = [];
    visitor.page.on('request', (request) => requested.push(request.url()));
    await startRecovery(visitor, fixture, realCamera);
    await visitor.waitForEvent('error');
    expect(requested.filter((url) => /onnx|wasm|worker/.test(url))).toEqual([]);
    return visitor;
  };

/** A recovery on another page of the host. */
const onPage =
  (url: (origin: string) => string, attributes: Record<string, string> = {}) =>
  async (fixture: Fixture) =>
    startRecovery(await fixture.ada.openTab(url(fixture.host.origin)), fixture, { attributes });

const fortyDaysAhead = 'const { now } = Date; Date.now = () => now() + 40 * 86_400_000;';

/** A recovery with a wrong clock, over something that drops the query of a request. */
const wrongClock = async (fixture: Fixture) =>
  startRecovery(await fixture.ada.openTab(fixture.host.origin, fortyDaysAhead), fixture, {
    beforeRun: () => {
      hostPage.handleRequest = hostPage.forwardChanged('configuration', (request) => ({
        ...request,
        path: request.path.split('?')[0]!,
      }));
    },
  });

/** What the browser lacks, or a policy of the page forbids. */
export const environmentFailures: readonly FailureCase[] = [
  [
    'environment/insecure-context',
    'the page was loaded without TLS',
    onPage((origin) => origin.replace('localhost', 'insecure.example')),
  ],
  ['environment/no-wasm', 'WebAssembly is missing', withEarlyScript('delete globalThis.WebAssembly')],
  ['environment/no-workers', 'Worker is missing', withEarlyScript('delete globalThis.Worker')],
  ['environment/no-webcrypto', 'crypto.subtle is missing', withEarlyScript('delete Crypto.prototype.subtle')],
  ['environment/no-camera-api', 'navigator.mediaDevices is missing', withoutMediaDevices()],
  [
    'environment/opened-in-app',
    'an app without cameras shows the page',
    withoutMediaDevices(
      `Object.defineProperty(navigator, 'userAgent', { value: 'Mozilla/5.0 (iPhone) [FBAN/FBIOS]' });`,
    ),
  ],
  [
    'environment/blocked-by-policy',
    "the page's Content-Security-Policy forbids workers",
    onPage((origin) => `${origin}/without/workers`),
  ],
  [
    'environment/blocked-by-policy',
    "the worker's Content-Security-Policy forbids WebAssembly",
    onPage((origin) => origin, { 'assets-base': '/broken/no-wasm' }),
  ],
  [
    'environment/blocked-by-policy',
    "the page's Permissions-Policy forbids the camera",
    onPage((origin) => `${origin}/without/camera`, { camera: 'user' }),
  ],
  ['security/wrong-clock', 'the clock is 40 days ahead, and the matcher signs no time', wrongClock],
];
