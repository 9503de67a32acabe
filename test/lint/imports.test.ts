import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { entries, importTable, OPEN_TO_ALL } from './import-table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src');
const keys = Object.keys(importTable).sort((a, b) => b.length - a.length);

const isWithin = (path: string, key: string) => path === `${key}.ts` || path.startsWith(`${key}/`);
const keyOf = (path: string) =>
  entries.includes(path) ? undefined : keys.find((key) => isWithin(path, key));
/** Whether a path belongs to the row of this key, or is the one file that the key names. */
const belongsTo = (path: string, key: string) =>
  key in importTable ? keyOf(path) === key : path === `${key}.ts`;

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Import and export declarations, and dynamic imports of a literal. */
function importsOf(code: string): Import[] {
  const statements = code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const pattern =
    /(?:^|[;\n])\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...statements.matchAll(pattern)].map((match) => ({
    specifier: match[2] ?? match[3]!,
    typeOnly: match[1] !== undefined,
  }));
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const resolved = (path: string, specifier: string) =>
  relative(source, join(source, dirname(path), specifier));

/** The imports of a file that the table does not allow, one sentence each. */
function violations(path: string, code: string): string[] {
  if (entries.includes(path)) return [];
  const key = keyOf(path);
  if (key === undefined) return [`${path} has no row in the table`];
  const { src, types = [], packages = [] } = importTable[key]!;
  return importsOf(code).flatMap(({ specifier, typeOnly }) => {
    if (!specifier.startsWith('.')) {
      const allowed = typeOnly || packages.includes(packageOf(specifier));
      return allowed ? [] : [`${path} imports the package ${specifier}`];
    }
    const target = resolved(path, specifier);
    const allowed = [key, OPEN_TO_ALL, ...src].some((name) => belongsTo(target, name));
    const allowedType = typeOnly && types.some((name) => isWithin(target, name));
    return allowed || allowedType ? [] : [`${path} imports ${typeOnly ? 'a type of ' : ''}${target}`];
  });
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

/** Imports of files under `src`, which a user of the package cannot reach. */
const deepImports = (path: string, code: string): string[] =>
  importsOf(code)
    .filter(({ specifier, typeOnly }) => {
      const target = specifier.startsWith('.') ? relative(root, join(root, dirname(path), specifier)) : '';
      return !typeOnly && isWithin(target, 'src');
    })
    .map(({ specifier }) => `${path} imports ${specifier}`);

const files = filesIn(source);

describe('the import table', () => {
  it('allows every import under src', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((path) => violations(path, readFileSync(join(source, path), 'utf8')))).toEqual([]);
  });

  it.each(['demo', 'test/e2e'])('%s imports only the public entries of the package', (folder) => {
    const paths = filesIn(join(root, folder)).map((path) => join(folder, path));
    expect(paths.length).toBeGreaterThan(15);
    expect(paths.flatMap((path) => deepImports(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('has no row without a file', () => {
    const empty = keys.filter((key) => !files.some((path) => keyOf(path) === key));
    expect([...empty, ...entries.filter((path) => !files.includes(path))]).toEqual([]);
  });

  it('allows no folder that is not imported', () => {
    const used = new Set<string>();
    for (const path of files) {
      const key = keyOf(path);
      if (key === undefined || entries.includes(path)) continue;
      for (const { specifier } of importsOf(readFileSync(join(source, path), 'utf8'))) {
        const target = specifier.startsWith('.') ? resolved(path, specifier) : packageOf(specifier);
        const { src, types = [], packages = [] } = importTable[key]!;
        for (const name of src) if (belongsTo(target, name)) used.add(`${key} src ${name}`);
        for (const name of types) if (isWithin(target, name)) used.add(`${key} types ${name}`);
        for (const name of packages) if (target === name) used.add(`${key} packages ${name}`);
      }
    }
    const allowed = keys.flatMap((key) =>
      Object.entries(importTable[key]!).flatMap(([kind, list]: [string, readonly string[]]) =>
        list.map((name) => `${key} ${kind} ${name}`),
      ),
    );
    expect(allowed.filter((entry) => !used.has(entry))).toEqual([]);
  });

  it.each([
    ["import { html } from 'lit';", 'ceremonies/recover.ts'],
    ["import { x } from '../server/routes.ts';", 'elements/recover.ts'],
    ["export { x } from '../elements/base.ts';", 'capture/camera.ts'],
    ["const x = await import('onnxruntime-web');", 'vision/client.ts'],
    ["import 'node:fs';", 'matching/threshold-gate.ts'],
    ["import { serve } from './worker/serve.ts';", 'vision/client.ts'],
    ["import { detect } from './pipeline/detect.ts';", 'vision/client.ts'],
    ["import { createVision } from '../client.ts';", 'vision/worker/serve.ts'],
    ["import type { ClientSession } from '../matching/client-session.ts';", 'wire/client-state.ts'],
    ["import { bits } from '../matching/bits.ts';", 'wire/tokens.ts'],
    ["import { x } from '../elements.ts';", 'elements/recover.ts'],
    ["import { x } from '../simulated-camera/names.ts';", 'capture/camera.ts'],
    ["import { type Vision, createVision } from '../vision/client.ts';", 'ceremonies/recover.ts'],
  ])('refuses %s in %s', (code, path) => {
    expect(violations(path, code)).toHaveLength(1);
  });

  it('allows types across folders where the table lists them', () => {
    const code = "import type { RecordStore } from '../store/store.ts';";
    expect(violations('ceremonies/recover.ts', code)).toEqual([]);
  });

  it('refuses a deep import in an end-to-end test', () => {
    expect(deepImports('test/e2e/host/a.ts', "import { x } from '../../../src/release.ts';")).toHaveLength(1);
  });
});
