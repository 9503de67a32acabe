import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { RecognizeError } from '../errors.ts';
import { checkFile } from '../manifest/check-file.ts';
import { modelId } from '../manifest/hash.ts';
import { readManifest } from '../manifest/parse.ts';
import type { ModelSet, NetFile, NetName } from '../manifest/types.ts';
import { checkNets, unopened } from './pipeline/check.ts';
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts';
import { type NetSession, sessionOf } from './pipeline/session.ts';

export interface NodeVision extends Pipeline {
  readonly modelSet: ModelSet;
  readonly modelId: string;
}

export interface NodeVisionOptions {
  /** Default 1. */
  readonly threads?: number;
  /** Folder of the nets; default: the manifest's. */
  readonly modelsFolder?: string;
}

/**
 * The pipeline through onnxruntime-node, which must be installed beside this package.
 *
 * @param manifestPath a manifest on disk
 * @throws RecognizeError `models/*`, `assets/not-found`, `assets/incomplete`, `assets/hash-mismatch`
 */
export async function createNodeVision(
  manifestPath: string,
  options: NodeVisionOptions = {},
): Promise<NodeVision> {
  const text = await readFile(manifestPath, 'utf8').catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', { cause, detail: `manifest: ${manifestPath}` });
  });
  const set = readManifest(text);
  const folder = options.modelsFolder ?? dirname(manifestPath);
  const [detector, embedder] = await Promise.all([
    open('detector', set.detector, folder, options.threads ?? 1),
    open('embedder', set.embedder, folder, options.threads ?? 1),
  ]);
  const pipeline = createPipeline(set, detector, embedder);
  await checkNets(set, detector, embedder).catch(async (error: unknown) => {
    await pipeline.release();
    throw error;
  });
  return { ...pipeline, modelSet: set, modelId: await modelId(set) };
}

async function open(net: NetName, model: NetFile, folder: string, threads: number): Promise<NetSession> {
  const path = resolve(folder, model.file);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', { cause, detail: `${net}.file: ${model.file}` });
  });
  await checkFile(net, model, new Uint8Array(bytes));
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  }).catch((cause: unknown) => {
    throw unopened(net, cause);
  });
  return sessionOf(session, (data, dims) => new Tensor('float32', data, dims));
}
