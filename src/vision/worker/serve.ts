import { RecognizeError } from '../../errors.ts';
import { decodeCenter } from '../../manifest/center.ts';
import { modelId } from '../../manifest/hash.ts';
import type { ShippedFile, shippedFiles } from '../../manifest/shipped-files.ts';
import { serveWorker } from '../../workers/serve-worker.ts';
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import type { Build } from './build.ts';
import { type FileSources, loadFiles } from './load-files.ts';
import type { LoadedModels, LoadProgress, VisionWorker } from './messages.ts';
import { openNets } from './open-nets.ts';
import { readPixels } from './pixels.ts';
import { requireReadablePixels } from './pixels-check.ts';
import { wasmError } from './wasm-error.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Serves the vision pipeline from this worker, with one build of the runtime. */
export function serve(build: Build): void {
  let pipeline: Pipeline | undefined;

  serveWorker<VisionWorker, LoadProgress>(self, {
    async load(assetsBase, manifestUrl, expected, onProgress) {
      const sources = sourcesOf(build, assetsBase, manifestUrl, expected);
      const loaded = await load(build, sources, onProgress);
      pipeline = loaded.pipeline;
      return loaded.models;
    },
    async observe(frame, options) {
      const pixels = readPixels(frame);
      if (pipeline === undefined)
        throw new RecognizeError('runtime/crashed', { detail: 'observe before load' });
      return pipeline.observe(pixels, options);
    },
    forgetFrames: async () => pipeline?.forgetFrames(),
  });
}

/** The smallest module: magic number and version (WebAssembly Core Specification, section 5.5.16). */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/**
 * Checks that the worker may compile WebAssembly, before megabytes are downloaded.
 *
 * @throws RecognizeError as `wasmError`
 */
function requireWasm(): void {
  try {
    new WebAssembly.Module(EMPTY_MODULE);
  } catch (cause) {
    throw wasmError(cause);
  }
}

function sourcesOf(
  { glue, wasm }: Build,
  assetsBase: string,
  manifestUrl: string | undefined,
  expected: typeof shippedFiles,
): FileSources {
  const shipped = (file: ShippedFile) => ({ url: new URL(file, assetsBase), expected: expected[file] });
  return {
    manifest: manifestUrl === undefined ? shipped('models/manifest.json') : { url: new URL(manifestUrl) },
    glue: shipped(glue),
    wasm: shipped(wasm),
  };
}

async function load(
  build: Build,
  sources: FileSources,
  onProgress: (progress: LoadProgress) => void,
): Promise<{ readonly models: LoadedModels; readonly pipeline: Pipeline }> {
  const loadStart = performance.now();
  requireWasm();
  requireReadablePixels(readPixels);
  const { env } = build.ort;
  const files = await loadFiles(sources, (loaded, total) => onProgress({ loaded, total }));
  const loadEnd = performance.now();
  // More threads need cross-origin isolation, which few pages have.
  const threads = 1;
  Object.assign(env.wasm, { wasmBinary: files.wasm.buffer, numThreads: threads, proxy: false });
  env.wasm.wasmPaths = { mjs: sources.glue.url.href, wasm: sources.wasm.url.href };
  const nets = await openNets(build, files);
  const { modelSet } = files;
  const models: LoadedModels = {
    modelSet,
    modelId: await modelId(modelSet),
    center: decodeCenter(modelSet.matching.center)!,
    execution: build.execution,
    runtime: `onnxruntime-web ${env.versions.web ?? env.versions.common}`,
    threads,
    loadMs: Math.round(loadEnd - loadStart),
    startMs: Math.round(performance.now() - loadEnd),
  };
  return { models, pipeline: createPipeline(modelSet, nets) };
}
