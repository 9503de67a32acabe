import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RecognizeError } from '../../errors.ts';
import { modelId } from '../../manifest/hash.ts';
import { netsOf } from '../../manifest/nets.ts';
import { type Command, CommandError, type Terminal, usageError } from '../command.ts';
import type { BuiltInSet } from './built-in-set.ts';
import { builtInNames, findBuiltIn } from './built-in-sets.ts';
import { withBundledLiveness } from './bundled-liveness.ts';
import { type Downloads, openDownloads } from './downloads.ts';
import { type Installed, install, type LoadedSet } from './install.ts';
import { loadManifest } from './load-manifest.ts';
import { getSourceFiles } from './source-files.ts';

const help = `recognize-elements models add <name or manifest> [folder] [--from <url or folder>]

Downloads the networks of a set, checks their lengths and hashes, opens them if onnxruntime-node is installed,
and writes them and a manifest to the folder (default: models). A part of its hash is added to the file
name of each network. After an error the folder is unchanged.

  <name>      a set that this package knows: ${builtInNames.join(', ')} (see models list)
  <manifest>  an https URL, or a local file; its networks may be elsewhere
  --from      a mirror of the files of a named set: a URL under which they have the publishers' names,
              or a folder that contains them under any name

HTTPS_PROXY, HTTP_PROXY and NO_PROXY are respected. Pages use the result with
models="/models/manifest.json", the backend with the option models of createRecognizeServer.
The fields of a manifest: docs/models.md.`;

/** The command `models add`. */
export const modelsAdd: Command = {
  summary: 'downloads a set of face models and checks it',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { from: { type: 'string' } },
    });
    const [source, folder = 'models', ...excess] = positionals;
    if (source === undefined || excess.length > 0 || positionals.includes(''))
      throw usageError('Name one model set or manifest, and optionally a folder.');
    if (values.from === '') throw usageError('--from needs a folder or an http(s) URL.');
    const builtIn = findBuiltIn(source);
    if (values.from !== undefined && builtIn === undefined)
      throw usageError(`--from needs one of the sets ${builtInNames.join(', ')}, not ${source}.`);
    const downloads = openDownloads();
    try {
      const loaded =
        builtIn === undefined
          ? await loadManifest(source, downloads, terminal).catch(suggestNames(source))
          : await loadBuiltIn(builtIn, values.from, downloads, terminal);
      terminal.signal.throwIfAborted();
      const installed = await install(loaded, folder, terminal.signal);
      await printSummary(installed, folder, terminal);
    } finally {
      await downloads.close();
    }
    for (const line of builtIn?.notes ?? []) terminal.print(line);
  },
};

async function loadBuiltIn(
  builtIn: BuiltInSet,
  from: string | undefined,
  downloads: Downloads,
  terminal: Terminal,
): Promise<LoadedSet> {
  return withBundledLiveness(
    await builtIn.load(await getSourceFiles(builtIn.sources, from, downloads, terminal)),
  );
}

/** A word without a dot or slash that is no file is more likely a misspelled name. */
const suggestNames = (source: string) => (error: unknown) => {
  if (error instanceof RecognizeError && error.code === 'assets/not-found' && /^[\w-]+$/.test(source))
    throw new CommandError(
      `There is no set and no file named ${source}. The sets are ${builtInNames.join(', ')}.`,
      2,
      error,
    );
  throw error;
};

async function printSummary(
  { modelSet, wasOpened }: Installed,
  folder: string,
  { print, note }: Terminal,
): Promise<void> {
  print(`${join(folder, 'manifest.json')}: ${modelSet.id}, model id ${await modelId(modelSet)}`);
  for (const [, { file, bytes, license }] of netsOf(modelSet)) print(`  ${file}  ${bytes} bytes  ${license}`);
  const { frr, farRandom, farCrafted } = modelSet.matching;
  if (frr + farRandom + farCrafted === 0)
    note('The operating point (matching) was not measured. Calibrate it before use; see docs/models.md.');
  if (modelSet.liveness === undefined)
    print('The set has no passive net (liveness): that part of the liveness check is off.');
  if (!wasOpened) note('The networks were not opened, because onnxruntime-node is not installed.');
}
