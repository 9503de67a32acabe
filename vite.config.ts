import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));
const runtimeFolder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));

/** Files of the ONNX runtime that its workers load by name, the smaller pair by default, the other for WebGPU. */
const runtimeFiles = [
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
];

/** Lays the ONNX runtime and the models beside the workers, under the names by which they are fetched. */
function assets(): Plugin {
  return {
    name: 'recognize-assets',
    generateBundle() {
      const models = join(root, 'models');
      const shipped = readdirSync(models).filter((name) => /^manifest\.json$|\.onnx$/.test(name));
      const copies: [string, string][] = [
        ...runtimeFiles.map((name): [string, string] => [`assets/${name}`, join(runtimeFolder, name)]),
        ...shipped.map((name): [string, string] => [`assets/models/${name}`, join(models, name)]),
      ];
      for (const [fileName, path] of copies) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
      }
    },
  };
}

/** The package's entry is the drop-in script that the host serves. */
function dropIn(): Plugin {
  return {
    name: 'recognize-drop-in',
    enforce: 'pre',
    resolveId: (id) =>
      id === 'recognize-elements' ? { id: '/recognize/recognize.js', external: 'absolute' } : undefined,
  };
}

/** What every build of the package shares: plain files with stable names, nothing inlined (an inlined wasm makes a 38 MB script). */
const common: UserConfig = {
  root,
  base: './',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    sourcemap: false,
  },
};

type Build = NonNullable<UserConfig['build']>;

const build = (options: Build, rest: UserConfig = {}): UserConfig => ({
  ...common,
  ...rest,
  build: { ...common.build, ...options },
});

const modes: Record<string, () => UserConfig> = {
  /** The ES modules that bundlers import; libraries stay imports. Chunks lie beside the entries, so `assets/` is beside each. */
  modules: () =>
    build({
      minify: false,
      rollupOptions: {
        input: { index: 'src/index.ts', elements: 'src/elements.ts', headless: 'src/client/index.ts' },
        preserveEntrySignatures: 'strict',
        external: (id) => !/^[./]/.test(id) && !id.startsWith(root),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    }),
  /** The drop-in script: one file, everything in it. */
  script: () =>
    build({
      rollupOptions: {
        input: { recognize: 'src/index.ts' },
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', codeSplitting: false },
      },
    }),
  /** The workers, complete in themselves, and what they fetch. */
  workers: () =>
    build(
      {
        rollupOptions: {
          input: Object.fromEntries(
            [
              'vision/worker/vision',
              'vision/worker/vision-webgpu',
              'matching/worker/matching',
              'simulated-camera/worker/simulated',
            ].map((path) => [`${path.split('/').at(-1)}.worker`, `src/${path}.worker.ts`]),
          ),
          output: { entryFileNames: 'assets/[name].js', chunkFileNames: 'assets/[name]-[hash].js' },
        },
      },
      {
        plugins: [assets()],
        resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
      },
    ),
  /** The demo's page; the package itself is served beside it, as a script tag finds it. */
  demo: () =>
    build(
      { outDir: 'demo/dist', emptyOutDir: true, rollupOptions: { input: 'index.html' } },
      { plugins: [dropIn()] },
    ),
};

export default defineConfig(({ mode }) => {
  const config = modes[mode];
  if (config === undefined) throw new Error(`--mode must be one of ${Object.keys(modes).join(', ')}`);
  return config();
});
