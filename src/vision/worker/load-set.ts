import { RecognizeError } from '../../errors.ts';
import { parseManifest } from '../../manifest/parse.ts';
import type { ModelSet } from '../../manifest/types.ts';
import { type Bytes, fetchAsset } from './fetch-asset.ts';

/** Length of the runtime until the server tells it: that of release 1.30. */
const assumedRuntime = {
  'ort-wasm-simd-threaded.wasm': 14_239_897,
  'ort-wasm-simd-threaded.asyncify.wasm': 26_781_914,
};

export type RuntimeFile = keyof typeof assumedRuntime;

export interface Files {
  readonly modelSet: ModelSet;
  readonly detector: Bytes;
  readonly embedder: Bytes;
  readonly wasm: Bytes;
}

/**
 * Fetches manifest, models and the runtime's binary at once.
 *
 * @param onProgress bytes so far and in all, as far as known
 * @throws RecognizeError `assets/*`, `models/manifest-invalid`
 */
export async function loadFiles(
  manifestUrl: URL,
  glueUrl: URL,
  runtimeUrl: URL,
  runtimeFile: RuntimeFile,
  onProgress: (loaded: number, total: number) => void,
): Promise<Files> {
  const modelSet = parseManifest(await fetchJson(manifestUrl));
  const { detector, embedder } = modelSet;
  let loaded = 0;
  let runtime: number = assumedRuntime[runtimeFile];
  const onChunk = (bytes: number) => {
    loaded += bytes;
    onProgress(loaded, Math.max(loaded, detector.bytes + embedder.bytes + runtime));
  };
  const model = ({ file, sha256, bytes }: { file: string; sha256: string; bytes: number }) =>
    fetchAsset({ url: new URL(file, manifestUrl), sha256, bytes, onChunk });
  const onLength = (bytes: number) => {
    runtime = bytes;
  };
  const [detectorBytes, embedderBytes, wasm] = await Promise.all([
    model(detector),
    model(embedder),
    fetchAsset({ url: runtimeUrl, onLength, onChunk }),
    // Imported later by the runtime, which could not say what was wrong with it.
    fetchAsset({ url: glueUrl, type: 'javascript' }),
  ]);
  // \0asm, WebAssembly Core Specification, 5.5.16
  if (wasm.length < 4 || new DataView(wasm.buffer).getUint32(0) !== 0x0061736d) {
    throw new RecognizeError('assets/wrong-type', { detail: `${runtimeUrl.href} is not WebAssembly` });
  }
  return { modelSet, detector: detectorBytes, embedder: embedderBytes, wasm };
}

async function fetchJson(url: URL): Promise<unknown> {
  const bytes = await fetchAsset({ url });
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new RecognizeError('models/manifest-invalid', { cause, detail: `${url.href}: expected JSON` });
  }
}
