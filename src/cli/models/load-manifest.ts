import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../manifest/fetch-file.ts';
import { MAX_MANIFEST_BYTES, readManifest } from '../../manifest/parse.ts';
import type { NetFile, NetName } from '../../manifest/types.ts';
import { type Terminal, usageError } from '../command.ts';
import { type DownloadRequest, type Downloads, isLoopback } from './downloads.ts';
import type { LoadedSet } from './install.ts';

/** Loads a manifest and its nets. @param source URL or path of the manifest */
export async function loadManifest(
  source: string,
  downloads: Downloads,
  { note, signal }: Terminal,
): Promise<LoadedSet> {
  const manifestUrl = urlOf(source);
  const request = { url: manifestUrl, field: 'manifest', maxBytes: MAX_MANIFEST_BYTES, signal };
  const modelSet = readManifest(new TextDecoder().decode(await load(request, downloads)));
  const loadNet = (name: NetName, net: NetFile) => {
    const url = new URL(net.file, manifestUrl);
    note(`${name}: ${url.href}, ${net.bytes} bytes`);
    return load({ url, field: `${name}.file`, maxBytes: net.bytes, signal }, downloads);
  };
  const detector = await loadNet('detector', modelSet.detector);
  const embedder = await loadNet('embedder', modelSet.embedder);
  const liveness = modelSet.liveness && (await loadNet('liveness', modelSet.liveness));
  return { modelSet, nets: { detector, embedder, liveness } };
}

/** The manifest contains the hashes of the networks, so its transfer must be secure. */
function urlOf(source: string): URL {
  // A single letter before the colon is a drive of Windows.
  if (!/^\w{2,}:/.test(source)) return pathToFileURL(source);
  const url = new URL(source);
  if (['https:', 'file:'].includes(url.protocol) || (url.protocol === 'http:' && isLoopback(url))) return url;
  throw usageError(`A manifest needs an https URL or a file, not ${url.protocol}//.`);
}

async function load(request: DownloadRequest, downloads: Downloads): Promise<Bytes> {
  const { url, field } = request;
  if (url.protocol !== 'file:') return downloads.fetch(request);
  const bytes = await readFile(url).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', {
      cause,
      detail: `${field}: ${url.pathname} cannot be read`,
    });
  });
  return new Uint8Array(bytes);
}
