import { RecognizeError } from '../../errors.ts';
import { checkFile } from '../../manifest/check-file.ts';
import { checkShippedFile } from '../../manifest/check-shipped-file.ts';
import { type Bytes, fetchFile } from '../../manifest/fetch-file.ts';
import { mapNets, netsOf } from '../../manifest/nets.ts';
import { MAX_MANIFEST_BYTES, readManifest } from '../../manifest/parse.ts';
import type { FileHash } from '../../manifest/shipped-files.ts';
import type { ModelSet, NetFile, NetName, PerNet } from '../../manifest/types.ts';

/** `\0asm`, the first four bytes of every module (WebAssembly Core Specification, 5.5.16). */
const WASM_MAGIC = 0x0061736d;

/** A file of the package, and what the script expects of it. */
interface ExpectedFile {
  readonly url: URL;
  readonly expected: FileHash;
}

/** What is fetched. */
export interface FileSources {
  /** `expected` is missing for a manifest of the page's own. */
  readonly manifest: Pick<ExpectedFile, 'url'> & Partial<ExpectedFile>;
  readonly glue: ExpectedFile;
  readonly wasm: ExpectedFile;
}

export interface ModelFiles {
  readonly modelSet: ModelSet;
  readonly nets: PerNet<Bytes>;
  readonly wasm: Bytes;
}

/**
 * Fetches the manifest, then in parallel the nets and the runtime's wasm, and checks them.
 *
 * @param onProgress bytes downloaded so far, and the total as far as known
 * @throws RecognizeError `assets/*`, `models/manifest-invalid`
 */
export async function loadFiles(
  { manifest: { url: manifestUrl, expected: expectedManifest }, glue, wasm: runtime }: FileSources,
  onProgress: (loaded: number, total: number) => void,
): Promise<ModelFiles> {
  const manifest = await fetchFile({ url: manifestUrl, maxBytes: MAX_MANIFEST_BYTES });
  if (expectedManifest !== undefined) await checkShippedFile(expectedManifest, manifest, manifestUrl.href);
  const modelSet = readManifest(new TextDecoder().decode(manifest));
  const expectedBytes = netsOf(modelSet).reduce((sum, [, net]) => sum + net.bytes, runtime.expected.bytes);
  let loaded = 0;
  const onChunk = (bytes: number) => {
    loaded += bytes;
    onProgress(loaded, Math.max(loaded, expectedBytes));
  };
  const fetchNet = async (name: NetName, net: NetFile) => {
    const url = new URL(net.file, manifestUrl);
    const bytes = await fetchFile({ url, field: `${name}.file`, maxBytes: net.bytes, onChunk });
    await checkFile(name, net, bytes, url.href);
    return bytes;
  };
  const fetchWasm = async () => {
    const { url, expected } = runtime;
    const bytes = await fetchFile({ url, maxBytes: expected.bytes, onChunk });
    if (bytes.length < 4 || new DataView(bytes.buffer).getUint32(0) !== WASM_MAGIC)
      throw new RecognizeError('assets/wrong-type', { detail: `${url.href} is not WebAssembly` });
    await checkShippedFile(expected, bytes, url.href);
    return bytes;
  };
  // The runtime imports the glue itself; if that fails, its error carries no reason. Fetching it first yields one.
  const checkGlue = async () => {
    const { url, expected } = glue;
    const bytes = await fetchFile({ url, type: 'javascript', maxBytes: expected.bytes });
    await checkShippedFile(expected, bytes, url.href);
  };
  const [nets, wasm] = await Promise.all([mapNets(modelSet, fetchNet), fetchWasm(), checkGlue()]);
  return { modelSet, nets, wasm };
}
