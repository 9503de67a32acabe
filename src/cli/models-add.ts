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
import { type Command, misuse, type Terminal } from './command.ts';

const help = `recognize-elements models add <manifest> [folder]

Downloads a manifest and its two nets, checks length and SHA-256 of each, opens them where
onnxruntime-node is installed, and writes all three into the folder (default: models). The nets get
names with their hash. When anything fails, nothing is left behind.

  <manifest>  an https address, or a file of yours whose nets may lie elsewhere

Pages name the result by models="/models/manifest.json", the backend by createRecognizeServer's
models. What the fields mean: docs/models.md.`;

/** `models add` */
export const modelsAdd: Command = {
  summary: 'downloads a set of face models and checks it',
  help,
  async run(args, terminal) {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const [source, folder = 'models', ...more] = positionals;
    if (source === undefined || more.length > 0)
      throw misuse('Name the address of one manifest, and a folder if you like.');
    const address = addressOf(source);
    const set = readManifest(
      new TextDecoder().decode(await load(address, 'manifest', MAX_MANIFEST_BYTES, terminal.signal)),
    );
    const made = await mkdir(folder, { recursive: true });
    const staging = await mkdtemp(join(folder, '.adding-'));
    try {
      const local = await stage(set, address, staging, terminal);
      const opened = await open(join(staging, 'manifest.json'));
      // The manifest last: until then the folder's old set is whole, afterwards the new one.
      for (const file of [local.detector.file, local.embedder.file, 'manifest.json'])
        await rename(join(staging, file), join(folder, file));
      await describe(local, folder, opened, terminal);
    } catch (error) {
      if (made !== undefined) await rm(made, { recursive: true });
      throw error;
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  },
};

/** The hashes stand in the manifest, so nobody on the way may change it. */
function addressOf(source: string): URL {
  if (!/^\w{2,}:/.test(source)) return pathToFileURL(source);
  const url = new URL(source);
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (['https:', 'file:'].includes(url.protocol) || (url.protocol === 'http:' && here)) return url;
  throw misuse(`A manifest comes over https or from a file, not over ${url.protocol}//.`);
}

async function load(url: URL, field: string, maxBytes: number, signal: AbortSignal): Promise<Bytes> {
  if (url.protocol !== 'file:') return fetchFile({ url, field, maxBytes, signal });
  const bytes = await readFile(url).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', { cause, detail: `${field}: ${url.pathname}` });
  });
  return new Uint8Array(bytes);
}

/** Both nets and a manifest that names them, in a folder of their own. */
async function stage(
  set: ModelSet,
  address: URL,
  folder: string,
  { note, signal }: Terminal,
): Promise<ModelSet> {
  const add = async <Net extends NetFile>(name: NetName, net: Net): Promise<Net> => {
    const url = new URL(net.file, address);
    note(`${name}: ${url.href}, ${net.bytes} bytes`);
    const bytes = await load(url, `${name}.file`, net.bytes, signal);
    await checkFile(name, net, bytes, url.href);
    const file = nameOf(url, net);
    await writeFile(join(folder, file), bytes);
    return { ...net, file };
  };
  const local = {
    ...set,
    detector: await add('detector', set.detector),
    embedder: await add('embedder', set.embedder),
  };
  await writeFile(join(folder, 'manifest.json'), `${JSON.stringify(local, null, 2)}\n`);
  return local;
}

/** With a part of its hash: another version never takes its place, in the folder or in a cache. */
function nameOf(url: URL, net: NetFile): string {
  const stem = url.pathname
    .split('/')
    .at(-1)!
    .replace(/\.onnx$/i, '')
    .replaceAll(/%..|[^\w.-]/g, '-');
  return `${stem || 'net'}-${net.sha256.slice(0, 8)}.onnx`;
}

/**
 * Opens the nets and holds their inputs and outputs against the manifest, where onnxruntime-node can be loaded.
 *
 * @returns whether it can
 */
async function open(manifest: string): Promise<boolean> {
  const node = await import('../vision/node.ts').catch((error: { code?: string }) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  });
  const vision = await node?.createNodeVision(manifest);
  await vision?.release();
  return vision !== undefined;
}

async function describe(
  set: ModelSet,
  folder: string,
  opened: boolean,
  { print, note }: Terminal,
): Promise<void> {
  print(`${join(folder, 'manifest.json')}: ${set.id}, model id ${await modelId(set)}`);
  for (const { file, bytes, license } of [set.detector, set.embedder])
    print(`  ${file}  ${bytes} bytes  ${license}`);
  const { frr, farRandom, farCrafted } = set.matching;
  if (frr + farRandom + farCrafted === 0)
    note(
      'Its operating point (matching) was not measured: calibrate it before anyone relies on it; see docs/models.md.',
    );
  if (!opened) note('The nets were not opened, because onnxruntime-node is not installed here.');
}
