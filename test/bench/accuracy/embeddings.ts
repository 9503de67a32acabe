import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { checkFile } from '../../../src/manifest/check-file.ts';
import { shapeOf } from '../../../src/manifest/hash.ts';
import type { EmbedderModel } from '../../../src/manifest/types.ts';
import { ARCFACE_TEMPLATE } from '../../../src/vision/pipeline/arcface-template.ts';
import { align, embedAligned } from '../../../src/vision/pipeline/embed.ts';
import { type NetSession, sessionOf } from '../../../src/vision/pipeline/session.ts';
import type { Landmarks } from '../../../src/vision/types.ts';
import { readTar } from './tar.ts';

/** `single`: one crop. `mirrored`: the mean of a crop and its mirror image, to which the samples of a capture converge. */
export type CropMode = 'single' | 'mirrored';

/** Unit vectors, one after the other. */
export interface Vectors {
  /** Values per vector. */
  readonly d: number;
  readonly count: number;
  readonly data: Float32Array;
}

export interface Embedded {
  /** Names of the LFW pictures, `Name/Name_0001.jpg`. LFW is for measuring only. */
  readonly names: readonly string[];
  readonly lfw: Vectors;
  /** Other faces: the population that the mean and crafted strings are computed from. */
  readonly faces: Vectors;
}

/** The landmarks of every crop in the data folder, which are aligned to the ArcFace template. */
export const cropLandmarks = ARCFACE_TEMPLATE.map(([x, y]) => ({ x, y })) as unknown as Landmarks;

/** Folder in which the vectors of some archives are cached for an embedder; another net, manifest or archive has another folder. */
export function cacheFolder(model: EmbedderModel, archives: readonly string[], variant: string): string {
  const hash = createHash('sha256').update(shapeOf(model));
  for (const path of archives) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${basename(path)} ${size} ${mtimeMs}`);
  }
  const name = hash.digest('hex');
  return join(homedir(), '.cache', 'recognize-elements', 'embeddings', `${name}-${variant}`);
}

/** Reads vectors of `d` values from a folder with lfw.f32, lfw.json and faces.f32, which this program or another tool wrote. */
export function readEmbedded(folder: string, d: number): Embedded {
  const names = JSON.parse(readFileSync(join(folder, 'lfw.json'), 'utf8')) as string[];
  const lfw = readVectors(join(folder, 'lfw.f32'), d);
  return { names, lfw, faces: readVectors(join(folder, 'faces.f32'), d) };
}

/** Reads float32 vectors of `d` values. */
export function readVectors(path: string, d: number): Vectors {
  return unitVectors(readFileSync(path), d);
}

/** Embeds LFW and every `step`-th face of the population with the net of a manifest. Results are cached. */
export async function embedAll(
  manifest: string,
  model: EmbedderModel,
  data: string,
  step: number,
  mode: CropMode,
): Promise<Embedded> {
  const inFaces = (...files: string[]) => files.map((file) => join(data, 'faces', file));
  const training = inFaces('utkface_aligned112_q75.tar.gz', 'extra_aligned112_webp.tar.gz');
  const measured = inFaces('lfw_aligned112_q90.tar.gz');
  const cache = cacheFolder(model, [...training, ...measured], `${step}-${mode}`);
  if (!existsSync(join(cache, 'lfw.f32'))) {
    mkdirSync(cache, { recursive: true });
    const session = await openEmbedder(manifest, model);
    const population = await embedTars(training, model, session, step, mode);
    writeFileSync(join(cache, 'faces.f32'), population.bytes);
    const lfw = await embedTars(measured, model, session, 1, mode);
    writeFileSync(join(cache, 'lfw.json'), JSON.stringify(lfw.names));
    // Written last: its existence marks a complete cache.
    writeFileSync(join(cache, 'lfw.f32'), lfw.bytes);
    await session.release();
  }
  return readEmbedded(cache, model.dimension);
}

/** Embeds every `step`-th aligned face of some archives in `faces/`; nothing is cached. */
export async function embedArchives(
  manifest: string,
  model: EmbedderModel,
  data: string,
  archives: readonly string[],
  step: number,
  mode: CropMode,
): Promise<{ names: readonly string[]; vectors: Vectors }> {
  const session = await openEmbedder(manifest, model);
  const paths = archives.map((file) => join(data, 'faces', file));
  const { names, bytes } = await embedTars(paths, model, session, step, mode);
  await session.release();
  return { names, vectors: unitVectors(bytes, model.dimension) };
}

async function embedTars(
  paths: readonly string[],
  model: EmbedderModel,
  session: NetSession,
  step: number,
  mode: CropMode,
): Promise<{ names: string[]; bytes: Buffer }> {
  const [names, vectors]: [string[], Float32Array[]] = [[], []];
  let index = 0;
  for (const path of paths) {
    for (const { name, bytes } of readTar(path)) {
      if (index++ % step !== 0) continue;
      const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      const frame = { width: info.width, height: info.height, data };
      const embed = (mirrored: boolean) =>
        embedAligned(align(frame, cropLandmarks, model, mirrored), model, session);
      const vector = await embed(false);
      if (mode === 'mirrored') {
        const mirror = await embed(true);
        for (let i = 0; i < vector.length; i++) vector[i]! += mirror[i]!;
      }
      vectors.push(vector);
      names.push(name);
      if (names.length % 2_000 === 0) console.error(`${names.length} faces embedded`);
    }
  }
  const bytes = Buffer.concat(vectors.map((v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength)));
  return { names, bytes };
}

/** The file is checked first, because the cache is named after the hash in the manifest. */
async function openEmbedder(manifest: string, model: EmbedderModel): Promise<NetSession> {
  const bytes = new Uint8Array(readFileSync(resolve(dirname(manifest), model.file)));
  await checkFile('embedder', model, bytes);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 2, interOpNumThreads: 1 });
  return sessionOf(session, (data, dims) => new Tensor('float32', data, dims));
}

function unitVectors(bytes: Buffer, d: number): Vectors {
  const data = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4).slice();
  for (let at = 0; at < data.length; at += d) {
    const row = data.subarray(at, at + d);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let i = 0; i < d; i++) row[i]! /= length || 1;
  }
  return { d, count: data.length / d, data };
}

/** The population mean of unit vectors. */
export function meanOf({ d, count, data }: Vectors): Float32Array {
  const sum = new Float64Array(d);
  for (let at = 0; at < data.length; at++) sum[at % d]! += data[at]!;
  return Float32Array.from(sum, (value) => value / count);
}
