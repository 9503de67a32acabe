/**
 * Who may import whom. A key is a folder or a file under `src`; a longer key takes its files out of a shorter one (`vision` does not include
 * `vision/worker`). `src` lists the other folders or files that it may import at run time, `types` those of which it may import types only.
 */
export interface Row {
  readonly src: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

export const importTable: Readonly<Record<string, Row>> = {
  elements: { src: ['client', 'i18n', 'events', 'visible-text'], packages: ['lit', 'qr'] },
  client: {
    src: [
      'ceremonies',
      'capture',
      'photo/browser',
      'vision/client',
      'matching/client',
      'store',
      'wire',
      'events',
      'release',
      'package-url',
      'trusted-types',
      'visible-text',
    ],
    types: ['vision', 'matching'],
  },
  ceremonies: {
    src: ['ceremonies/send-enrollment', 'wire', 'visible-text', 'awake-timer'],
    types: ['matching', 'store', 'events'],
  },
  'ceremonies/send-enrollment': { src: ['wire'] },
  capture: {
    src: ['awake-timer', 'hint-of-issue', 'liveness', 'vector', 'wire'],
    types: ['ceremonies', 'vision', 'store', 'events'],
  },
  liveness: { src: ['vector', 'wire'], types: ['vision'] },
  'simulated-camera': { src: ['workers'] },
  workers: { src: ['awake-timer', 'release', 'package-url', 'trusted-types'] },
  vision: { src: ['manifest', 'workers'], types: ['vision/worker'] },
  'vision/pipeline': { src: ['manifest', 'vector'], types: ['vision'] },
  'vision/worker': {
    src: ['vision/pipeline', 'manifest', 'workers'],
    types: ['vision'],
    packages: ['onnxruntime-web'],
  },
  'vision/node': {
    src: ['vision/pipeline', 'manifest'],
    types: ['vision'],
    packages: ['onnxruntime-node', 'node'],
  },
  photo: { src: ['wire', 'hint-of-issue', 'vector'], types: ['vision'] },
  'photo/browser': { src: ['photo', 'wire'], types: ['vision'] },
  'photo/node': {
    src: ['photo', 'ceremonies/send-enrollment', 'vision/node', 'matching', 'wire', 'manifest'],
    types: ['vision'],
    packages: ['node', 'sharp'],
  },
  manifest: { src: [], packages: ['valibot'] },
  wire: { src: ['visible-text'], packages: ['valibot', 'jose', '@hpke/core', '@noble/hashes'] },
  matching: { src: ['wire'], packages: ['@noble/hashes'] },
  'matching/client': { src: ['matching', 'workers'] },
  'matching/worker': { src: ['matching', 'workers'] },
  store: { src: ['wire', 'awake-timer'], packages: ['idb-keyval'] },
  i18n: { src: [], types: ['events', 'wire'] },
  errors: { src: ['error-codes'], types: ['hint-name'] },
  'hint-name': { src: [] },
  'hint-of-issue': { src: [], types: ['vision', 'hint-name'] },
  'error-codes': { src: [] },
  events: { src: [], types: ['client', 'wire', 'hint-name'] },
  release: { src: [] },
  'package-url': { src: [] },
  'trusted-types': { src: [] },
  vector: { src: [] },
  'visible-text': { src: [] },
  'awake-timer': { src: [] },
  server: {
    src: ['server/storage', 'matching', 'wire', 'manifest', 'package-url', 'visible-text'],
    packages: ['node', 'jose', 'valibot'],
  },
  'server/storage': {
    src: [],
    packages: ['node', 'pg', '@electric-sql/pglite', 'proper-lockfile'],
  },
  cli: {
    src: ['cli/models', 'server', 'server/storage', 'manifest', 'photo/node', 'visible-text', 'wire'],
    packages: ['node', 'valibot'],
  },
  'cli/models': {
    src: ['cli', 'cli/open-model-zoo', 'vision/node', 'manifest'],
    packages: ['node', 'undici'],
  },
  'cli/open-model-zoo': {
    src: ['cli', 'manifest'],
    types: ['cli/models'],
    packages: ['@xmldom/xmldom', 'protobufjs'],
  },
};

/** Every file may import this one. */
export const OPEN_TO_ALL = 'errors';

/** Package entries join the folders. No other file imports them. */
export const entries: readonly string[] = ['index.ts', 'elements.ts'];
