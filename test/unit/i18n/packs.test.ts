import { afterEach, describe, expect, it, vi } from 'vitest';
import { en } from '../../../src/i18n/en.ts';
import { packSources } from '../../../src/i18n/pack-sources.ts';
import { hasTexts, loadedPack, loadPack, withLabels } from '../../../src/i18n/packs.ts';
import type { Labels } from '../../../src/i18n/types.ts';
import { packs } from '../../support/language-packs.ts';

const noFolder = () => new URL('about:blank');
afterEach(() => vi.restoreAllMocks());

describe('loadPack', () => {
  it.each(['en', 'en-GB', 'sv', 'zh', '', 'constructor'])('has nothing to load for "%s"', (tag) => {
    expect(loadPack(tag, noFolder)).toBeUndefined();
    expect(loadedPack(tag)).toBe(en);
  });

  it('loads a pack once, for all regions of its language', async () => {
    const source = vi.spyOn(packSources, 'tr');
    expect(hasTexts('tr')).toBe(false);
    await Promise.all([loadPack('tr', noFolder), loadPack('tr-CY', noFolder)]);
    expect(source).toHaveBeenCalledTimes(1);
    expect(hasTexts('tr-TR')).toBe(true);
    expect(loadedPack('tr-TR')).toEqual(packs.tr);
    expect(loadPack('tr', noFolder)).toBeUndefined();
  });

  it('leaves English texts when a pack cannot be loaded, and loads it when another element asks for it', async () => {
    const warning = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const source = vi.spyOn(packSources, 'nl').mockRejectedValueOnce(new TypeError('missing'));
    await loadPack('nl', noFolder);
    expect(loadedPack('nl')).toBe(en);
    expect(hasTexts('nl')).toBe(false);
    expect(warning.mock.calls).toEqual([["recognize-elements: no texts in 'nl', TypeError: missing"]]);
    await loadPack('nl', noFolder);
    expect(source).toHaveBeenCalledTimes(2);
    expect(loadedPack('nl')).toEqual(packs.nl);
  });

  it('tries the folder of a second element after that of the first has failed', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const folders: string[] = [];
    vi.spyOn(packSources, 'pl').mockImplementation(async (assetsBase) => {
      folders.push(assetsBase().href);
      if (folders.length === 1) throw new TypeError('missing');
      return packs.pl;
    });
    const load = (folder: string) => loadPack('pl', () => new URL(folder));
    await Promise.all([load('https://a.example/'), load('https://b.example/')]);
    expect(folders).toEqual(['https://a.example/', 'https://b.example/']);
    expect(loadedPack('pl')).toEqual(packs.pl);
  });
});

describe('withLabels', () => {
  it('replaces texts by the labels of the page and keeps the others', () => {
    const pack = withLabels(en, { devices: { title: 'My browsers' } });
    expect(pack.devices.title).toBe('My browsers');
    expect(pack.devices.add).toBe(en.devices.add);
    expect(en.devices.title).not.toBe('My browsers');
  });

  it.each([null, undefined, {}])('returns the texts of the pack for %s', (labels) => {
    expect(withLabels(en, labels)).toEqual(en);
  });

  it('ignores labels that are no texts', () => {
    const labels = { cancel: 7, devices: 'none', constructor: 'x' } as unknown as Labels;
    expect(withLabels(en, labels)).toEqual(en);
  });
});
