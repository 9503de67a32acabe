import type { Pack } from './types.ts';

/**
 * Fetches a language pack for the single-file script, which has no chunks.
 *
 * @param path in the folder `assets/`
 * @param integrity hash of the file, as the option of `fetch` takes it. The browser refuses a file with another one.
 * @param assetsBase URL of that folder
 * @throws TypeError when the file is missing or has another hash, and whatever `assetsBase` throws
 */
export async function fetchPack(path: string, integrity: string, assetsBase: () => URL): Promise<Pack> {
  const url = new URL(path, assetsBase());
  // The name stays the same in the next release, so a cached file is confirmed by the server first.
  const response = await fetch(url, { integrity, cache: 'no-cache' });
  if (!response.ok) throw new TypeError(`${url.href} answered ${response.status}`);
  return (await response.json()) as Pack;
}
