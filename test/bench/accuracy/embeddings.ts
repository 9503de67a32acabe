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

/** Embeddings of the faces in some archives, one name and one vector per face. */
export interface EmbeddedArchives {
  readonly names: readonly string[];
  readonly single: Vectors;
  readonly mirrored: Vectors;
}

export interface ArchiveSelection {
  /** Files in `faces/`. */
  readonly archives: readonly string[];
  /** Every `step`-th face is embedded. */
  readonly step: number;
  /** Prefix of the names of the faces; default: all. */
  readonly prefix?: string;
}

/** Embeds LFW and every `step`-th face of the population with the net of a manifest. */
export async function embedAll(
  manifest: string,
  model: EmbedderModel,
  data: string,
  step: number,
  mode: CropMode,
): Promise<Embedded> {
  const training = ['utkface_aligned112_q75.tar.gz', 'extra_aligned112_webp.tar.gz'];
  const measured = ['lfw_aligned112_q90.tar.gz'];
  const population = await embedArchives(manifest, model, data, { archives: training, step });
  const lfw = await embedArchives(manifest, model, data, { archives: measured, step: 1 });
  return { names: lfw.names, lfw: lfw[mode], faces: population[mode] };
}

/** Embeds aligned faces of archives in `faces/`. Results are cached; another net, manifest, archive or selection is embedded again. */
export async function embedArchives(
  manifest: string,
  model: EmbedderModel,
  data: string,
  selection: ArchiveSelection,
): Promise<EmbeddedArchives> {
  const paths = selection.archives.map((file) => join(data, 'faces', file));
  const cache = cacheFolder(model, paths, selection);
  const [names, single, mirrored] = ['names.json', 'single.f32', 'mirrored.f32'].map((file) =>
    join(cache, file),
  );
  if (!existsSync(names!)) {
    mkdirSync(cache, { recursive: true });
    const session = await openEmbedder(manifest, model);
    const embedded = await embedTars(paths, model, session, selection);
    await session.release();
    writeFileSync(single!, embedded.single);
    writeFileSync(mirrored!, embedded.mirrored);
    // Written last: its existence marks a complete cache.
    writeFileSync(names!, JSON.stringify(embedded.names));
  }
  const d = model.dimension;
  return { names: readNames(names!), single: readVectors(single!, d), mirrored: readVectors(mirrored!, d) };
}

function cacheFolder(
  model: EmbedderModel,
  paths: readonly string[],
  { step, prefix }: ArchiveSelection,
): string {
  const hash = createHash('sha256').update(shapeOf(model));
  for (const path of paths) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${basename(path)} ${size} ${mtimeMs}`);
  }
  hash.update(`${step} ${prefix}`);
  return join(homedir(), '.cache', 'recognize-elements', 'embeddings', hash.digest('hex'));
}

/** Embeds each crop and its mirror image once, for both modes. */
async function embedTars(
  paths: readonly string[],
  model: EmbedderModel,
  session: NetSession,
  { step, prefix = '' }: ArchiveSelection,
): Promise<{ names: string[]; single: Buffer; mirrored: Buffer }> {
  const [names, single, mirrored]: [string[], Float32Array[], Float32Array[]] = [[], [], []];
  let index = 0;
  for (const { name, bytes } of paths.flatMap((path) => [...readTar(path)])) {
    if (!name.startsWith(prefix) || index++ % step !== 0) continue;
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    const frame = { width: info.width, height: info.height, data };
    const embed = (isMirrored: boolean) =>
      embedAligned(align(frame, cropLandmarks, model, isMirrored), model, session);
    const [vector, mirror] = [await embed(false), await embed(true)];
    names.push(name);
    single.push(vector);
    mirrored.push(vector.map((value, i) => value + mirror[i]!));
    if (names.length % 2_000 === 0) console.error(`${names.length} faces embedded`);
  }
  return { names, single: bytesOf(single), mirrored: bytesOf(mirrored) };
}

const bytesOf = (vectors: readonly Float32Array[]): Buffer =>
  Buffer.concat(vectors.map((v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength)));

const readNames = (path: string): string[] => JSON.parse(readFileSync(path, 'utf8')) as string[];

/** Reads float32 vectors of `d` values. */
const readVectors = (path: string, d: number): Vectors => unitVectors(readFileSync(path), d);

/** The file is checked first, because the cache is named after the hash in the manifest. */
async function openEmbedder(manifest: string, model: EmbedderModel): Promise<NetSession> {
  const bytes = new Uint8Array(readFileSync(resolve(dirname(manifest), model.file)));
  await checkFile('embedder', model, bytes);
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, interOpNumThreads: 1 });
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
