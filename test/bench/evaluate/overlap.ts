import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheOf, embedArchives, type Vectors } from '../accuracy/embeddings.ts';
import { cosine } from '../accuracy/rates.ts';
import { referenceManifest } from './reference.ts';

/** From this cosine of the teacher on, two pictures count as one person. */
const SAME_PERSON = 0.6;

export interface Overlap {
  /** Training pictures that look like somebody of LFW to the teacher, and how many people of LFW those are. */
  readonly pictures: number;
  readonly people: number;
  readonly ofPeople: number;
  /** Whether nobody in the training pictures looks like this picture's person. */
  readonly apart: (name: string) => boolean;
}

/** Holds every training picture's teacher embedding against the teacher's embeddings of LFW. */
export async function measureOverlap(data: string): Promise<Overlap> {
  const { names, vectors } = await teacherOnLfw(data);
  const training = readTraining(data, vectors.d);
  const seen = new Set<string>();
  let pictures = 0;
  const both: Vectors = { d: vectors.d, count: vectors.count, data: joined(vectors.data, training.data) };
  for (let i = 0; i < training.count; i++) {
    let hit = false;
    for (let j = 0; j < vectors.count; j++) {
      if (cosine(both, vectors.count + i, j) < SAME_PERSON) continue;
      hit = true;
      seen.add(person(names[j]!));
    }
    if (hit) pictures++;
  }
  const ofPeople = new Set(names.map(person)).size;
  return { pictures, people: seen.size, ofPeople, apart: (name) => !seen.has(person(name)) };
}

const person = (name: string): string => name.split('/')[0]!;

/** The teacher takes ten minutes over LFW: once is enough. */
async function teacherOnLfw(data: string): Promise<{ names: readonly string[]; vectors: Vectors }> {
  const { embedder } = await referenceManifest(data);
  const archives = ['lfw_aligned112_q90.tar.gz'];
  const paths = archives.map((file) => join(data, 'faces', file));
  const cache = cacheOf(embedder, paths, 'single');
  if (!existsSync(join(cache, 'lfw.f32'))) {
    const beside = join(data, 'models', 'manifest.json');
    const { names, vectors } = await embedArchives(beside, embedder, data, archives, 1, 'single');
    mkdirSync(cache, { recursive: true });
    writeFileSync(join(cache, 'lfw.json'), JSON.stringify(names));
    writeFileSync(join(cache, 'lfw.f32'), vectors.data);
  }
  const names = JSON.parse(readFileSync(join(cache, 'lfw.json'), 'utf8')) as string[];
  const bytes = readFileSync(join(cache, 'lfw.f32'));
  const floats = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return { names, vectors: { d: embedder.dimension, count: names.length, data: floats } };
}

/** The teacher's embeddings of the training pictures, float16 (IEEE 754 binary16), unit length. */
function readTraining(data: string, d: number): Vectors {
  const bytes = readFileSync(join(data, 'faces', 'teacher_reid0095.f16'));
  const floats = new Float32Array(bytes.length / 2);
  for (let i = 0; i < floats.length; i++) floats[i] = half(bytes.readUInt16LE(2 * i));
  return { d, count: floats.length / d, data: floats };
}

function half(bits: number): number {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  return exponent === 0 ? sign * 2 ** -24 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction / 1024);
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
