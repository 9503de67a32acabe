import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

export interface ServedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads another asset by its name. */
type ReadBytes = (name: string) => Promise<Uint8Array<ArrayBuffer>>;
type Break = (file: ServedFile, readBytes: ReadBytes) => ServedFile | Promise<ServedFile>;
/** The files that a fault replaces, by a pattern of their name. */
type AssetFault = readonly (readonly [RegExp, Break])[];

const textFile = (content: string, type: string): ServedFile => ({
  bytes: new TextEncoder().encode(content),
  type,
});
const html: Break = () => textFile('<!doctype html><title>Not found</title>', 'text/html');
const missing: Break = () => ({ ...textFile('', 'text/plain'), status: 404 });
const truncated: Break = (file) => ({ ...file, bytes: file.bytes.slice(0, file.bytes.length / 2) });
const withType =
  (type: string): Break =>
  (file) => ({ ...file, type });
const withPolicy =
  (policy: string): Break =>
  (file) => ({ ...file, headers: { 'content-security-policy': policy } });

const edited =
  (edit: (bytes: Uint8Array<ArrayBuffer>) => void): Break =>
  (file) => {
    const bytes = file.bytes.slice();
    edit(bytes);
    return { ...file, bytes };
  };

const packageFile = new URL('../../../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };

/** A script of another release. */
const older: Break = (file) =>
  textFile(new TextDecoder().decode(file.bytes).replaceAll(version, '0.0.9'), file.type);

const oneBitFlipped = edited((bytes) => {
  bytes[bytes.length >> 1]! ^= 1;
});
const noise = edited((bytes) => bytes.fill(7));
/** Makes weights of the last layer NaN. They are near the end of the file, before the names of inputs and outputs. */
const withNaN = edited((bytes) => bytes.fill(0xff, bytes.length - 600, bytes.length - 400));

/** A script that runs another one first. */
const prefixed =
  (script: string): Break =>
  (file) =>
    textFile(`${script};\n${new TextDecoder().decode(file.bytes)}`, file.type);

interface Manifest {
  detector: { sha256: string };
  embedder: { sha256: string; name: string };
}

const editedManifest =
  (edit: (manifest: Manifest, readBytes: ReadBytes) => void | Promise<void>): Break =>
  async (file, readBytes) => {
    const manifest = JSON.parse(new TextDecoder().decode(file.bytes)) as Manifest;
    await edit(manifest, readBytes);
    return textFile(JSON.stringify(manifest), file.type);
  };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Breaks a net, and puts the hash of the broken file into the manifest. */
const withMatchingHash = (net: 'detector' | 'embedder', name: string, breakNet: Break): AssetFault => [
  [new RegExp(`${name}$`), breakNet],
  [
    /manifest\.json$/,
    editedManifest(async (manifest, readBytes) => {
      const bytes = await readBytes(`models/${name}`);
      const broken = await breakNet({ bytes, type: '' }, readBytes);
      manifest[net].sha256 = sha256(broken.bytes);
    }),
  ],
];

/** By the name in `/broken/<name>/`. */
const faults: Readonly<Record<string, AssetFault>> = {
  'model-missing': [[/embed\.onnx$/, missing]],
  'model-truncated': [[/embed\.onnx$/, truncated]],
  'model-altered': [[/embed\.onnx$/, oneBitFlipped]],
  'model-html': [[/detect\.onnx$/, html]],
  'model-invalid': withMatchingHash('detector', 'detect.onnx', noise),
  'model-nan': withMatchingHash('embedder', 'embed.onnx', withNaN),
  'manifest-missing': [[/manifest\.json$/, missing]],
  'manifest-html': [[/manifest\.json$/, html]],
  'manifest-truncated': [[/manifest\.json$/, truncated]],
  'manifest-other': [
    [
      /manifest\.json$/,
      editedManifest((manifest) => {
        manifest.embedder.name = 'another';
      }),
    ],
  ],
  'manifest-altered': [[/manifest\.json$/, oneBitFlipped]],
  'wasm-altered': [[/\.wasm$/, oneBitFlipped]],
  'glue-altered': [[/simd-threaded\.mjs$/, oneBitFlipped]],
  'wasm-html': [[/\.wasm$/, html]],
  'wasm-text': [[/\.wasm$/, () => textFile('not here', 'application/wasm')]],
  'glue-type': [[/simd-threaded\.mjs$/, withType('application/octet-stream')]],
  'vision-missing': [[/vision\.worker\.js$/, missing]],
  'vision-html': [[/vision\.worker\.js$/, html]],
  'workers-older': [[/\.js$/, older]],
  'matching-missing': [[/matching\.worker\.js$/, missing]],
  'no-memory': [
    [
      /vision\.worker\.js$/,
      prefixed(`WebAssembly.Memory.prototype.grow = () => { throw new RangeError('out of memory') }`),
    ],
  ],
  'constant-random': [
    [/matching\.worker\.js$/, prefixed(`crypto.getRandomValues = (bytes) => bytes.fill(7)`)],
  ],
  'no-wasm': [[/vision\.worker\.js$/, withPolicy("script-src 'self'; connect-src 'self'")]],
};

/** Applies a fault to a file, if the fault concerns that file. */
export async function breakAsset(
  fault: string,
  name: string,
  file: ServedFile,
  readBytes: ReadBytes,
): Promise<ServedFile> {
  const breakFile = faults[fault]?.find(([pattern]) => pattern.test(name))?.[1];
  return breakFile === undefined ? file : breakFile(file, readBytes);
}
