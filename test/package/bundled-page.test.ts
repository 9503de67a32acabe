import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { build as vite } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import webpack from 'webpack';
import { installPackage, linkDependencies } from './pack.ts';

/** A page that imports every entry for browsers. */
const page = `
  import { forwardTo, registerCamera } from 'recognize-elements';
  import { defineElements } from 'recognize-elements/elements';
  import { createRecognize } from 'recognize-elements/headless';
  import { simulatedCamera } from 'recognize-elements/simulated-camera';
  registerCamera('simulated', simulatedCamera);
  defineElements();
  globalThis.recognize = createRecognize({ host: '/recognize-api', assetsBase: '/face/' });
  document.addEventListener('recognize-request', forwardTo('/recognize-api'));
`;

let folder: string;
let installed: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-bundled-page-'));
  installed = installPackage(folder);
  linkDependencies(folder, installed);
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'main.js'), page);
  writeFileSync(join(folder, 'index.html'), '<script type="module" src="/main.js"></script>');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a page that imports every entry', () => {
  it('is built by esbuild without a warning', async () => {
    const entryPoints = [join(folder, 'main.js')];
    const { warnings } = await esbuild.build({ entryPoints, bundle: true, format: 'esm', write: false });
    expect(warnings).toEqual([]);
  });

  it('is built by Vite without a warning', async () => {
    const messages: string[] = [];
    const note = (message: string) => messages.push(message);
    const logger = { warn: note, warnOnce: note, error: note, info() {}, clearScreen() {} };
    await vite({
      root: folder,
      configFile: false,
      customLogger: { ...logger, hasWarned: false, hasErrorLogged: () => false },
    });
    // Reports on the speed of a busy machine are not about the package.
    expect(messages.filter((message) => !message.includes('PLUGIN_TIMINGS'))).toEqual([]);
  });

  it('is built by webpack without a warning', async () => {
    const options = { mode: 'development', context: folder, entry: './main.js', performance: false } as const;
    const stats = await new Promise<webpack.Stats | undefined>((resolve, reject) => {
      webpack({ ...options, output: { path: join(folder, 'webpack') } }, (error, result) =>
        error === null ? resolve(result) : reject(error),
      );
    });
    const { errors, warnings } = stats!.toJson({ all: false, errors: true, warnings: true });
    expect({ errors, warnings }).toEqual({ errors: [], warnings: [] });
  });
});

describe('the built modules', () => {
  it('contain no URL that a bundler resolves, except that of the simulated camera', () => {
    const scripts = readdirSync(join(installed, 'dist'), { recursive: true, encoding: 'utf8' })
      // Pages import everything but the workers, which are copied as they are.
      .filter((name) => /\.m?js$/.test(name) && !name.startsWith('assets/'))
      .map((name) => readFileSync(join(installed, 'dist', name), 'utf8'));
    expect(scripts.length).toBeGreaterThan(10);
    const resolved = scripts.flatMap((script) => {
      const code = script.replaceAll(/\/\*[\s\S]*?\*\//g, '');
      const relative = code.match(/new URL\([^;()]*,\s*import\.meta\.url\s*\)/g) ?? [];
      // A bundler also follows a constant that holds the address of the module.
      return [...relative, ...(code.match(/\w+\s*=\s*import\.meta\.url\s*[;,]/g) ?? [])];
    });
    const others = resolved.filter((expression) => !expression.includes('simulated-camera.worker.js'));
    expect(others).toEqual([]);
  });
});
