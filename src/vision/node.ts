import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { RecognizeError } from '../errors.ts';
import { checkFile } from '../manifest/check-file.ts';
import { modelId } from '../manifest/hash.ts';
import { mapNets } from '../manifest/nets.ts';
import { readManifest } from '../manifest/parse.ts';
import type { ModelSet, NetFile, NetName } from '../manifest/types.ts';
import { createPipeline, type Pipeline } from './pipeline/pipeline.ts';
import { checkNets, modelInvalid } from './pipeline/self-test.ts';
import { type NetSession, sessionOf } from './pipeline/session.ts';

/**
 * Face detection and embedding in Node, with the arithmetic of the browser. Call one method at a time and `release()` at the end.
 *
 * - `detect(frame)`: every face, highest score (0..1) first; box and landmarks in pixels of the frame.
 * - `refineLandmarks(frame, face)`: the face with more exact landmarks, or the face itself if it fills the frame already.
 * - `embed(frame, landmarks, mirrored?)`: a unit vector of `modelSet.embedder.dimension` numbers (256 for the shipped set).
 * - `observe(frame, { embed })`: detection, quality and optionally the embedding of the primary face. A frame larger than 1280 px is
 *   reduced first; the result refers to the reduced size. `{ embed, liveness }` also measures what the liveness check of a page needs;
 *   `forgetFrames()` overwrites what is kept for that.
 *
 * A frame is `{ width, height, data }`: `data` holds `width × height × 4` bytes in sRGB, R G B A, top row first.
 *
 * An embedding is biometric data: keep it in memory only. Embeddings and bits of two sets are comparable only if `modelId` is the same.
 */
export interface NodeVision extends Pipeline {
  /** The manifest. */
  readonly modelSet: ModelSet;
  /** Id of the model: the embedder's name and a hash of everything that the bits depend on. */
  readonly modelId: string;
}

export interface NodeVisionOptions {
  /** Threads per net, 1 or more; default 1. */
  readonly threads?: number;
  /** Folder of the ONNX files; default: the folder of the manifest. */
  readonly modelsFolder?: string;
}

/**
 * Loads a model set, checks lengths and hashes of its files and runs each net once. Needs the peer dependency `onnxruntime-node`.
 *
 * @param manifestPath path of a manifest; the package contains one at `dist/assets/models/manifest.json`
 * @throws RecognizeError
 *   - `assets/not-found`: the manifest or a net cannot be read
 *   - `assets/incomplete`, `assets/hash-mismatch`: a net is not the file that the manifest names
 *   - `models/manifest-invalid`: a field is wrong or does not fit the net; `detail` has its path and what is expected
 *   - `models/model-invalid`: onnxruntime cannot open a net
 *   - `models/self-test-failed`: the embedder does not compute finite numbers
 *
 * @example
 * import { createNodeVision } from 'recognize-elements/node';
 * import sharp from 'sharp';
 *
 * const vision = await createNodeVision('node_modules/recognize-elements/dist/assets/models/manifest.json');
 * const { data, info } = await sharp('portrait.jpg')
 *   .autoOrient()
 *   .toColourspace('srgb')
 *   .ensureAlpha()
 *   .raw()
 *   .toBuffer({ resolveWithObject: true });
 * const frame = { width: info.width, height: info.height, data };
 * const { face, quality, embedding } = await vision.observe(frame, { embed: true });
 * if (face === undefined) console.log('no face');
 * else console.log(face.box, quality?.issues, embedding?.length);
 * await vision.release();
 */
export async function createNodeVision(
  manifestPath: string,
  options: NodeVisionOptions = {},
): Promise<NodeVision> {
  const { threads = 1, modelsFolder = dirname(manifestPath) } = options;
  const json = await readFile(manifestPath, 'utf8').catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', {
      cause,
      detail: `manifest: ${manifestPath} cannot be read`,
    });
  });
  const modelSet = readManifest(json);
  const nets = await mapNets(modelSet, (name, net) => openNet(name, net, modelsFolder, threads));
  const pipeline = createPipeline(modelSet, nets);
  await checkNets(modelSet, nets).catch(async (error: unknown) => {
    await pipeline.release();
    throw error;
  });
  return { ...pipeline, modelSet, modelId: await modelId(modelSet) };
}

async function openNet(net: NetName, model: NetFile, folder: string, threads: number): Promise<NetSession> {
  const path = resolve(folder, model.file);
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new RecognizeError('assets/not-found', {
      cause,
      detail: `${net}.file: ${model.file} cannot be read`,
    });
  });
  await checkFile(net, model, new Uint8Array(bytes));
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
  }).catch((cause: unknown) => {
    throw modelInvalid(net, cause);
  });
  return sessionOf(session, (data, dims) => new Tensor('float32', data, dims));
}
