import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { checkFile } from '../../../src/manifest/check-file.ts';
import { shapeOf } from '../../../src/manifest/hash.ts';
import type { EmbedderModel } from '../../../src/manifest/types.ts';
import { align, embedAligned } from '../../../src/vision/pipeline/embed.ts';
import type { NetSession } from '../../../src/vision/pipeline/session.ts';
import type { Landmarks } from '../../../src/vision/types.ts';
import { readTar } from './tar.ts';

/** A crop alone, or the mean of it and its mirror image, which a ceremony's views come to. */
export type Looks = 'single' | 'mirrored';

/** Unit vectors, one after the other. */
export interface Vectors {
  readonly d: number;
  readonly count: number;
  readonly data: Float32Array;
}

export interface Embedded {
  /** LFW: `Name/Name_0001.jpg`; for measuring only. */
  readonly names: readonly string[];
  readonly lfw: Vectors;
  /** Faces of nobody in LFW: the population that means and crafted strings come from. */
  readonly faces: Vectors;
}

/** Where the five points of every crop in the data lie: the 112 px template. */
export const templatePoints = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map(([x, y]) => ({ x, y })) as unknown as Landmarks;

/** Where the vectors that an embedder, as its manifest uses it, gives for some archives are kept from run to run. */
export function cacheOf(model: EmbedderModel, archives: readonly string[], part: string): string {
  const hash = createHash('sha256').update(shapeOf(model));
  for (const path of archives) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${basename(path)} ${size} ${mtimeMs}`);
  }
  const name = hash.digest('hex');
  return join(homedir(), '.cache', 'recognize-elements', 'embeddings', `${name}-${part}`);
}

/** Reads the vectors of a folder that an earlier run, or another tool, has filled: lfw.f32, lfw.json, faces.f32. */
export function readEmbedded(folder: string, d: number): Embedded {
  const vectors = (file: string): Vectors => {
    const bytes = readFileSync(join(folder, file));
    const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    return { d, count: data.length / d, data: unit(data, d) };
  };
  const names = JSON.parse(readFileSync(join(folder, 'lfw.json'), 'utf8')) as string[];
  return { names, lfw: vectors('lfw.f32'), faces: vectors('faces.f32') };
}

/** Embeds LFW and every `step`-th training face with the net of a manifest, once for each net. */
export async function embedAll(
  manifest: string,
  model: EmbedderModel,
  data: string,
  step: number,
  looks: Looks,
): Promise<Embedded> {
  const inFaces = (...files: string[]) => files.map((file) => join(data, 'faces', file));
  const training = inFaces('utkface_aligned112_q75.tar.gz', 'extra_aligned112_webp.tar.gz');
  const measured = inFaces('lfw_aligned112_q90.tar.gz');
  const cache = cacheOf(model, [...training, ...measured], `${step}-${looks}`);
  if (!existsSync(join(cache, 'lfw.f32'))) {
    mkdirSync(cache, { recursive: true });
    const session = await openNet(manifest, model);
    const population = await embedTars(training, model, session, step, looks);
    writeFileSync(join(cache, 'faces.f32'), population.bytes);
    const lfw = await embedTars(measured, model, session, 1, looks);
    writeFileSync(join(cache, 'lfw.json'), JSON.stringify(lfw.names));
    writeFileSync(join(cache, 'lfw.f32'), lfw.bytes);
    await session.release();
  }
  return readEmbedded(cache, model.dimension);
}

/** Names and vectors of every `step`-th aligned face of some archives; nothing is kept. */
export async function embedArchives(
  manifest: string,
  model: EmbedderModel,
  data: string,
  archives: readonly string[],
  step: number,
  looks: Looks,
): Promise<{ names: readonly string[]; vectors: Vectors }> {
  const session = await openNet(manifest, model);
  const paths = archives.map((file) => join(data, 'faces', file));
  const { names, bytes } = await embedTars(paths, model, session, step, looks);
  await session.release();
  const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return { names, vectors: { d: model.dimension, count: names.length, data: unit(floats, model.dimension) } };
}

async function embedTars(
  paths: readonly string[],
  model: EmbedderModel,
  session: NetSession,
  step: number,
  looks: Looks,
) {
  const [names, vectors]: [string[], Float32Array[]] = [[], []];
  let seen = 0;
  for (const path of paths) {
    for (const { name, bytes } of readTar(path)) {
      if (seen++ % step !== 0) continue;
      const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      const frame = { width: info.width, height: info.height, data };
      const vector = await embedAligned(align(frame, templatePoints, model), model, session);
      if (looks === 'mirrored') {
        const mirror = await embedAligned(align(frame, templatePoints, model, true), model, session);
        for (let i = 0; i < vector.length; i++) vector[i]! += mirror[i]!;
      }
      vectors.push(vector);
      names.push(name);
      if (names.length % 2_000 === 0) console.error(`${names.length} faces embedded`);
    }
  }
  return {
    names,
    bytes: Buffer.concat(vectors.map((v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength))),
  };
}

/** The file is held against its manifest first: what is kept of it is kept under the name that the manifest gives it. */
async function openNet(manifest: string, model: EmbedderModel): Promise<NetSession> {
  const bytes = new Uint8Array(readFileSync(resolve(dirname(manifest), model.file)));
  await checkFile('embedder', model, bytes);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 2, interOpNumThreads: 1 });
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: async (name, data, dims) =>
      (await session.run({ [name]: new Tensor('float32', data, dims) })) as Record<
        string,
        { data: Float32Array; dims: readonly number[] }
      >,
    release: () => session.release(),
  };
}

function unit(data: Float32Array, d: number): Float32Array {
  const out = Float32Array.from(data);
  for (let at = 0; at < out.length; at += d) {
    const row = out.subarray(at, at + d);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < d; i++) row[i]! /= length || 1;
  }
  return out;
}

/** The population mean of unit vectors. */
export function meanOf({ d, count, data }: Vectors): Float32Array {
  const sum = new Float64Array(d);
  for (let at = 0; at < data.length; at++) sum[at % d]! += data[at]!;
  return Float32Array.from(sum, (value) => value / count);
}
