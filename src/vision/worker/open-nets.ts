import { RecognizeError } from '../../errors.ts';
import { checkNets, outputsMatch } from '../pipeline/self-test.ts';
import type { NetSessions } from '../pipeline/session.ts';
import type { Execution } from '../types.ts';
import type { Build } from './build.ts';
import type { ModelFiles } from './load-files.ts';
import { openSession } from './ort-session.ts';

/**
 * Opens the nets and runs the self-test. On WebGPU they are also run with wasm and must compute the same outputs,
 * because some GPU drivers compute wrong results without an error.
 *
 * @throws RecognizeError `models/*`, `runtime/out-of-memory`, `runtime/crashed`
 */
export async function openNets(build: Build, files: ModelFiles): Promise<NetSessions> {
  const { nets: bytes, modelSet } = files;
  const open = async (provider: Execution) => {
    // One after the other, because opening takes memory.
    const detector = await openSession(build.ort, 'detector', bytes.detector, provider);
    const embedder = await openSession(build.ort, 'embedder', bytes.embedder, provider);
    const liveness = bytes.liveness && (await openSession(build.ort, 'liveness', bytes.liveness, provider));
    const nets = { detector, embedder, liveness };
    return { nets, outputs: await checkNets(modelSet, nets) };
  };
  const { nets, outputs } = await open(build.execution);
  if (build.execution === 'webgpu') {
    const reference = await open('wasm');
    await Promise.all(Object.values(reference.nets).map((net) => net?.release()));
    if (!outputsMatch(outputs, reference.outputs)) {
      throw new RecognizeError('models/self-test-failed', {
        detail: 'WebGPU and wasm computed different outputs for the test image',
      });
    }
  }
  return nets;
}
