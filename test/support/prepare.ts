import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PGlite } from '@electric-sql/pglite';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'node_modules/.cache/recognize-elements');

/**
 * Vitest's global setup. Prepares two files that dozens of test processes need:
 * - the matcher's worker as a bundle, which starts seven times faster than its sources;
 * - an empty PGlite database: opening a copy takes a fifth of the time of PostgreSQL's initdb. It stays in the cache.
 */
export default async function setup(): Promise<() => void> {
  mkdirSync(folder, { recursive: true });
  const [worker] = await Promise.all([bundleWorker(), createEmptyDatabase()]);
  return () => rmSync(worker, { force: true });
}

async function bundleWorker(): Promise<string> {
  // Several test runs can be active at the same time, so the name is unique.
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

async function createEmptyDatabase(): Promise<void> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(readFileSync(join(entry, '../../package.json'), 'utf8')) as {
    version: string;
  };
  const file = join(folder, `pglite-${version}.tar`);
  if (!existsSync(file)) {
    const database = await PGlite.create();
    const dump = await database.dumpDataDir('none');
    await database.close();
    // Renamed when complete, because another run can read the file at any time.
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, Buffer.from(await dump.arrayBuffer()));
    renameSync(temporary, file);
  }
  process.env.RECOGNIZE_EMPTY_DATABASE = file;
}
