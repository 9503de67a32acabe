/** Length and hash of a file. */
export interface FileHash {
  readonly bytes: number;
  /** SHA-256 as lower-case hex. */
  readonly sha256: string;
}

/**
 * The runtime and the default manifest of this release, by their path in `assets/`. They are part of the script, so that a file that was
 * changed on its way is not used. The build fails when a file differs from its entry, and prints the entry to write here.
 */
export const shippedFiles = {
  'ort-wasm-simd-threaded.mjs': {
    bytes: 24_381,
    sha256: 'e13f7f94fc51b4ca72b12faeb1ee95f4ace6dfbc8939bc718aabdc0a27c4299b',
  },
  'ort-wasm-simd-threaded.wasm': {
    bytes: 14_239_897,
    sha256: '3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2',
  },
  'ort-wasm-simd-threaded.asyncify.mjs': {
    bytes: 53_057,
    sha256: '3d1c85995364bb643302fc6fd877a0c3ba5ae72401815e0f24828a53d9191e28',
  },
  'ort-wasm-simd-threaded.asyncify.wasm': {
    bytes: 26_781_914,
    sha256: '39f9f0894d478800487ed9f7dbe92618498db320cf55c8e3d89adff8dce658da',
  },
  'models/manifest.json': {
    bytes: 3_574,
    sha256: 'a0728ec6e2b0203d2555a7af9f66fb51e95d6cf7a63b6bb3bb77f41cf9bc27f8',
  },
} as const satisfies Readonly<Record<string, FileHash>>;

export type ShippedFile = keyof typeof shippedFiles;
