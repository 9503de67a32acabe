import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ModelSet, NetFile } from '../../../../src/manifest/types.ts';
import { type Reply, startServer, type TestServer } from '../support.ts';

const models = fileURLToPath(new URL('../../../../models/', import.meta.url));

export const networks = {
  detector: readFileSync(`${models}detect.onnx`),
  embedder: readFileSync(`${models}embed.onnx`),
};

/** Paths on the server of the publisher. */
export const MANIFEST = '/set/manifest.json';
export const DETECTOR = '/set/nets/find.onnx';
export const EMBEDDER = '/set/nets/tell%20apart.onnx';

/** The entry of a manifest for other bytes. */
export const withBytes = <Net extends NetFile>(net: Net, file: string, bytes: Uint8Array): Net => ({
  ...net,
  file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  bytes: bytes.length,
});

export const PASSIVE_NET = '/set/nets/alive.onnx';

/** The shipped models with the file names of another publisher, without a passive net. */
export function publishedSet(): ModelSet {
  const { liveness: _bundled, ...modelSet } = JSON.parse(
    readFileSync(`${models}manifest.json`, 'utf8'),
  ) as ModelSet;
  return {
    ...modelSet,
    detector: withBytes(modelSet.detector, 'nets/find.onnx', networks.detector),
    embedder: withBytes(modelSet.embedder, 'nets/tell%20apart.onnx', networks.embedder),
  };
}

/** `publishedSet` with a passive net. The embedder takes its place, because any net will do. */
export function publishedSetWithLiveness(): ModelSet {
  const set = publishedSet();
  const net = withBytes(set.embedder, 'nets/alive.onnx', networks.embedder);
  const output = {
    name: net.output.name,
    classes: net.dimension,
    liveIndex: 0,
    activation: 'softmax',
  } as const;
  return { ...set, liveness: { ...net, cropScale: 2.7, output, threshold: 0.5 } };
}

/** A server that publishes a set of models. */
export interface Publisher extends TestServer {
  readonly manifestUrl: string;
  /** Replaces what is published; `changes` by path. */
  publish(modelSet: unknown, changes?: Record<string, Reply>): void;
}

export async function startPublisher(): Promise<Publisher> {
  let replies: Record<string, Reply> = {};
  const server = await startServer((path) => replies[path]);
  return {
    ...server,
    manifestUrl: `${server.origin}${MANIFEST}`,
    publish(modelSet, changes = {}) {
      replies = {
        [MANIFEST]: { body: JSON.stringify(modelSet) },
        [DETECTOR]: { body: networks.detector },
        [EMBEDDER]: { body: networks.embedder },
        ...changes,
      };
    },
  };
}
