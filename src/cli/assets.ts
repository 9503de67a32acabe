import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Command, Failure, misuse } from './command.ts';
import { distribution } from './package.ts';

const help = `recognize-elements assets <folder> [--no-models] [--no-webgpu]

Lays workers, runtime and models into a folder that your site serves, for pages whose script went
through a bundler: <recognize-recover assets-base="/that/folder/">. Run it again after every update
of the package; files of yours stay.

  --no-models  leave out the bundled models, when pages name others by models="…"
  --no-webgpu  leave out the WebGPU runtime (27 MB), which only execution="webgpu" loads`;

/** `assets` */
export const assets: Command = {
  summary: 'lays workers, runtime and models into a public folder',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'no-models': { type: 'boolean' }, 'no-webgpu': { type: 'boolean' } },
    });
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) throw misuse('Name one folder to lay the assets into.');
    const wanted = (file: string) =>
      !(values['no-models'] && file.startsWith('models')) &&
      !(values['no-webgpu'] && /webgpu|asyncify/.test(file));
    const files = (await shipped()).filter(wanted);
    for (const file of files)
      await lay(fileURLToPath(new URL(`assets/${file}`, distribution)), join(folder, file));
    terminal.print(`${files.length} files laid into ${folder}.`);
  },
};

async function shipped(): Promise<string[]> {
  const found = await readdir(new URL('assets/', distribution), {
    recursive: true,
    withFileTypes: true,
  }).catch((cause: unknown) => {
    throw new Failure('This copy of the package has not been built: dist/assets is missing.', 1, cause);
  });
  const root = fileURLToPath(new URL('assets/', distribution));
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

/** Under its name only once it is whole: a server may be reading there. */
async function lay(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}
