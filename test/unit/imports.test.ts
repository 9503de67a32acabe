import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** Who may import whom, types aside. The key is the longest matching folder or file under `src`. */
const allowed: Record<string, { src: readonly string[]; packages?: readonly string[] }> = {
  elements: { src: ['ceremonies', 'capture', 'store', 'i18n', 'events', 'forward-to'], packages: ['lit'] },
  ceremonies: { src: ['matching', 'protocol', 'client-state'] },
  capture: { src: ['vision/client', 'simulated'] },
  simulated: { src: [] },
  vision: { src: ['manifest'] },
  'vision/pipeline': { src: ['manifest'] },
  'vision/worker': { src: ['vision/pipeline', 'vision', 'manifest'], packages: ['onnxruntime-web'] },
  'vision/node': { src: ['vision/pipeline', 'manifest'], packages: ['onnxruntime-node', 'node'] },
  manifest: { src: [] },
  matching: { src: [], packages: ['@noble/curves', '@noble/hashes'] },
  protocol: { src: ['matching'], packages: ['@hpke/core', 'jose'] },
  'client-state': { src: ['protocol', 'matching'] },
  store: { src: [], packages: ['idb-keyval'] },
  i18n: { src: [] },
  server: { src: ['matching', 'protocol', 'client-state', 'manifest'], packages: ['node', 'jose'] },
  'server/storage/pglite': { src: ['server'], packages: ['@electric-sql/pglite', 'node'] },
  'server/storage/pg': { src: ['server'], packages: ['pg', 'node'] },
  cli: { src: ['server', 'vision/node', 'manifest'], packages: ['node'] },
  events: { src: [] },
  'forward-to': { src: ['events'] },
  errors: { src: [] },
  'worker-start': { src: [] },
  release: { src: [] },
};
/** Open to every folder: the one error class, how a worker starts, and of which release both sides are. */
const common = ['errors', 'worker-start', 'release'];
/** The composition roots join everything. */
const roots = ['index', 'elements.ts', 'headless', 'browser-runtime', 'wiring'];

const root = fileURLToPath(new URL('../..', import.meta.url));
const source = join(root, 'src');
const names = Object.keys(allowed).sort((a, b) => b.length - a.length);
const within = (path: string, name: string) => path === `${name}.ts` || path.startsWith(`${name}/`);
const roomOf = (path: string) => names.find((name) => within(path, name));

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

/** What a file imports and may not, in words. */
function violations(path: string, text: string): string[] {
  if (roots.some((root) => path === root || within(path, root))) return [];
  const room = roomOf(path);
  if (room === undefined) return [`${path} lies in no room of the table`];
  const { src, packages = [] } = allowed[room]!;
  return importsOf(text).flatMap(({ specifier, typeOnly }) => {
    if (typeOnly) return [];
    if (!specifier.startsWith('.'))
      return packages.includes(packageOf(specifier)) ? [] : [`${path} imports the package ${specifier}`];
    const target = relative(source, join(source, dirname(path), specifier));
    const own = roomOf(target) === room || within(target, room);
    return own || [...src, ...common].some((name) => within(target, name))
      ? []
      : [`${path} imports ${target}`];
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
    ];
    const deep = "import { x } from '../../../src/release.ts';";
    expect(reachesIn('test/e2e/host/a.ts', deep)).toHaveLength(1);
    for (const [text, path] of bad) expect(violations(path!, text!), text!).toHaveLength(1);
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
