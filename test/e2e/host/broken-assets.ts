import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A file as a host serves it. */
export interface Served {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

type Read = (name: string) => Promise<Uint8Array<ArrayBuffer>>;
type Break = (served: Served, read: Read) => Served | Promise<Served>;
/** Which file, and what a browser gets in its place. */
type Fault = readonly (readonly [RegExp, Break])[];

const text = (content: string, type: string): Served => ({ bytes: new TextEncoder().encode(content), type });
const html: Break = () => text('<!doctype html><title>Not found</title>', 'text/html');
const missing: Break = () => ({ ...text('', 'text/plain'), status: 404 });
const truncated: Break = (served) => ({ ...served, bytes: served.bytes.slice(0, served.bytes.length / 2) });
const as =
  (type: string): Break =>
  (served) => ({ ...served, type });
const under =
  (policy: string): Break =>
  (served) => ({ ...served, headers: { 'content-security-policy': policy } });

const edited =
  (edit: (bytes: Uint8Array<ArrayBuffer>) => void): Break =>
  (served) => {
    const bytes = served.bytes.slice();
    edit(bytes);
    return { ...served, bytes };
  };

const ofPackage = new URL('../../../package.json', import.meta.url);
const { version: release } = JSON.parse(readFileSync(ofPackage, 'utf8')) as { version: string };

/** Of another release: what reads as this one reads as the one before. */
const older: Break = (served) =>
  text(new TextDecoder().decode(served.bytes).replaceAll(release, '0.0.9'), served.type);

const flipped = edited((bytes) => {
  bytes[bytes.length >> 1]! ^= 1;
});
const noise = edited((bytes) => bytes.fill(7));
/** A net ends in the weights of its last layer, and the names of its inputs and outputs. Ones alone are no number. */
const poisoned = edited((bytes) => bytes.fill(0xff, bytes.length - 600, bytes.length - 400));

/** A script in which something else happened first. */
const after =
  (deed: string): Break =>
  (served) =>
    text(`${deed};\n${new TextDecoder().decode(served.bytes)}`, served.type);

interface Manifest {
  detector: { sha256: string };
  embedder: { sha256: string; name: string };
}

const manifest =
  (edit: (manifest: Manifest, read: Read) => void | Promise<void>): Break =>
  async (served, read) => {
    const value = JSON.parse(new TextDecoder().decode(served.bytes)) as Manifest;
    await edit(value, read);
    return text(JSON.stringify(value), served.type);
  };

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A net that its manifest vouches for. */
const vouched = (net: 'detector' | 'embedder', file: string, act: Break): Fault => [
  [new RegExp(`${file}$`), act],
  [
    /manifest\.json$/,
    manifest(async (value, read) => {
      const { bytes } = await act({ bytes: await read(`models/${file}`), type: '' }, read);
      value[net].sha256 = sha256(bytes);
    }),
  ],
];

const faults: Readonly<Record<string, Fault>> = {
  'model-missing': [[/embed\.onnx$/, missing]],
  'model-truncated': [[/embed\.onnx$/, truncated]],
  'model-altered': [[/embed\.onnx$/, flipped]],
  'model-html': [[/detect\.onnx$/, html]],
  'model-foreign': vouched('detector', 'detect.onnx', noise),
  'model-poisoned': vouched('embedder', 'embed.onnx', poisoned),
  'manifest-missing': [[/manifest\.json$/, missing]],
  'manifest-html': [[/manifest\.json$/, html]],
  'manifest-truncated': [[/manifest\.json$/, truncated]],
  'manifest-other': [
    [
      /manifest\.json$/,
      manifest((value) => {
        value.embedder.name = 'another';
      }),
    ],
  ],
  'wasm-html': [[/\.wasm$/, html]],
  'wasm-text': [[/\.wasm$/, () => text('not here', 'application/wasm')]],
  'wasm-truncated': [[/\.wasm$/, truncated]],
  'glue-type': [[/simd-threaded\.mjs$/, as('application/octet-stream')]],
  'vision-missing': [[/vision\.worker\.js$/, missing]],
  'vision-html': [[/vision\.worker\.js$/, html]],
  'workers-older': [[/\.js$/, older]],
  'matching-missing': [[/matching\.worker\.js$/, missing]],
  'person-missing': [[/simulated\.worker\.js$/, missing]],
  'no-memory': [
    [
      /vision\.worker\.js$/,
      after(`WebAssembly.Memory.prototype.grow = () => { throw new RangeError('no room') }`),
    ],
  ],
  'no-chance': [[/matching\.worker\.js$/, after(`crypto.getRandomValues = (bytes) => bytes.fill(7)`)]],
  'no-wasm': [[/vision\.worker\.js$/, under("script-src 'self'; connect-src 'self'")]],
};

export async function broken(fault: string, name: string, served: Served, read: Read): Promise<Served> {
  const act = faults[fault]?.find(([pattern]) => pattern.test(name))?.[1];
  return act === undefined ? served : act(served, read);
}
