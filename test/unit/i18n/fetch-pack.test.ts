import { afterEach, expect, it, vi } from 'vitest';
import { fetchPack } from '../../../src/i18n/fetch-pack.ts';

const folder = new URL('https://site.example/recognize/');
const respondWith = (body: string, status: number) =>
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(body, { status }));
afterEach(() => vi.restoreAllMocks());

it('fetches the file of the folder, and has the browser compare its hash', async () => {
  const fetched = respondWith('{"direction":"ltr"}', 200);
  expect(await fetchPack('languages/de.json', 'sha256-AAAA', () => folder)).toEqual({ direction: 'ltr' });
  const [url, options] = fetched.mock.calls[0]!;
  expect(String(url)).toBe('https://site.example/recognize/languages/de.json');
  expect(options).toMatchObject({ integrity: 'sha256-AAAA', cache: 'no-cache' });
});

it('rejects when the file is missing', async () => {
  respondWith('<!doctype html>', 404);
  await expect(fetchPack('languages/de.json', 'sha256-AAAA', () => folder)).rejects.toThrow(
    'https://site.example/recognize/languages/de.json answered 404',
  );
});

it('rejects when the page has set no folder that can be used', async () => {
  const fetched = respondWith('{}', 200);
  const noFolder = () => {
    throw new TypeError('no folder');
  };
  await expect(fetchPack('languages/de.json', 'sha256-AAAA', noFolder)).rejects.toThrow('no folder');
  expect(fetched).not.toHaveBeenCalled();
});
