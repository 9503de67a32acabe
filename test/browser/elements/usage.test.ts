import { expect } from '@open-wc/testing';
import { waitUntil } from '../wait-until.ts';
import {
  detailsOf,
  newUser,
  outcomesOf,
  placeElement,
  query,
  type RecordedEvent,
  removeElements,
  renders,
  stepsOf,
  textOf,
} from './page.ts';

type Ceremony = 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate';

/** Values that the page may not set, and the error of the next run. */
const cases: readonly [tag: Ceremony, settings: object, code: string, detail: string][] = [
  ['recognize-recover', { recognizeId: undefined }, 'usage/missing-property', 'recognize-id is not set'],
  ['recognize-recover', { clientState: '' }, 'usage/missing-property', 'client-state is not set'],
  ['recognize-authenticate', { recognizeId: '' }, 'usage/missing-property', 'recognize-id is not set'],
  ['recognize-enroll', { authorization: undefined }, 'usage/missing-property', 'authorization is not set'],
  ['recognize-enroll', { type: 'backup' }, 'usage/invalid-attribute', 'type: expected one of BACKUP'],
  ['recognize-enroll', { execution: 'gpu' }, 'usage/invalid-attribute', 'execution: expected one of auto'],
  [
    'recognize-enroll',
    { liveness: 'on' },
    'usage/invalid-attribute',
    'liveness: expected one of off, passive',
  ],
  [
    'recognize-enroll',
    { layout: 'modal' },
    'usage/invalid-attribute',
    'layout: expected one of auto, inline',
  ],
  ['recognize-enroll', { theme: 'black' }, 'usage/invalid-attribute', 'theme: expected one of auto'],
  ['recognize-enroll', { preloading: 'yes' }, 'usage/invalid-attribute', 'preload: expected one of none'],
  ['recognize-enroll', { liveRegion: 'rude' }, 'usage/invalid-attribute', 'live-region: expected one of'],
  ['recognize-enroll', { assetsBase: 'https://x:port/' }, 'usage/invalid-attribute', 'assets-base: expected'],
  ['recognize-enroll', { models: 'https://x:port/' }, 'usage/invalid-attribute', 'models: expected a URL'],
  ['recognize-enroll', { matcherKey: 'AAAA' }, 'usage/invalid-attribute', 'matcher-key: expected 64 bytes'],
  ['recognize-enroll', { labels: 'Hello' }, 'usage/invalid-property', 'labels: expected an object'],
  ['recognize-enroll', { lang: { de: 1 } }, 'usage/invalid-attribute', 'lang: expected a string'],
  ['recognize-enroll', { camera: 5 }, 'usage/invalid-attribute', 'camera: expected a string'],
  ['recognize-recover', { recognizeId: 42 }, 'usage/invalid-attribute', 'recognize-id: expected a string'],
  ['recognize-recover', { clientState: {} }, 'usage/invalid-property', 'clientState: expected a string'],
  ['recognize-recover', { deviceName: 5 }, 'usage/invalid-property', 'deviceName: expected a string'],
  ['recognize-enroll', { theme: {} }, 'usage/invalid-attribute', 'theme: expected one of auto'],
  ['recognize-enroll', { matcherKey: [] }, 'usage/invalid-attribute', 'matcher-key: expected 64 bytes'],
  ['recognize-enroll', { assetsBase: {} }, 'usage/invalid-attribute', 'assets-base: expected a URL'],
  ['recognize-enroll', { models: 7 }, 'usage/invalid-attribute', 'models: expected a URL'],
  ['recognize-enroll', { authorization: {} }, 'usage/invalid-property', 'authorization: expected a token'],
  ['recognize-authenticate', { challenge: 0 }, 'usage/invalid-property', 'challenge: expected a string'],
  [
    'recognize-authenticate',
    { transaction: { Amount: '\u202e00.01 RUE\u202c' } },
    'usage/invalid-property',
    'transaction.Amount: expected only visible characters, found U\\+202E',
  ],
  [
    'recognize-authenticate',
    { transaction: [1] },
    'usage/invalid-property',
    'transaction: expected an object',
  ],
  ['recognize-authenticate', { transaction: 'x' }, 'usage/invalid-property', 'transaction: expected an'],
  [
    'recognize-authenticate',
    { transaction: { Cart: { Amount: '12' } } },
    'usage/invalid-property',
    'transaction.Cart: expected a string',
  ],
];

const errorOf = (events: readonly RecordedEvent[]) => detailsOf(events, 'error').map(({ error }) => error);

