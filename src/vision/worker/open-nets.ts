import { RecognizeError } from '../../errors.ts';
import { checkNets, outputsMatch } from '../pipeline/self-test.ts';
import type { NetSession } from '../pipeline/session.ts';
import type { Execution } from '../types.ts';
import type { Build } from './build.ts';
import type { ModelFiles } from './load-files.ts';
import { openSession } from './ort-session.ts';

/**
 * Opens detector and embedder and runs the self-test. On WebGPU both nets are also run with wasm and must compute the same outputs,
 * because some GPU drivers compute wrong results without an error.
 *
 * @throws RecognizeError `models/*`, `runtime/out-of-memory`, `runtime/crashed`
 */
export async function openNets(build: Build, files: ModelFiles): Promise<[NetSession, NetSession]> {
  const open = async (provider: Execution) => {
    const detector = await openSession(build.ort, 'detector', files.detector, provider);
    const embedder = await openSession(build.ort, 'embedder', files.embedder, provider);
    return { detector, embedder, outputs: await checkNets(files.modelSet, detector, embedder) };
  };
  const { detector, embedder, outputs } = await open(build.execution);
  if (build.execution === 'webgpu') {
    const reference = await open('wasm');
    await Promise.all([reference.detector.release(), reference.embedder.release()]);
    if (!outputsMatch(outputs, reference.outputs)) {
      throw new RecognizeError('models/self-test-failed', {
        detail: 'WebGPU and wasm computed different outputs for the test image',
      });
    }
  }
  return [detector, embedder];
}
