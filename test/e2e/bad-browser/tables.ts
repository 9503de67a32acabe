import type { Host } from '../support/host.ts';
import { hurry, type Row, recoverAt, type Setting, started } from '../support/setting.ts';
import { launch, Visitor } from '../support/visitor.ts';
import { film, pulledOut, refused, still } from './films.ts';

const without = (script: string) => async (setting: Setting) =>
  recoverAt(await setting.ada.tab(setting.host.origin, script), setting);
const at =
  (url: (host: Host) => string, attributes: Record<string, string> = {}) =>
  async (setting: Setting) =>
    recoverAt(await setting.ada.tab(url(setting.host)), setting, { attributes });

/** What the browser lacks or the page's policies forbid. */
export const environments: readonly Row[] = [
  [
    'environment/insecure-context',
    'the page came without TLS',
    at(({ origin }) => origin.replace('localhost', 'insecure.example')),
  ],
  ['environment/no-wasm', 'there is no WebAssembly', without('delete globalThis.WebAssembly')],
  ['environment/no-workers', 'there are no workers', without('delete globalThis.Worker')],
  ['environment/no-webcrypto', 'there is no WebCrypto', without('delete Crypto.prototype.subtle')],
  [
    'environment/blocked-by-policy',
    "the page's policy forbids workers",
    at(({ origin }) => `${origin}/without/workers`),
  ],
  [
    'environment/blocked-by-policy',
    "the worker's policy forbids WebAssembly",
    at(({ origin }) => origin, { 'assets-base': '/broken/no-wasm' }),
  ],
  [
    'environment/blocked-by-policy',
    "the page's policy forbids the camera",
    at(({ origin }) => `${origin}/without/camera`, { camera: 'user' }),
  ],
];

const real = { attributes: { camera: 'user' } };

async function denied(setting: Setting): Promise<Visitor> {
  const { browser, host, ada } = setting;
  const visitor = await ada.tab();
  const devtools = await visitor.context.newCDPSession(visitor.page);
  const { browserContextId = '' } = (await devtools.send('Target.getTargetInfo')).targetInfo;
  const setter = await browser.newBrowserCDPSession();
  const permission = { name: 'camera' };
  const settings = { permission, setting: 'denied', origin: host.origin, browserContextId } as const;
  await setter.send('Browser.setPermission', settings);
  return recoverAt(visitor, setting, real);
}

/** Chromium's own fake camera, which shows shapes. */
async function empty(setting: Setting): Promise<Visitor> {
  await setting.hurried.context.grantPermissions(['camera']);
  const visitor = await recoverAt(await setting.hurried.tab(), setting, real);
  await visitor.page.waitForFunction(() => page.events.some(({ type }) => type === 'hint'));
  // Less than a frame may take.
  await hurry(visitor, 500);
  return visitor;
}

async function noCamera(setting: Setting): Promise<Visitor> {
  const browser = await launch('--use-fake-device-for-media-stream=device-count=0');
  const visitor = await Visitor.arrive(browser, setting.host, 'ada');
  visitor.page.once('close', () => void browser.close());
  return recoverAt(visitor, setting, real);
}

/** Another camera in the place of Chromium's, by a script; the time passes quickly. */
const before = (script: string) => async (setting: Setting) => {
  const visitor = await recoverAt(await setting.hurried.tab(setting.host.origin, script), setting, real);
  await visitor.page.waitForFunction(() => page.events.some(({ detail }) => detail.step === 'permission'));
  await hurry(visitor, 500);
  return visitor;
};
const everybody = ['ada', 'bruno', 'chidi', 'dewi', 'elif'].map((name) => `${name}-front`);

export const cameras: readonly Row[] = [
  ['camera/denied', 'the person denies it', denied],
  ['camera/none', 'there is none', noCamera],
  ['camera/dismissed', 'the question is closed', before(refused('NotAllowedError', 'Permission dismissed'))],
  ['camera/in-use', 'another program holds it', before(refused('NotReadableError'))],
  ['camera/ended', 'it is pulled out', before(pulledOut)],
  ['camera/stalled', 'it shows nothing', before(still)],
  ['capture/no-face', 'nobody sits before it', empty],
  ['capture/too-dark', 'it is night', before(film([]))],
  ['capture/low-quality', 'the face is far away', before(film(['ada-front'], 0.3))],
  ['capture/timed-out', 'whoever sits before it is somebody else each time', before(film(everybody))],
];

/** A run that looks at the person, and its worker of vision. */
async function looking(who: Visitor, setting: Setting) {
  const visitor = await recoverAt(await who.tab(), setting);
  await visitor.page.waitForFunction(() => page.events.some(({ detail }) => detail.step === 'capture'));
  const worker = visitor.page.workers().find((one) => one.url().includes('/vision.'))!;
  return { visitor, worker };
}

async function crashing(setting: Setting): Promise<Visitor> {
  const { visitor, worker } = await looking(setting.ada, setting);
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by a test');
    });
  });
  return visitor;
}

async function hanging(setting: Setting): Promise<Visitor> {
  const { visitor, worker } = await looking(setting.hurried, setting);
  await worker.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  await hurry(visitor, 5_000);
  return visitor;
}

export const machines: readonly Row[] = [
  [
    'runtime/out-of-memory',
    'a worker gets no more of it',
    at(({ origin }) => origin, { 'assets-base': '/broken/no-memory' }),
  ],
  ['runtime/crashed', 'a worker crashes', crashing],
  ['runtime/timed-out', 'a worker hangs', hanging],
];

const refusing = `IDBFactory.prototype.open = () => { throw new DOMException('refused', 'SecurityError'); }`;

/** In a profile of its own: Chromium looks at the quota again only some time after a database was written. */
async function full(setting: Setting): Promise<Visitor> {
  const { browser, host } = setting;
  const visitor = await Visitor.arrive(browser, host, 'ada');
  const devtools = await visitor.context.newCDPSession(visitor.page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 1 });
  return recoverAt(visitor, setting);
}

/** Another tab holds the database open while somebody wants it gone: whoever comes later waits. */
async function blocked(setting: Setting): Promise<Visitor> {
  const visitor = await setting.hurried.tab();
  await visitor.page.evaluate(async () => {
    await new Promise((resolve) => {
      indexedDB.open('recognize-elements').onsuccess = resolve;
    });
    indexedDB.deleteDatabase('recognize-elements');
  });
  await started(visitor, { tag: 'recognize-authenticate' });
  await hurry(visitor, 2_000);
  return visitor;
}

export const storages: readonly Row[] = [
  ['storage/unavailable', 'the browser refuses it', without(refusing)],
  ['storage/full', 'there is no room', full],
  ['storage/blocked', 'another tab is in the way', blocked],
];