describe('wrong usage of an element', function () {
  this.timeout(60_000);
  afterEach(() => removeElements());

  for (const [tag, settings, code, detail] of cases) {
    it(`fails with ${code} for ${tag} ${JSON.stringify(settings)} before anything is requested`, async () => {
      const { element, events } = placeElement(tag, newUser(), { clientState: 'a', ...settings } as object);
      await element.updateComplete;
      await element.start();
      const [error] = errorOf(events);
      expect(error!.code).to.equal(code);
      expect(error!.detail).to.match(new RegExp(`^${detail}`));
      expect(outcomesOf(events)).to.deep.equal([`error ${code}`]);
      expect([detailsOf(events, 'request'), stepsOf(events)]).to.deep.equal([[], []]);
      expect(textOf(element)).to.contain('This page isn’t set up correctly');
      // The page may set the value later.
      expect(renders(element, '[part~=retry]')).to.equal(true);
    });
  }

  it('does not prevent a later run with a correct value', async () => {
    const authorization = () => new Promise<never>(() => {});
    const { element, events } = placeElement('recognize-enroll', newUser(), {
      assetsBase: 'https://x:port/',
      authorization,
    });
    await element.start();
    expect(element.status).to.equal('failed');
    element.assetsBase = undefined;
    void element.start();
    await waitUntil(() => stepsOf(events).includes('loading'));
    expect(element.status).to.equal('running');
    await element.cancel();
  });

  const foreign = 'https://attacker.example/face/';
  for (const name of ['assets-base', 'models'] as const) {
    it(`[T93] fails with usage/invalid-attribute for the attribute ${name} with another origin`, async () => {
      const { element, events } = placeElement('recognize-enroll', newUser(), { assetsBase: undefined });
      element.setAttribute(name, foreign);
      await element.start();
      const [error] = errorOf(events);
      expect(error!.code).to.equal('usage/invalid-attribute');
      expect(error!.detail).to.match(
        new RegExp(`^${name}: expected a URL of the origin .* not of https://attacker.example`),
      );
    });

    it(`passes the attribute ${name} on to an inner element as an attribute, so that it is refused there`, async () => {
      const { element } = placeElement('recognize-devices', newUser(), {
        canAdd: true,
        answer: (event) => event.respondWith({ devices: [] }),
      });
      await waitUntil(() => element.status === 'ready');
      await element.updateComplete;
      query(element, '[part=panel] > [part=button]').click();
      await waitUntil(() => renders(element, 'recognize-enroll'));
      element.setAttribute(name, foreign);
      await element.updateComplete;
      const inner = query(element, 'recognize-enroll') as HTMLElementTagNameMap['recognize-enroll'];
      expect(inner.getAttribute(name)).to.equal(foreign);
      const failed = new Promise<CustomEvent>((resolve) => {
        inner.addEventListener('recognize-error', resolve);
      });
      void inner.start();
      expect((await failed).detail.error.code).to.equal('usage/invalid-attribute');
    });
  }

  it('passes settings that are set as properties on to an inner element', async () => {
    const { element } = placeElement('recognize-devices', newUser(), {
      canAdd: true,
      answer: (event) => event.respondWith({ devices: [] }),
    });
    Object.assign(element, { previousModels: '/previous.json', compact: true });
    await waitUntil(() => element.status === 'ready');
    await element.updateComplete;
    query(element, '[part=panel] > [part=button]').click();
    await waitUntil(() => renders(element, 'recognize-enroll'));
    const inner = query(element, 'recognize-enroll') as HTMLElementTagNameMap['recognize-enroll'];
    expect([inner.previousModels, inner.compact]).to.deep.equal(['/previous.json', true]);
  });

  it('accepts another origin as a property', async () => {
    const { element } = placeElement('recognize-enroll', newUser(), {
      assetsBase: 'https://cdn.example/face/',
      authorization: () => new Promise<never>(() => {}),
    });
    void element.start();
    expect(element.status).to.equal('running');
    await element.cancel();
  });

  const device = { deviceId: 'a', type: 'SDK', name: 'Desk', created: 1_790_000_000_000 };
  const lists = [
    5,
    [5],
    [{ deviceId: 'a' }],
    { devices: [] },
    [{ ...device, created: '2026-11-30T06:00:00Z' }],
    [{ ...device, created: 1_790_000_000 }],
    [{ ...device, created: 1.79e18 }],
    [{ ...device, created: null }],
    [{ ...device, lastUsed: new Date() }],
    [{ ...device, name: 5 }],
  ];
  for (const devices of lists) {
    it(`fails with usage/invalid-property for the devices ${JSON.stringify(devices)}`, async () => {
      const { element, events } = placeElement('recognize-devices', newUser(), { devices: devices as never });
      await waitUntil(() => events.length > 0);
      expect(outcomesOf(events)).to.deep.equal(['error usage/invalid-property']);
      expect(errorOf(events)[0]!.detail).to.match(/^devices: expected a list of devices/);
      await element.updateComplete;
      expect(renders(element, '[part=error]')).to.equal(true);
    });
  }

  it('names the field of a device whose time is not in milliseconds', async () => {
    const devices = [device, { ...device, lastUsed: 1_790_000_000 }] as never;
    const { element, events } = placeElement('recognize-devices', newUser(), { devices });
    await waitUntil(() => events.length > 0);
    expect(errorOf(events)[0]!.detail).to.contain('devices[1].lastUsed: expected milliseconds');
    expect(element.status).to.equal('failed');
  });

  it('takes null for absent devices, times and texts', async () => {
    const devices = [{ ...device, lastUsed: null, browser: null }] as never;
    const { element } = placeElement('recognize-devices', newUser(), { devices });
    await waitUntil(() => element.status === 'ready');
    await element.updateComplete;
    expect(textOf(element)).to.contain('Not used yet');
    const { events } = placeElement('recognize-devices', newUser(), { devices: null });
    await waitUntil(() => detailsOf(events, 'request').length > 0);
  });

  it('fails with usage/missing-property when the page loads a list without a user', async () => {
    const { element, events } = placeElement('recognize-devices', newUser(), { recognizeId: undefined });
    await element.start();
    expect(outcomesOf(events)).to.deep.equal(['error usage/missing-property']);
  });
});
