import { RecognizeError } from '../../errors.ts';
import { checkFile } from '../../manifest/check-file.ts';
import { type Bytes, fetchFile } from '../../manifest/fetch-file.ts';
import { MOST_TEXT, readManifest } from '../../manifest/parse.ts';
import type { ModelSet, NetFile, NetName } from '../../manifest/types.ts';

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
  const modelSet = readManifest(
    new TextDecoder().decode(await fetchFile({ url: manifestUrl, most: MOST_TEXT })),
  );
  const { detector, embedder } = modelSet;
  let loaded = 0;
  let runtime: number = assumedRuntime[runtimeFile];
  const onChunk = (bytes: number) => {
    loaded += bytes;
    onProgress(loaded, Math.max(loaded, detector.bytes + embedder.bytes + runtime));
  };
  const fetchNet = async (name: NetName, net: NetFile) => {
    const url = new URL(net.file, manifestUrl);
    const bytes = await fetchFile({ url, field: `${name}.file`, most: net.bytes, onChunk });
    await checkFile(name, net, bytes, url.href);
    return bytes;
  };
  const onLength = (bytes: number) => {
    runtime = bytes;
  };
  const [detectorBytes, embedderBytes, wasm] = await Promise.all([
    fetchNet('detector', detector),
    fetchNet('embedder', embedder),
    fetchFile({ url: runtimeUrl, onLength, onChunk }),
    // Imported later by the runtime, which could not say what was wrong with it.
    fetchFile({ url: glueUrl, type: 'javascript' }),
  ]);
  // \0asm, WebAssembly Core Specification, 5.5.16
  if (wasm.length < 4 || new DataView(wasm.buffer).getUint32(0) !== 0x0061736d) {
    throw new RecognizeError('assets/wrong-type', { detail: `${runtimeUrl.href} is not WebAssembly` });
  }
  return { modelSet, detector: detectorBytes, embedder: embedderBytes, wasm };
}
