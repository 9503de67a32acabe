import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RecognizeOptions, readOptions } from '../../../src/client/options.ts';
import { memoryStore } from '../../../src/store/memory.ts';

const host = '/recognize-api';
const key = 'A'.repeat(86);

describe('readOptions', () => {
  beforeEach(() => {
    vi.stubGlobal('document', { baseURI: 'https://bank.example/page/' });
    vi.stubGlobal('location', new URL('https://bank.example/page/'));
    vi.stubGlobal('navigator', { userAgent: 'Firefox/127.0 (X11; Linux)' });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('fills in the defaults', () => {
    // The module of this test is a local file, as in a page of an app.
    vi.stubGlobal('document', { baseURI: 'file:///app/index.html' });
    const settings = readOptions({ host });
    expect(settings.assetsBase.href).toMatch(/src\/client\/assets\/$/);
    expect(settings).toMatchObject({ manifestUrl: undefined, execution: 'auto', matcherKey: undefined });
    expect(settings.description).toEqual({ name: 'Firefox on Linux', browser: 'Firefox', system: 'Linux' });
  });

  it('throws usage/missing-property when a bundler has replaced the address of the module by a local path', () => {
    const settings = readOptions({ host });
    // Lists of devices need no assets.
    expect(() => settings.assetsBase).toThrow(
      /^usage\/missing-property: assets-base is not set, .*npx recognize-elements assets/,
    );
  });

  it('resolves URLs against the page and adds the slash of a folder', () => {
    const { assetsBase, manifestUrl } = readOptions({
      host,
      assetsBase: '/files',
      models: 'm/manifest.json',
    });
    expect(assetsBase.href).toBe('https://bank.example/files/');
    expect(manifestUrl!.href).toBe('https://bank.example/page/m/manifest.json');
  });

  it.each(['assetsBase', 'models'] as const)(
    'accepts another origin for %s by a complete URL, and not by a base element of the page',
    (option) => {
      expect(() => readOptions({ host, [option]: 'https://cdn.example/face/' })).not.toThrow();
      expect(() => readOptions({ host, [option]: '//cdn.example/face/' })).not.toThrow();
      vi.stubGlobal('document', { baseURI: 'https://attacker.example/' });
      expect(() => readOptions({ host, [option]: '/face/' })).toThrow(
        `usage/invalid-property: ${option}: expected a URL of the origin of this page or of the script, not of https://attacker.example`,
      );
    },
  );

  it('leaves the level to the authorization unless the page sets one', () => {
    expect(readOptions({ host, liveness: 'active' }).liveness).toBe('active');
    for (const liveness of [undefined, null, ''] as undefined[])
      expect(readOptions({ host, liveness }).liveness).toBeUndefined();
  });

  it('uses the name and the store that the page sets', () => {
    const store = memoryStore();
    const settings = readOptions({ host, deviceName: 'Kitchen', store, matcherKey: key });
    expect(settings.description).toMatchObject({ name: 'Kitchen', browser: 'Firefox' });
    expect(settings.store()).toBe(store);
  });

  it.each<[string, string, object]>([
    ['usage/missing-property: host is not set', 'no host', { host: undefined }],
    ['usage/invalid-property: assetsBase: expected a URL', 'a broken URL', { assetsBase: 'https://x:port/' }],
    ['usage/invalid-property: models: expected a URL', 'a broken URL', { models: 'https://x:port/' }],
    [
      'usage/invalid-property: assetsBase: expected the URL of a folder',
      'code',
      { assetsBase: 'data:text/javascript,1' },
    ],
    ['usage/invalid-property: execution: expected one of auto, wasm, webgpu', 'a typo', { execution: 'gpu' }],
    ['usage/invalid-property: liveness: expected one of off, passive, active', 'a typo', { liveness: 'on' }],
    ['usage/invalid-property: matcherKey: expected 64 bytes', 'a short key', { matcherKey: 'AAAA' }],
    [
      'usage/invalid-property: matcherKey: expected 64 bytes',
      'stray bits',
      { matcherKey: `${key.slice(1)}B` },
    ],
    ['usage/invalid-property: deviceName: expected a string', 'a number', { deviceName: 5 }],
  ])('throws %s for %s', (message, _what, change) => {
    expect(() => readOptions({ host, ...change } as RecognizeOptions)).toThrow(message);
  });
});
