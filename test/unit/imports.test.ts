import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom, types aside. A key is a room: a folder or file under `src`, of which a longer key inside it is no part
 * (`vision` is not `vision/worker`). `src` names rooms, or one file of a room.
 */
const allowed: Record<string, { src: readonly string[]; packages?: readonly string[] }> = {
  elements: { src: ['ceremonies', 'capture', 'store', 'i18n', 'events'], packages: ['lit'] },
  ceremonies: { src: ['matching/client', 'protocol', 'client-state'] },
  capture: { src: ['vision/client', 'simulated/client'] },
  simulated: { src: ['worker-start'] },
  'simulated/worker': { src: ['simulated', 'release'] },
  vision: { src: ['manifest', 'worker-start'] },
  'vision/pipeline': { src: ['manifest'] },
  'vision/worker': { src: ['vision/pipeline', 'manifest', 'release'], packages: ['onnxruntime-web'] },
  'vision/node': { src: ['vision/pipeline', 'manifest'], packages: ['onnxruntime-node', 'node'] },
  manifest: { src: [] },
  matching: { src: ['worker-start'], packages: ['@noble/hashes'] },
  'matching/worker': { src: ['matching', 'release'] },
  protocol: { src: ['matching/bytes'], packages: ['@hpke/core', 'jose'] },
  'client-state': { src: ['protocol/encoding'] },
  store: { src: [], packages: ['idb-keyval'] },
  i18n: { src: [] },
  server: { src: ['matching', 'protocol', 'client-state', 'manifest'], packages: ['node', 'jose'] },
  'server/storage/pglite': { src: ['server/storage/claim'], packages: ['@electric-sql/pglite', 'node'] },
  'server/storage/pg': { src: [], packages: ['pg', 'node'] },
  cli: { src: ['server', 'vision/node', 'manifest'], packages: ['node'] },
  events: { src: [] },
  'forward-to': { src: [] },
  errors: { src: [] },
  'worker-start': { src: ['release'] },
  release: { src: [] },
};
/** Open to every room: the one error class. */
const common = 'errors';
/** The composition roots join everything, and no room imports one. */
const roots = ['index.ts', 'elements.ts', 'headless.ts', 'browser-runtime.ts'];
/** Beyond the table, each for the reason beside it. */
const exceptions: readonly { from: string; to: string; because: string }[] = [
  {
    from: 'ceremonies',
    to: 'matching/bytes',
    because: 'vectors and shares are wiped, and the ids of shares compared',
  },
  {
    from: 'ceremonies',
    to: 'matching/messages',
    because: 'the id of the ceremony is read from the answer that the worker gets',
  },
  {
    from: 'protocol',
    to: 'matching/layout',
    because: 'both write fields of fixed width, by one reader and writer',
  },
  {
    from: 'protocol',
    to: 'matching/messages',
    because: 'the version of the wire is that of the messages it carries',
  },
  {
    from: 'client-state',
    to: 'matching/bytes',
    because: 'the checksum is the hash with a tag that everything else uses',
  },
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src');
const names = Object.keys(allowed).sort((a, b) => b.length - a.length);
const within = (path: string, name: string) => path === `${name}.ts` || path.startsWith(`${name}/`);
const roomOf = (path: string) =>
  roots.includes(path) ? undefined : names.find((name) => within(path, name));
/** Whether a path lies in the room of this name, or is the one file that the name means. */
const isPart = (path: string, name: string) =>
  name in allowed ? roomOf(path) === name : path === `${name}.ts`;
const exceptionFor = (path: string, target: string) =>
  exceptions.find(({ from, to }) => isPart(path, from) && isPart(target, to));

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** Import and export declarations, and dynamic imports of a literal. */
function importsOf(text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const pattern =
    /(?:^|[;\n])\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
  return [...code.matchAll(pattern)].map((match) => ({
    specifier: match[2] ?? match[3]!,
    typeOnly: match[1] !== undefined,
  }));
}

const packageOf = (specifier: string) =>
  specifier.startsWith('node:')
    ? 'node'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');

const targetOf = (path: string, specifier: string) =>
  relative(source, join(source, dirname(path), specifier));

/** What a file imports and may not, in words. */
function violations(path: string, text: string): string[] {
  if (roots.includes(path)) return [];
  const room = roomOf(path);
  if (room === undefined) return [`${path} lies in no room of the table`];
  const { src, packages = [] } = allowed[room]!;
  return importsOf(text).flatMap(({ specifier, typeOnly }) => {
    if (typeOnly) return [];
    if (!specifier.startsWith('.'))
      return packages.includes(packageOf(specifier)) ? [] : [`${path} imports the package ${specifier}`];
    const target = targetOf(path, specifier);
    const open = [room, common, ...src].some((name) => isPart(target, name));
    return open || exceptionFor(path, target) ? [] : [`${path} imports ${target}`];
  });
}

/** Every TypeScript file below a folder, by its path from there. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

/** What users of the package may not do: reach into its source. */
const reachesIn = (path: string, text: string): string[] =>
  importsOf(text)
    .filter(({ specifier, typeOnly }) => {
      const target = specifier.startsWith('.') ? relative(root, join(root, dirname(path), specifier)) : '';
      return !typeOnly && within(target, 'src');
    })
    .map(({ specifier }) => `${path} imports ${specifier}`);

const files = filesIn(source);

describe('who may import whom', () => {
  it('holds for every file under src', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap((path) => violations(path, readFileSync(join(source, path), 'utf8')))).toEqual([]);
  });

  it.each(['demo', 'test/e2e'])('%s uses the public entries of the package only', (folder) => {
    const paths = filesIn(join(root, folder)).map((path) => join(folder, path));
    expect(paths.length).toBeGreaterThan(20);
    expect(paths.flatMap((path) => reachesIn(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('can fail', () => {
    const bad = [
      ["import { html } from 'lit';", 'ceremonies/recover.ts'],
      ["import { x } from '../server/handler.ts';", 'elements/recover.ts'],
      ["export { x } from '../elements/base.ts';", 'capture/camera.ts'],
      ["const x = await import('onnxruntime-web');", 'vision/client.ts'],
      ["import 'node:fs';", 'matching/gate.ts'],
      ["import { serve } from './worker/serve.ts';", 'vision/client.ts'],
      ["import { detect } from './pipeline/detect.ts';", 'vision/client.ts'],
      ["import { createVision } from '../client.ts';", 'vision/worker/serve.ts'],
      ["import { pg } from './storage/pg.ts';", 'server/index.ts'],
      ["import { server } from '../server/storage/pg.ts';", 'cli/keys.ts'],
      ["import { bits } from '../matching/bits.ts';", 'protocol/tokens.ts'],
      ["import { x } from '../elements.ts';", 'elements/recover.ts'],
      ["import { type Vision, createVision } from '../vision/client.ts';", 'ceremonies/recover.ts'],
    ];
    const deep = "import { x } from '../../../src/release.ts';";
    expect(reachesIn('test/e2e/host/a.ts', deep)).toHaveLength(1);
    for (const [text, path] of bad) expect(violations(path!, text!), text!).toHaveLength(1);
  });

  it('has no room and no exception that is not needed', () => {
    const empty = names.filter((name) => !files.some((path) => roomOf(path) === name));
    expect([...empty, ...roots.filter((path) => !files.includes(path))]).toEqual([]);
    const used = new Set(
      files.flatMap((path) =>
        importsOf(readFileSync(join(source, path), 'utf8'))
          .filter(({ specifier, typeOnly }) => !typeOnly && specifier.startsWith('.'))
          .map(({ specifier }) => exceptionFor(path, targetOf(path, specifier))),
      ),
    );
    expect(exceptions.filter((exception) => !used.has(exception))).toEqual([]);
  });

  it('lets types pass, and what the table names', () => {
    expect(violations('ceremonies/recover.ts', "import type { Vision } from '../vision/client.ts';")).toEqual(
      [],
    );
    expect(violations('elements/recover.ts', "import { recover } from '../ceremonies/recover.ts';")).toEqual(
      [],
    );
  });
});
