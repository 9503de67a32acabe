import type * as wasm from 'onnxruntime-web/wasm';
import { RecognizeError, type RecognizeErrorCode } from '../../errors.ts';
import type { NetSession } from '../pipeline/session.ts';
import type { Bytes } from './fetch-asset.ts';

/** The builds of onnxruntime-web share one interface. */
export type Ort = Pick<typeof wasm, 'env' | 'InferenceSession' | 'Tensor'>;

/** @throws RecognizeError `models/model-invalid`, `runtime/out-of-memory` */
export async function openSession(
  ort: Ort,
  net: 'detector' | 'embedder',
  bytes: Bytes,
  provider: 'wasm' | 'webgpu',
): Promise<NetSession> {
  const options = { executionProviders: [provider], graphOptimizationLevel: 'all' } as const;
  const session = await ort.InferenceSession.create(bytes, options).catch((cause: unknown) => {
    throw new RecognizeError(codeOf(String(cause)), { cause, detail: `${net}.file: ${String(cause)}` });
  });
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(name, data, dims) {
      const outputs = await session.run({ [name]: new ort.Tensor('float32', data, dims) });
      return outputs as Record<string, { data: Float32Array; dims: readonly number[] }>;
    },
    release: () => session.release(),
  };
}

function codeOf(message: string): RecognizeErrorCode {
  if (/out of memory|allocat/i.test(message)) return 'runtime/out-of-memory';
  // The runtime itself did not start: its glue was refused or threw.
  return /no available backend/i.test(message) ? 'runtime/crashed' : 'models/model-invalid';
}
