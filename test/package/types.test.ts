import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyPage, installPackage, linkDependencies, root, tarball } from './pack.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-types-'));
  const installed = installPackage(folder);
  linkDependencies(folder, installed, ['@electric-sql/pglite', 'typescript', '@types/node']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** @returns what the compiler prints in a folder of a project */
function compile(project: string, compilerOptions: object): string {
  writeFileSync(join(project, 'package.json'), '{"type": "module"}');
  const options = { strict: true, noEmit: true, target: 'es2022', lib: ['es2023', 'dom', 'dom.iterable'] };
  const config = { compilerOptions: { ...options, ...compilerOptions }, include: ['*.ts', '*.tsx'] };
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '-p', project], { encoding: 'utf8' }).stdout;
}

const bundler = { module: 'esnext', moduleResolution: 'bundler' };

describe('the types of the package', () => {
  it('are found by every ES module resolution', () => {
    // The other entries are files to serve: assets and models.
    const excluded = ['--exclude-entrypoints', 'assets/*', 'models/*', 'custom-elements.json'];
    const options = ['--profile', 'esm-only', ...excluded, '--format', 'ascii'];
    const attw = join(root, 'node_modules/.bin/attw');
    const { status, stdout, stderr } = spawnSync(attw, [tarball(folder), ...options], { encoding: 'utf8' });
    expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  });

  it.each([bundler, { module: 'nodenext', moduleResolution: 'nodenext' }])(
    'compile without skipLibCheck: %o',
    (resolution) => {
      const app = copyPage(join(import.meta.dirname, 'app'), join(folder, resolution.module));
      expect(compile(app, { ...resolution, skipLibCheck: false, types: ['node'] })).toBe('');
    },
  );

  it.each(['README.md', 'docs/elements.md'])('compile the samples of %s in strict mode', (page) => {
    const markdown = readFileSync(join(root, page), 'utf8');
    const samples = [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
    expect(samples.length).toBeGreaterThan(0);
    const project = join(folder, page.replace('/', '-'));
    mkdirSync(project);
    samples.forEach((sample, i) => {
      // The page's own function.
      const host = 'declare function signIn(assertion: string): Promise<void>;\n';
      writeFileSync(join(project, `sample-${i}.ts`), `${host}${sample}`);
    });
    expect(compile(project, { ...bundler, skipLibCheck: true, types: [] })).toBe('');
  });

  it.each([
    ['19', '@types/react', 'react.tsx'],
    ['18', '@types/react-18', 'react.tsx'],
    ['3', 'vue', 'vue.ts'],
  ])('check the elements in JSX and templates: version %s of %s', (version, library, file) => {
    const project = join(folder, `${library.replace('/', '-')}-${version}`);
    mkdirSync(project);
    copyFileSync(join(import.meta.dirname, 'types', file), join(project, file));
    const types = join(root, 'node_modules', library);
    const paths =
      library === 'vue'
        ? { vue: [types] }
        : { react: [types], 'react/jsx-runtime': [join(types, 'jsx-runtime.d.ts')] };
    expect(compile(project, { ...bundler, jsx: 'react-jsx', skipLibCheck: false, types: [], paths })).toBe(
      '',
    );
  });
});
