import type * as wasm from 'onnxruntime-web/wasm';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../manifest/fetch-file.ts';
import type { NetName } from '../../manifest/types.ts';
import { unopened } from '../pipeline/check.ts';
import { type NetSession, sessionOf } from '../pipeline/session.ts';
import type { Execution } from '../types.ts';

/** The builds of onnxruntime-web share one interface. */
export type Ort = Pick<typeof wasm, 'env' | 'InferenceSession' | 'Tensor'>;

/** @throws RecognizeError `models/model-invalid`, `runtime/out-of-memory`, `runtime/crashed` */
export async function openSession(
  ort: Ort,
  net: NetName,
  bytes: Bytes,
  provider: Execution,
): Promise<NetSession> {
  const options = { executionProviders: [provider], graphOptimizationLevel: 'all' } as const;
  const session = await ort.InferenceSession.create(bytes, options).catch((cause: unknown) => {
    throw failure(net, cause);
  });
  return sessionOf(session, (data, dims) => new ort.Tensor('float32', data, dims));
}

function failure(net: NetName, cause: unknown): RecognizeError {
  const detail = `${net}: ${String(cause)}`;
  if (/out of memory|alloc/i.test(detail))
    return new RecognizeError('runtime/out-of-memory', { cause, detail });
  // The runtime itself did not start: its glue was refused or threw.
  if (/no available backend/i.test(detail)) return new RecognizeError('runtime/crashed', { cause, detail });
  return unopened(net, cause);
}
