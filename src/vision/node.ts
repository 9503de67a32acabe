import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { RecognizeError } from '../errors.ts';
import { modelId, sha256Hex } from '../manifest/hash.ts';
import { parseManifest } from '../manifest/parse.ts';
import type { DetectorModel, EmbedderModel, ModelSet } from '../manifest/types.ts';
import { checkNets } from './pipeline/check.ts';
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts';
import type { NetSession } from './pipeline/session.ts';

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
 * @throws RecognizeError `models/*`, `assets/not-found`, `assets/hash-mismatch`
 */
export async function createNodeVision(
  manifestPath: string,
  options: NodeVisionOptions = {},
): Promise<NodeVision> {
  const set = parseManifest(parseJson(await readFile(manifestPath, 'utf8')));
  const folder = options.modelsFolder ?? dirname(manifestPath);
  const [detector, embedder] = await Promise.all([
    open('detector', set.detector, folder, options.threads ?? 1),
    open('embedder', set.embedder, folder, options.threads ?? 1),
  ]);
  await checkNets(set, detector, embedder);
  return { ...createPipeline(set, detector, embedder), modelSet: set, modelId: await modelId(set) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RecognizeError('models/manifest-invalid', { cause, detail: 'manifest: expected JSON' });
  }
}

async function open(
  net: 'detector' | 'embedder',
  model: DetectorModel | EmbedderModel,
  folder: string,
  threads: number,
): Promise<NetSession> {
  const path = resolve(folder, model.file);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', { cause, detail: `${net}.file: ${model.file}` });
  });
  if ((await sha256Hex(new Uint8Array(bytes))) !== model.sha256) {
    throw new RecognizeError('assets/hash-mismatch', {
      detail: `${net}.sha256: ${model.file} is another file`,
    });
  }
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  }).catch((cause: unknown) => {
    throw new RecognizeError('models/model-invalid', { cause, detail: `${net}.file: ${String(cause)}` });
  });
  return sessionOf(session);
}

function sessionOf(session: InferenceSession): NetSession {
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(inputName, data, dims) {
      const outputs = await session.run({ [inputName]: new Tensor('float32', data, dims) });
      return outputs as Record<string, { data: Float32Array; dims: readonly number[] }>;
    },
    release: () => session.release(),
  };
}
