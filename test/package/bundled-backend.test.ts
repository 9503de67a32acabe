import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPackage, linkDependencies } from './pack.ts';

/** A backend that starts and ends. `load` imports a module. */
const backend = (load: (name: string) => string, manifest: string, storage: string) => `
  const { createRecognizeServer, createSecret } = ${load('recognize-elements/server')};
  const { readFileSync } = ${load('node:fs')};
  const { pgliteStorage } = ${load('recognize-elements/server/pglite')};
  Promise.resolve(${storage})
    .then((storage) => createRecognizeServer({
      storage, secret: createSecret(), models: [JSON.parse(readFileSync(${JSON.stringify(manifest)}, 'utf8'))], origins: ['https://bank.example'], authorize: async () => undefined,
    }))
    .then(() => console.log('started'), (error) => { console.error(error.message); process.exitCode = 1; })
    .finally(() => process.exit());
`;

const loaders = {
  cjs: (name: string) => `require('${name}')`,
  esm: (name: string) => `await import('${name}')`,
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-bundled-backend-'));
  const installed = installPackage(folder);
  linkDependencies(folder, installed, ['@electric-sql/pglite']);
  const manifest = join(installed, 'dist/assets/models/manifest.json');
  for (const [format, extension] of [
    ['cjs', 'cjs'],
    ['esm', 'mjs'],
  ] as const) {
    writeFileSync(
      join(folder, `backend.${extension}`),
      backend(loaders[format], manifest, 'pgliteStorage()'),
    );
    // A database that fails at the first query, so that the test sees what comes before it.
    const unreachable =
      '{ query: async () => { throw new Error("no database"); }, transaction: async () => { throw new Error("no database"); }, close() {} }';
    writeFileSync(join(folder, `early.${extension}`), backend(loaders[format], manifest, unreachable));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (file: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, file)], { encoding: 'utf8' });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
};

async function bundle(source: string, external: readonly string[]): Promise<string> {
  const format = source.endsWith('.mjs') ? 'esm' : 'cjs';
  const name = `bundled-${source}`;
  // CommonJS packages in an ES module bundle call require.
  const banner =
    "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await esbuild.build({
    entryPoints: [join(folder, source)],
    outfile: join(folder, name),
    bundle: true,
    platform: 'node',
    format,
    external: [...external],
    logLevel: 'silent',
    ...(format === 'esm' ? { banner: { js: banner } } : {}),
  });
  return name;
}

describe('the backend module', () => {
  it('starts without a warning when CommonJS code requires it', () => {
    expect(run('backend.cjs')).toEqual({ status: 0, stdout: 'started', stderr: '' });
  });

  it.each(['early.mjs', 'early.cjs'])(
    'refuses to start in one sentence, before it uses the database, when esbuild has bundled it: %s',
    async (source) => {
      const { status, stderr } = run(await bundle(source, ['@electric-sql/pglite']));
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /^recognize-elements\/server was bundled into .* keep the package recognize-elements external .*docs\/server\.md\)$/,
      );
    },
  );

  it('starts from a bundle that keeps the package external', async () => {
    const file = await bundle('backend.mjs', ['@electric-sql/pglite', 'recognize-elements']);
    expect(run(file)).toEqual({ status: 0, stdout: 'started', stderr: '' });
  });
});
