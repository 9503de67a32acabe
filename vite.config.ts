import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildEnvironmentOptions, defineConfig, type EnvironmentOptions, type Plugin } from 'vite';
import { type FileHash, type ShippedFile, shippedFiles } from './src/manifest/shipped-files.ts';
import { writeElementTypes } from './vite.element-types.ts';
import { withFetchedLanguages, withPlainImports } from './vite.languages.ts';
import { licenseText, withLicenseNotices } from './vite.licenses.ts';

/** Source files of the package's entries for browsers, by the name of the built module. */
const entries = {
  index: 'src/index.ts',
  elements: 'src/elements.ts',
  headless: 'src/client/index.ts',
  'simulated-camera': 'src/simulated-camera/index.ts',
};

/** The workers in `assets/`. They share chunks. */
const workers = {
  'vision.worker': 'src/vision/worker/vision.worker.ts',
  'vision-webgpu.worker': 'src/vision/worker/vision-webgpu.worker.ts',
  'matching.worker': 'src/matching/worker/matching.worker.ts',
};

/** The worker of the simulated camera is outside `assets/`, so that sites which copy that folder do not get it. */
const simulatedCameraWorker = {
  'simulated-camera/simulated-camera.worker': 'src/simulated-camera/worker/simulated-camera.worker.ts',
};

const root = dirname(fileURLToPath(import.meta.url));
const runtimeFolder = dirname(createRequire(import.meta.url).resolve('onnxruntime-web/wasm'));

/** Files of the ONNX runtime that the vision workers load by name: the default build and the build with WebGPU. */
const runtimeFiles = [
  'ort-wasm-simd-threaded.mjs',
  'ort-wasm-simd-threaded.wasm',
  'ort-wasm-simd-threaded.asyncify.mjs',
  'ort-wasm-simd-threaded.asyncify.wasm',
];

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The entry that a file should have among the hashes in the script; undefined if it is there, or the file has none. */
function missingEntry(fileName: string, source: Buffer): string | undefined {
  const name = fileName.replace(/^assets\//, '');
  if (!Object.hasOwn(shippedFiles, name)) return undefined;
  const entry = { bytes: source.length, sha256: sha256(source) };
  const { bytes, sha256: hash }: FileHash = shippedFiles[name as ShippedFile];
  return bytes === entry.bytes && hash === entry.sha256 ? undefined : `'${name}': ${JSON.stringify(entry)}`;
}

/**
 * Writes the hashes of all files that sites serve. `recognize-elements doctor` compares the files of a site with them, and
 * `recognize-elements assets` the files that it copies.
 */
function writeFileHashes(): void {
  const dist = join(root, 'dist');
  const served = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.\w+$/.test(name) && !/^(node|types)\b|^integrity\.json$/.test(name),
  );
  const hashes = served
    .sort()
    .map((name) => [name.replaceAll('\\', '/'), sha256(readFileSync(join(dist, name)))]);
  writeFileSync(join(dist, 'integrity.json'), `${JSON.stringify(Object.fromEntries(hashes), null, 1)}\n`);
}

/** What the folder `assets/` contains, besides the notices inside its scripts. */
const licenses = (): string =>
  [
    'The scripts (*.js) contain the notices of their own third-party code. recognize-elements itself:',
    readFileSync(join(root, 'LICENSE'), 'utf8').trim(),
    'models/*.onnx (LicenseRef-Recognize-Elements-Models): evaluation and non-commercial use only, see models/README.md of the package.',
    'ort-wasm-*.mjs and ort-wasm-*.wasm:',
    licenseText(['onnxruntime-web', 'onnxruntime-common'].map((name) => join(root, 'node_modules', name))),
  ].join('\n\n');

/** Copies the ONNX runtime and the models next to the workers, under the names by which the workers fetch them. */
function runtimeAndModels(): Plugin {
  return {
    name: 'recognize-runtime-and-models',
    applyToEnvironment: ({ name }) => name === 'workers',
    generateBundle() {
      const models = join(root, 'models');
      const modelFiles = readdirSync(models).filter((name) => /^manifest\.json$|\.onnx$/.test(name));
      const copies: [string, string][] = [
        ...runtimeFiles.map((name): [string, string] => [`assets/${name}`, join(runtimeFolder, name)]),
        ...modelFiles.map((name): [string, string] => [`assets/models/${name}`, join(models, name)]),
      ];
      this.emitFile({ type: 'asset', fileName: 'assets/LICENSES.txt', source: licenses() });
      for (const [fileName, path] of copies) {
        const source = readFileSync(path);
        const entry = missingEntry(fileName, source);
        if (entry !== undefined) this.error(`src/manifest/shipped-files.ts: write ${entry}`);
        this.emitFile({ type: 'asset', fileName, source });
      }
    },
  };
}

