import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { build } from 'vite';

/**
 * Before any test of Node's runner, what dozens of its processes start with:
 * - the matcher's thread as one file: it starts seven times faster than from its sources;
 * - an empty PGlite: to open a copy takes a fifth of the time that PostgreSQL's initdb takes. Kept for the next run.
 */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'node_modules/.cache/recognize-elements');

export default async function setup(): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const [worker] = await Promise.all([bundleWorker(), emptyDatabase()]);
  return () => rmSync(worker, { force: true });
}

async function bundleWorker(): Promise<string> {
  // A name of its own, because another run may be under way.
  const name = `worker-${process.pid}.mjs`;
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: join(root, 'src/server/pool/worker.ts'),
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { entryFileNames: name } },
    },
    ssr: { noExternal: true },
  });
  const file = join(folder, name);
  process.env.RECOGNIZE_WORKER = pathToFileURL(file).href;
  return file;
}

async function emptyDatabase(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const file = join(folder, `pglite-${version}.tar`);
  if (!existsSync(file)) {
    const database = await PGlite.create();
    const dump = await database.dumpDataDir('none');
    await database.close();
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
    renameSync(unfinished, file);
  }
  process.env.RECOGNIZE_EMPTY_DATABASE = file;
}
