import { RecognizeError } from '../../errors.ts';
import { checkFile } from '../../manifest/check-file.ts';
import { type Bytes, fetchFile } from '../../manifest/fetch-file.ts';
import { MAX_MANIFEST_BYTES, readManifest } from '../../manifest/parse.ts';
import type { ModelSet, NetFile, NetName } from '../../manifest/types.ts';

/** Lengths of the runtime's files in release 1.30; progress is based on them until the server announces the real length. */
const assumedBytes = {
  'ort-wasm-simd-threaded.wasm': 14_239_897,
  'ort-wasm-simd-threaded.asyncify.wasm': 26_781_914,
};

export type RuntimeFile = keyof typeof assumedBytes;

/** `\0asm`, the first four bytes of every module (WebAssembly Core Specification, 5.5.16). */
const WASM_MAGIC = 0x0061736d;

export interface ModelFiles {
  readonly modelSet: ModelSet;
  readonly detector: Bytes;
  readonly embedder: Bytes;
  readonly wasm: Bytes;
}

/**
 * Fetches the manifest, then in parallel both nets and the runtime's wasm, and checks them.
 *
 * @param onProgress bytes downloaded so far, and the total as far as known
 * @throws RecognizeError `assets/*`, `models/manifest-invalid`
 */
export async function loadFiles(
  manifestUrl: URL,
  glueUrl: URL,
  runtimeUrl: URL,
  runtimeFile: RuntimeFile,
  onProgress: (loaded: number, total: number) => void,
): Promise<ModelFiles> {
  const manifest = await fetchFile({ url: manifestUrl, maxBytes: MAX_MANIFEST_BYTES });
  const modelSet = readManifest(new TextDecoder().decode(manifest));
  const { detector, embedder } = modelSet;
  let loaded = 0;
  let runtimeBytes: number = assumedBytes[runtimeFile];
  const onChunk = (bytes: number) => {
    loaded += bytes;
    onProgress(loaded, Math.max(loaded, detector.bytes + embedder.bytes + runtimeBytes));
  };
  const fetchNet = async (name: NetName, net: NetFile) => {
    const url = new URL(net.file, manifestUrl);
    const bytes = await fetchFile({ url, field: `${name}.file`, maxBytes: net.bytes, onChunk });
    await checkFile(name, net, bytes, url.href);
    return bytes;
  };
  const onLength = (bytes: number) => {
    runtimeBytes = bytes;
  };
  const [detectorBytes, embedderBytes, wasm] = await Promise.all([
    fetchNet('detector', detector),
    fetchNet('embedder', embedder),
    fetchFile({ url: runtimeUrl, onLength, onChunk }),
    // The runtime imports the glue itself; if that fails, its error carries no reason. Fetching it first yields one.
    fetchFile({ url: glueUrl, type: 'javascript' }),
  ]);
  if (wasm.length < 4 || new DataView(wasm.buffer).getUint32(0) !== WASM_MAGIC) {
    throw new RecognizeError('assets/wrong-type', { detail: `${runtimeUrl.href} is not WebAssembly` });
  }
  return { modelSet, detector: detectorBytes, embedder: embedderBytes, wasm };
}
