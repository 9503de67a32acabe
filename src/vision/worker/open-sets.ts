import { RecognizeError } from '../../errors.ts';
import { checkNets } from '../pipeline/check.ts';
import type { NetSession } from '../pipeline/session.ts';
import type { Execution } from '../types.ts';
import type { Files } from './load-set.ts';
import { openSession } from './ort-session.ts';
import type { Build } from './serve.ts';

/** Two executions of one net agree at least this well (cosine) on the known picture. */
const agreement = 0.999;

/**
 * Opens detector and embedder. On WebGPU the embedder's answer to a known picture must be that of wasm, because drivers exist
 * that compute something else without an error.
 *
 * @throws RecognizeError `models/*`, `runtime/out-of-memory`
 */
export async function openSets(build: Build, files: Files): Promise<[NetSession, NetSession]> {
  const open = async (provider: Execution) => {
    const detector = await openSession(build.ort, 'detector', files.detector, provider);
    const embedder = await openSession(build.ort, 'embedder', files.embedder, provider);
    return { detector, embedder, answer: await checkNets(files.modelSet, detector, embedder) };
  };
  const wanted = await open(build.execution);
  if (build.execution === 'webgpu') {
    const reference = await open('wasm');
    const found = cosine(wanted.answer, reference.answer);
    await Promise.all([reference.detector.release(), reference.embedder.release()]);
    if (!(found >= agreement)) {
      throw new RecognizeError('models/self-test-failed', {
        detail: 'WebGPU and wasm disagree on the known picture',
      });
    }
  }
  return [wanted.detector, wanted.embedder];
}

function cosine(a: Float32Array, b: Float32Array): number {
  let [dot, left, right] = [0, 0, 0];
  a.forEach((value, i) => {
    dot += value * b[i]!;
    left += value * value;
    right += b[i]! * b[i]!;
  });
  return dot / Math.sqrt(left * right);
}
