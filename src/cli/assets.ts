import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Command, CommandError, usageError } from './command.ts';
import { compressFile } from './compress-file.ts';
import { distUrl, fileHashes, sha256 } from './package.ts';

const help = `recognize-elements assets <folder> [--no-models] [--no-webgpu] [--no-compression]

Copies workers, runtime and models to a folder that your site serves. Pages whose script was bundled
need them: <recognize-recover assets-base="/that/folder/">. Run it again after every update of the
package. Other files in the folder do not change.

Beside each file that gains from it, it writes a compressed copy with the ending .br (Brotli) and one
with .gz (gzip) for servers that can send them: the runtime then has 3 MB instead of 14.

  --no-models       without the bundled models, for pages with models="…"
  --no-webgpu       without the WebGPU runtime (27 MB), which only execution="webgpu" loads
  --no-compression  without compressed copies, for servers that compress themselves`;

/** The command `assets`. */
export const assets: Command = {
  summary: 'copies workers, runtime and models to a public folder',
  help,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'no-models': { type: 'boolean' },
        'no-webgpu': { type: 'boolean' },
        'no-compression': { type: 'boolean' },
      },
    });
    const [folder, ...excess] = positionals;
    if (folder === undefined || excess.length > 0) throw usageError('Name exactly one folder.');
    const isIncluded = (file: string) =>
      !(values['no-models'] && file.startsWith('models')) &&
      !(values['no-webgpu'] && /webgpu|asyncify/.test(file));
    const files = [...fileHashes()]
      .filter(([path]) => path.startsWith('assets/'))
      .map(([path, hash]) => ({ path: path.slice('assets/'.length), hash }))
      .filter(({ path }) => isIncluded(path));
    for (const { path, hash } of files) await copyFile(path, hash, join(folder, path));
    terminal.print(`Copied ${files.length} files to ${folder}.`);
    if (values['no-compression']) return;
    // In parallel: the compression runs in the threads of Node.
    const gains = await Promise.all(files.map(({ path }) => compressFile(join(folder, path))));
    terminal.print(`Compressed ${gains.filter(Boolean).length} of them (.br, .gz).`);
  },
};

/** Copies a file that is as it was built, under a temporary name first, because a server may read it in the meantime. */
async function copyFile(path: string, hash: string, to: string): Promise<void> {
  const bytes = await readFile(new URL(`assets/${path}`, distUrl)).catch((cause: unknown) => {
    throw new CommandError(
      `dist/assets/${path} of this copy of the package is missing: install it again.`,
      1,
      cause,
    );
  });
  if (sha256(bytes) !== hash)
    throw new CommandError(`dist/assets/${path} of this copy of the package is damaged: install it again.`);
  await mkdir(dirname(to), { recursive: true });
  await writeFile(`${to}.part`, bytes);
  await rename(`${to}.part`, to);
}
