import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFloat16 } from '../../../src/cli/open-model-zoo/weights.ts';
import { embedArchives, type Vectors } from '../accuracy/embeddings.ts';
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

async function teacherOnLfw(data: string): Promise<{ names: readonly string[]; vectors: Vectors }> {
  const { embedder } = await referenceManifest(data);
  // Only the folder of this path is used, to find the net.
  const manifest = join(data, 'models', 'manifest.json');
  const lfw = { archives: ['lfw_aligned112_q90.tar.gz'], step: 1 };
  const { names, single } = await embedArchives(manifest, embedder, data, lfw);
  return { names, vectors: single };
}

/** The teacher's embeddings of the training pictures: unit vectors as float16 (IEEE 754 binary16). */
function readTraining(data: string, d: number): Vectors {
  const bytes = readFileSync(join(data, 'faces', 'teacher_reid0095.f16'));
  const floats = readFloat16(bytes);
  return { d, count: floats.length / d, data: floats };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
