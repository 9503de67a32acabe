import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Command, CommandError, usageError } from './command.ts';
import { distUrl } from './package.ts';

const help = `recognize-elements assets <folder> [--no-models] [--no-webgpu]

Copies workers, runtime and models to a folder that your site serves. Pages whose script was bundled
need them: <recognize-recover assets-base="/that/folder/">. Run it again after every update of the
package. Other files in the folder do not change.

  --no-models  without the bundled models, for pages with models="…"
  --no-webgpu  without the WebGPU runtime (27 MB), which only execution="webgpu" loads`;

/** The command `assets`. */
export const assets: Command = {
  summary: 'copies workers, runtime and models to a public folder',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'no-models': { type: 'boolean' }, 'no-webgpu': { type: 'boolean' } },
    });
    const [folder, ...excess] = positionals;
    if (folder === undefined || excess.length > 0) throw usageError('Name exactly one folder.');
    const isIncluded = (file: string) =>
      !(values['no-models'] && file.startsWith('models')) &&
      !(values['no-webgpu'] && /webgpu|asyncify/.test(file));
    const files = (await listAssets()).filter(isIncluded);
    for (const file of files)
      await copyAtomically(fileURLToPath(new URL(`assets/${file}`, distUrl)), join(folder, file));
    terminal.print(`Copied ${files.length} files to ${folder}.`);
  },
};

/** The files of the build's `assets/`, as paths in it. */
async function listAssets(): Promise<string[]> {
  const root = fileURLToPath(new URL('assets/', distUrl));
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new CommandError('This copy of the package was not built: dist/assets is missing.', 1, cause);
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

/** Copies under a temporary name first, because a server may read the file in the meantime. */
async function copyAtomically(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}