/** URLs at which the demo's backend serves the built package. The demo's page imports it from there, as a page without a bundler does. */
const servedModules: Record<string, string> = {
  'recognize-elements': '/recognize/recognize.js',
  'recognize-elements/simulated-camera': '/recognize/simulated-camera.js',
};

function importServedModules(): Plugin {
  return {
    name: 'recognize-served-modules',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'demo',
    resolveId(id) {
      const served = servedModules[id];
      return served === undefined ? undefined : { id: served, external: 'absolute' };
    },
  };
}

/**
 * @hpke/core imports Node's module where WebCrypto is missing. Browsers have WebCrypto, so an empty object takes its place. The modules for
 * bundlers contain the library too, because Vite and webpack warn about that import.
 */
function withoutNodeCrypto(): Plugin {
  return {
    name: 'recognize-without-node-crypto',
    transform: {
      filter: { id: /@hpke\/common\// },
      handler: (code) => code.replaceAll('await import("crypto")', '{}'),
    },
  };
}

/** Bundlers of pages find the worker of the simulated camera by its URL, which only the build of this package ignores. */
function withUrlsForBundlers(): Plugin {
  return {
    name: 'recognize-urls-for-bundlers',
    applyToEnvironment: ({ name }) => name === 'client',
    renderChunk: (code) => code.replaceAll(/\/\*\s*@vite-ignore\s*\*\/\s*/g, ''),
  };
}

/**
 * Lit creates its Trusted Types policy when it is loaded, and a name can be taken once on a page. The script that contains Lit uses the
 * policy of this package instead, so a page may load it twice, or beside a Lit of its own.
 */
function withOwnLitPolicy(): Plugin {
  const creation = /\w+\.createPolicy\("lit-html",\{createHTML:(\w+)=>\1\}\)/;
  const source = JSON.stringify(join(root, 'src/trusted-types.ts'));
  return {
    name: 'recognize-own-lit-policy',
    applyToEnvironment: ({ name }) => name === 'script',
    transform: {
      filter: { id: /\/lit-html\.js$/ },
      handler(code) {
        if (!creation.test(code)) this.error('Lit creates its Trusted Types policy in another way');
        return `import { litPolicy } from ${source};${code.replace(creation, 'litPolicy')}`;
      },
    },
  };
}

/**
 * One build for a browser: file names without hashes and no inlined assets, because an inlined wasm file makes a script of 38 MB. Every
 * build adds its files to `dist`; the first one empties it.
 */
const build = (options: BuildEnvironmentOptions): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
    ...options,
  },
});

/** One entry as one file without imports, for pages without a bundler. Entries of one build would share chunks. */
const singleFile = (input: Record<string, string>): EnvironmentOptions =>
  build({
    rollupOptions: {
      input,
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', codeSplitting: false },
    },
  });

/** What `vite build` builds, in this order. */
const environments: Record<string, EnvironmentOptions> = {
  /** ES modules for bundlers. Dependencies remain imports. Chunks are next to the entries, so `assets/` has the same relative URL. */
  client: build({
    emptyOutDir: true,
    minify: false,
    rollupOptions: {
      input: {
        index: entries.index,
        elements: entries.elements,
        headless: entries.headless,
        'simulated-camera.module': entries['simulated-camera'],
      },
      preserveEntrySignatures: 'strict',
      external: (id) => !/^([./\0]|@hpke\/)/.test(id) && !id.startsWith(root),
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
    },
  }),
  script: singleFile({ recognize: entries.index }),
  simulatedCamera: singleFile({ 'simulated-camera': entries['simulated-camera'] }),
  simulatedCameraWorker: singleFile(simulatedCameraWorker),
  /** The folder `assets/` of a site: the workers and the files that they fetch. */
  workers: {
    ...build({
      rollupOptions: {
        input: workers,
        output: { entryFileNames: 'assets/[name].js', chunkFileNames: 'assets/[name]-[hash].js' },
      },
    }),
    // The first condition keeps the wasm file of the runtime separate.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'production'] },
  },
  /** The page of the demo. */
  demo: build({ outDir: 'demo/dist', emptyOutDir: true, rollupOptions: { input: 'index.html' } }),
};

export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [
    withLicenseNotices(),
    withFetchedLanguages(),
    withPlainImports(),
    withoutNodeCrypto(),
    withUrlsForBundlers(),
    withOwnLitPolicy(),
    runtimeAndModels(),
    importServedModules(),
  ],
  environments,
  builder: {
    async buildApp(builder) {
      for (const name of Object.keys(environments)) await builder.build(builder.environments[name]!);
      writeFileHashes();
      writeElementTypes(join(root, 'dist'));
    },
  },
});
