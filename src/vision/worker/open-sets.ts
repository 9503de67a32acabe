import { RecognizeError } from '../../errors.ts';
import { agree, checkNets } from '../pipeline/check.ts';
import type { NetSession } from '../pipeline/session.ts';
import type { Execution } from '../types.ts';
import type { Build } from './build.ts';
import type { Files } from './load-set.ts';
import { openSession } from './ort-session.ts';

/**
 * Opens detector and embedder. On WebGPU the answers of both to a known picture must be those of wasm, because drivers exist
 * that compute something else without an error.
 *
 * @throws RecognizeError `models/*`, `runtime/out-of-memory`
 */
export async function openSets(build: Build, files: Files): Promise<[NetSession, NetSession]> {
  const open = async (provider: Execution) => {
    const detector = await openSession(build.ort, 'detector', files.detector, provider);
    const embedder = await openSession(build.ort, 'embedder', files.embedder, provider);
    return { detector, embedder, answers: await checkNets(files.modelSet, detector, embedder) };
  };
  const wanted = await open(build.execution);
  if (build.execution === 'webgpu') {
    const reference = await open('wasm');
    await Promise.all([reference.detector.release(), reference.embedder.release()]);
    if (!agree(wanted.answers, reference.answers)) {
      throw new RecognizeError('models/self-test-failed', {
        detail: 'WebGPU and wasm disagree on the known picture',
      });
    }
  }
  return [wanted.detector, wanted.embedder];
}
