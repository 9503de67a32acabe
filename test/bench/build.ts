import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, createBuilder } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the workers and assets as the package does, and the pages of the benches. @returns a new temporary folder */
export async function buildBench(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'recognize-bench-'));
  const quiet = { root, logLevel: 'error' } as const;
  const builder = await createBuilder({ ...quiet, environments: { workers: { build: { outDir: folder } } } });
  await builder.build(builder.environments.workers!);
  await build({
    ...quiet,
    configFile: false,
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      modulePreload: false,
      rollupOptions: {
        input: Object.fromEntries(
          ['matching', 'timing', 'timing-worker', 'vision'].map((name) => [
            name,
            join(root, `test/bench/page/${name}.ts`),
          ]),
        ),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  });
  return folder;
}

/** Modules that the other workers of the page use too: the error class, the release, and both ends of the worker bridge. */
const SHARED_MODULES = /\/(errors|release|workers\/[\w-]+)\.ts$/;

/** Size of private matching in a page, main thread and worker, in bytes after gzip, without the shared modules. */
export async function matchingBytes(): Promise<number> {
  let bytes = 0;
  for (const input of ['src/matching/client.ts', 'src/matching/worker/matching.worker.ts']) {
    const built = await build({
      root,
      logLevel: 'error',
      configFile: false,
      publicDir: false,
      build: {
        write: false,
        target: 'es2022',
        modulePreload: false,
        rollupOptions: {
          input: join(root, input),
          external: SHARED_MODULES,
          preserveEntrySignatures: 'strict',
        },
      },
    });
    const outputs = [built].flat().flatMap((result) => ('output' in result ? result.output : []));
    for (const output of outputs)
      if (output.type === 'chunk') bytes += gzipSync(output.code, { level: 9 }).length;
  }
  return bytes;
}
