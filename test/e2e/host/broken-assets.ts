/** A file as a host serves it. */
export interface Served {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly status?: number;
}

type Break = (served: Served) => Served;

const text = (content: string, type: string): Served => ({ bytes: new TextEncoder().encode(content), type });
const html: Break = () => text('<!doctype html><title>Not found</title>', 'text/html');
const missing: Break = () => ({ ...text('', 'text/plain'), status: 404 });
const truncated: Break = (served) => ({ ...served, bytes: served.bytes.slice(0, served.bytes.length / 2) });
const as =
  (type: string): Break =>
  (served) => ({ ...served, type });

const altered: Break = (served) => {
  const bytes = served.bytes.slice();
  bytes[bytes.length >> 1]! ^= 1;
  return { ...served, bytes };
};

/** Ways in which hosting goes wrong: which file, and what a browser gets in its place. */
const faults = {
  'model-missing': [/embed\.onnx$/, missing],
  'model-truncated': [/embed\.onnx$/, truncated],
  'model-altered': [/embed\.onnx$/, altered],
  'model-html': [/detect\.onnx$/, html],
  'manifest-missing': [/manifest\.json$/, missing],
  'manifest-html': [/manifest\.json$/, html],
  'manifest-truncated': [/manifest\.json$/, truncated],
  'wasm-html': [/\.wasm$/, html],
  'wasm-text': [/\.wasm$/, () => text('not here', 'application/wasm')],
  'glue-type': [/simd-threaded\.mjs$/, as('application/octet-stream')],
  'worker-missing': [/vision\.worker\.js$/, missing],
  'worker-html': [/vision\.worker\.js$/, html],
  'matching-missing': [/matching\.worker\.js$/, missing],
  'person-missing': [/simulated\.worker\.js$/, missing],
} as const satisfies Record<string, readonly [RegExp, Break]>;

export type Fault = keyof typeof faults;

export function broken(fault: string, name: string, served: Served): Served {
  const [pattern, act] = faults[fault as Fault];
  return pattern.test(name) ? act(served) : served;
}
