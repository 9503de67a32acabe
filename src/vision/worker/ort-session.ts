import type * as wasm from 'onnxruntime-web/wasm';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../manifest/fetch-file.ts';
import type { NetName } from '../../manifest/types.ts';
import { unopened } from '../pipeline/check.ts';
import type { NetSession } from '../pipeline/session.ts';

/** The builds of onnxruntime-web share one interface. */
export type Ort = Pick<typeof wasm, 'env' | 'InferenceSession' | 'Tensor'>;

/** @throws RecognizeError `models/model-invalid`, `runtime/out-of-memory`, `runtime/crashed` */
export async function openSession(
  ort: Ort,
  net: NetName,
  bytes: Bytes,
  provider: 'wasm' | 'webgpu',
): Promise<NetSession> {
  const options = { executionProviders: [provider], graphOptimizationLevel: 'all' } as const;
  const session = await ort.InferenceSession.create(bytes, options).catch((cause: unknown) => {
    throw failure(net, cause);
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

function failure(net: NetName, cause: unknown): RecognizeError {
  const detail = `${net}: ${String(cause)}`;
  if (/out of memory|allocat/i.test(detail))
    return new RecognizeError('runtime/out-of-memory', { cause, detail });
  // The runtime itself did not start: its glue was refused or threw.
  if (/no available backend/i.test(detail)) return new RecognizeError('runtime/crashed', { cause, detail });
  return unopened(net, cause);
}
