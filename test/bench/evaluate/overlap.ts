import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, embedArchives, type Vectors } from '../accuracy/embeddings.ts';
import { cosine, personOf } from '../accuracy/rates.ts';
import { referenceManifest } from './reference.ts';

/** Two pictures count as one person from this cosine of the teacher's embeddings on. */
const SAME_PERSON_COSINE = 0.6;

/** Overlap between the people in the training pictures and those in LFW, according to the teacher. */
export interface Overlap {
  /** Training pictures that show a person of LFW. */
  readonly pictures: number;
  /** People of LFW who are in a training picture, of `ofPeople`. */
  readonly people: number;
  readonly ofPeople: number;
  /** Whether the person in an LFW picture is in no training picture. */
  readonly isAbsent: (name: string) => boolean;
}

/** Compares the teacher's embedding of every training picture with those of all LFW pictures. */
export async function measureOverlap(data: string): Promise<Overlap> {
  const { names, vectors } = await teacherOnLfw(data);
  const training = readTraining(data, vectors.d);
  const overlapping = new Set<string>();
  let pictures = 0;
  const both: Vectors = { d: vectors.d, count: vectors.count, data: joined(vectors.data, training.data) };
  for (let i = 0; i < training.count; i++) {
    const same = names.filter((_, j) => cosine(both, vectors.count + i, j) >= SAME_PERSON_COSINE);
    for (const name of same) overlapping.add(personOf(name));
    if (same.length > 0) pictures++;
  }
  const ofPeople = new Set(names.map(personOf)).size;
  const isAbsent = (name: string) => !overlapping.has(personOf(name));
  return { pictures, people: overlapping.size, ofPeople, isAbsent };
}

/** Cached, because the teacher takes ten minutes for LFW. */
async function teacherOnLfw(data: string): Promise<{ names: readonly string[]; vectors: Vectors }> {
  const { embedder } = await referenceManifest(data);
  const archives = ['lfw_aligned112_q90.tar.gz'];
  const paths = archives.map((file) => join(data, 'faces', file));
  const cache = cacheFolder(embedder, paths, 'single');
  if (!existsSync(join(cache, 'lfw.f32'))) {
    // Only the folder of this path is used, to find the net.
    const manifestPath = join(data, 'models', 'manifest.json');
    const { names, vectors } = await embedArchives(manifestPath, embedder, data, archives, 1, 'single');
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'lfw.json'), JSON.stringify(names));
    writeFileSync(join(cache, 'lfw.f32'), vectors.data);
  }
  const names = JSON.parse(readFileSync(join(cache, 'lfw.json'), 'utf8')) as string[];
  const bytes = readFileSync(join(cache, 'lfw.f32'));
  const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return { names, vectors: { d: embedder.dimension, count: names.length, data: floats } };
}

/** The teacher's embeddings of the training pictures: unit vectors as float16 (IEEE 754 binary16). */
function readTraining(data: string, d: number): Vectors {
  const bytes = readFileSync(join(data, 'faces', 'teacher_reid0095.f16'));
  const floats = new Float32Array(bytes.length / 2);
  for (let i = 0; i < floats.length; i++) floats[i] = fromFloat16(bytes.readUInt16LE(2 * i));
  return { d, count: floats.length / d, data: floats };
}

function fromFloat16(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  return exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
