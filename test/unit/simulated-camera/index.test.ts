import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** The last build. */
const dist = fileURLToPath(new URL('../../../dist/', import.meta.url));
/** Names that minification keeps: traits of the people, and a person. */
const RENDERER = /hairRecession|noseBridge|cheekbone|chidi/g;
const markersIn = (file: string) => new Set(readFileSync(join(dist, file), 'utf8').match(RENDERER));

const scriptsIn = (folder: string) =>
  readdirSync(join(dist, folder))
    .filter((name) => /\.m?js$/.test(name))
    .map((name) => join(folder, name));

/** The script for pages, and the module for bundlers, which imports what it shares with the other modules. */
const entries = ['simulated-camera.js', 'simulated-camera.module.js'];

describe('the build of the simulated camera', () => {
  it('contains the renderer in its worker only', () => {
    expect(markersIn('simulated-camera/simulated-camera.worker.js').size).toBe(4);
    const others = [...scriptsIn(''), ...scriptsIn('assets')].filter((file) => !entries.includes(file));
    for (const file of ['recognize.js', 'index.js', 'elements.js', 'headless.js', 'assets/vision.worker.js'])
      expect(others).toContain(file);
    expect(others.filter((file) => markersIn(file).size > 0)).toEqual([]);
  });

  it.each(entries)('contains the names of the people, and none of their traits, in %s', (file) => {
    expect([...markersIn(file)]).toEqual(['chidi']);
  });

  it.each(['simulated-camera.js', 'simulated-camera/simulated-camera.worker.js'])(
    'makes %s a single file without imports',
    (file) => {
      const code = readFileSync(join(dist, file), 'utf8');
      expect(code).not.toMatch(/(^|[;\n])\s*import\b\s*["'{*\w(]|\bfrom\s*["'`]/);
    },
  );

  it('contains no file of the simulated camera in the folder that sites copy', () => {
    const files = readdirSync(join(dist, 'assets'), { recursive: true, encoding: 'utf8' });
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((name) => name.includes('simulated'))).toEqual([]);
  });
});
