import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { RecognizeError } from '../errors.ts';
import { checkFile } from '../manifest/check-file.ts';
import { type Bytes, fetchFile } from '../manifest/fetch-file.ts';
import { modelId } from '../manifest/hash.ts';
import { MAX_MANIFEST_BYTES, readManifest } from '../manifest/parse.ts';
import type { ModelSet, NetFile, NetName } from '../manifest/types.ts';
import { type Command, type Terminal, usageError } from './command.ts';

const help = `recognize-elements models add <manifest> [folder]

Downloads a manifest and its two networks, checks their lengths and SHA-256 hashes, opens them if
onnxruntime-node is installed, and writes all three to the folder (default: models). A part of its
hash is added to the file name of each network. After an error the folder is unchanged.

  <manifest>  an https URL, or a local file; its networks may be elsewhere

Pages use the result with models="/models/manifest.json", the backend with the option models of
createRecognizeServer. The fields of a manifest: docs/models.md.`;

/** The command `models add`. */
export const modelsAdd: Command = {
  summary: 'downloads a set of face models and checks it',
  help,
  async run(args, terminal) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const [source, folder = 'models', ...excess] = positionals;
    if (source === undefined || excess.length > 0)
      throw usageError('Name one manifest by its URL or file, and optionally a folder.');
    const url = manifestUrl(source);
    const bytes = await load(url, 'manifest', MAX_MANIFEST_BYTES, terminal.signal);
    const modelSet = readManifest(new TextDecoder().decode(bytes));
    const createdFolder = await mkdir(folder, { recursive: true });
    const staging = await mkdtemp(join(folder, '.adding-'));
    try {
      const localSet = await stage(modelSet, url, staging, terminal);
      const wasOpened = await openNets(join(staging, 'manifest.json'));
      // The manifest is last: until then the folder has the complete old set, then the complete new one.
      for (const file of [localSet.detector.file, localSet.embedder.file, 'manifest.json'])
        await rename(join(staging, file), join(folder, file));
      await printSummary(localSet, folder, wasOpened, terminal);
    } catch (error) {
      if (createdFolder !== undefined) await rm(createdFolder, { recursive: true });
      throw error;
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  },
};

/** The manifest contains the hashes of the networks, so its transfer must be secure. */
function manifestUrl(source: string): URL {
  // A single letter before the colon is a drive of Windows.
  if (!/^\w{2,}:/.test(source)) return pathToFileURL(source);
  const url = new URL(source);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (['https:', 'file:'].includes(url.protocol) || (url.protocol === 'http:' && isLoopback)) return url;
  throw usageError(`A manifest needs an https URL or a file, not ${url.protocol}//.`);
}

async function load(url: URL, field: string, maxBytes: number, signal: AbortSignal): Promise<Bytes> {
  if (url.protocol !== 'file:') return fetchFile({ url, field, maxBytes, signal });
  const bytes = await readFile(url).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', {
      cause,
      detail: `${field}: ${url.pathname} cannot be read`,
    });
  });
  return new Uint8Array(bytes);
}

/** Writes both networks, and a manifest that names them, to a folder. @returns the new manifest */
async function stage(
  modelSet: ModelSet,
  baseUrl: URL,
  folder: string,
  { note, signal }: Terminal,
): Promise<ModelSet> {
  const add = async <Net extends NetFile>(name: NetName, net: Net): Promise<Net> => {
    const url = new URL(net.file, baseUrl);
    note(`${name}: ${url.href}, ${net.bytes} bytes`);
    const bytes = await load(url, `${name}.file`, net.bytes, signal);
    await checkFile(name, net, bytes, url.href);
    const file = fileNameOf(url, net);
    await writeFile(join(folder, file), bytes);
    return { ...net, file };
  };
  const localSet = {
    ...modelSet,
    detector: await add('detector', modelSet.detector),
    embedder: await add('embedder', modelSet.embedder),
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(localSet, null, 2)}\n`);
  return localSet;
}

/** A file name with a part of the hash, so that versions do not replace each other in the folder or in a cache. */
function fileNameOf(url: URL, net: NetFile): string {
  const stem = url.pathname
    .split('/')
    .at(-1)!
    .replace(/\.onnx$/i, '')
    .replaceAll(/%..|[^\w.-]/g, '-');
  return `${stem || 'net'}-${net.sha256.slice(0, 8)}.onnx`;
}

/**
 * Opens the networks and compares their inputs and outputs with the manifest.
 *
 * @returns false if onnxruntime-node is not installed
 */
async function openNets(manifest: string): Promise<boolean> {
  const node = await import('../vision/node.ts').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  if (node === undefined) return false;
  const vision = await node.createNodeVision(manifest);
  await vision.release();
  return true;
}

async function printSummary(
  modelSet: ModelSet,
  folder: string,
  wasOpened: boolean,
  { print, note }: Terminal,
): Promise<void> {
  print(`${join(folder, 'manifest.json')}: ${modelSet.id}, model id ${await modelId(modelSet)}`);
  for (const { file, bytes, license } of [modelSet.detector, modelSet.embedder])
    print(`  ${file}  ${bytes} bytes  ${license}`);
  const { frr, farRandom, farCrafted } = modelSet.matching;
  if (frr + farRandom + farCrafted === 0)
    note('The operating point (matching) was not measured. Calibrate it before use; see docs/models.md.');
  if (!wasOpened) note('The networks were not opened, because onnxruntime-node is not installed.');
}
