import { RecognizeError, toRecognizeError } from '../../errors.ts';
import { decodeCenter } from '../../manifest/center.ts';
import { modelId } from '../../manifest/hash.ts';
import { requireRelease } from '../../release.ts';
import { createPipeline, type Pipeline } from '../pipeline/pipeline.ts';
import type { Build } from './build.ts';
import { loadFiles } from './load-set.ts';
import type { Answer, Call } from './messages.ts';
import { openSets } from './open-sets.ts';
import { readPixels } from './pixels.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Makes the worker that imports this a host of the pipeline: answers one `load`, then every `observe` in turn. */
export function serve(build: Build): void {
  const answer = (message: Answer) => self.postMessage(message);
  let pipeline: Pipeline | undefined;

  async function run(call: Call): Promise<Answer> {
    if (call.kind === 'load') {
      requireRelease(self.name);
      const { loaded, opened } = await load(build, call, answer);
      pipeline = opened;
      return loaded;
    }
    const frame = readPixels(call.frame);
    const observation = await pipeline!.observe(frame, call.options);
    return { kind: 'observation', id: call.id, observation };
  }

  self.onmessage = async ({ data }: MessageEvent<Call>) => {
    const id = data.kind === 'observe' ? { id: data.id } : {};
    answer(
      await run(data).catch(
        (thrown: unknown): Answer => ({
          kind: 'error',
          ...id,
          error: toRecognizeError(thrown, 'runtime/crashed').toJSON(),
        }),
      ),
    );
  };
}

/** The smallest module there is: magic and version (WebAssembly Core Specification, 5.5.16). */
const emptyModule = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** Before megabytes are fetched. @throws RecognizeError `environment/blocked-by-policy` */
function requireWasm(): void {
  try {
    new WebAssembly.Module(emptyModule);
  } catch (cause) {
    const detail =
      "the worker's Content-Security-Policy refuses WebAssembly: add 'wasm-unsafe-eval' to its script-src";
    throw new RecognizeError('environment/blocked-by-policy', { cause, detail });
  }
}

async function load(build: Build, call: Call & { kind: 'load' }, answer: (message: Answer) => void) {
  const began = performance.now();
  requireWasm();
  const { env } = build.ort;
  const [glueUrl, wasmUrl] = [new URL(build.glue, call.assetsBase), new URL(build.wasm, call.assetsBase)];
  const files = await loadFiles(new URL(call.manifestUrl), glueUrl, wasmUrl, build.wasm, (loaded, total) =>
    answer({ kind: 'progress', loaded, total }),
  );
  const fetched = performance.now();
  // One thread: more need cross-origin isolation, which pages rarely have.
  Object.assign(env.wasm, { wasmBinary: files.wasm.buffer, numThreads: 1, proxy: false });
  env.wasm.wasmPaths = { mjs: glueUrl.href, wasm: wasmUrl.href };
  const [detector, embedder] = await openSets(build, files);
  const { modelSet } = files;
  const loaded = {
    kind: 'loaded' as const,
    modelSet,
    modelId: await modelId(modelSet),
    center: decodeCenter(modelSet.matching.center)!,
    execution: build.execution,
    runtime: `onnxruntime-web ${env.versions.web ?? env.versions.common}`,
    threads: 1,
    loadMs: Math.round(fetched - began),
    startMs: Math.round(performance.now() - fetched),
  };
  return { loaded, opened: createPipeline(modelSet, detector, embedder) };
}
