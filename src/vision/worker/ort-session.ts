import type * as wasm from 'onnxruntime-web/wasm';
import { RecognizeError } from '../../errors.ts';
import type { Bytes } from '../../manifest/fetch-file.ts';
import type { NetName } from '../../manifest/types.ts';
import { modelInvalid } from '../pipeline/self-test.ts';
import { type NetSession, sessionOf } from '../pipeline/session.ts';
import type { Execution } from '../types.ts';

/** The interface that all builds of onnxruntime-web share. */
export type Ort = Pick<typeof wasm, 'env' | 'InferenceSession' | 'Tensor'>;

/** Opens one net. @throws RecognizeError `models/model-invalid`, `runtime/out-of-memory`, `runtime/crashed` */
export async function openSession(
  ort: Ort,
  net: NetName,
  bytes: Bytes,
  provider: Execution,
): Promise<NetSession> {
  const options = { executionProviders: [provider], graphOptimizationLevel: 'all' } as const;
  const session = await ort.InferenceSession.create(bytes, options).catch((cause: unknown) => {
    throw openingError(net, cause);
  });
  return sessionOf(session, (data, dims) => new ort.Tensor('float32', data, dims));
}

/** The runtime's errors differ only in their messages. */
function openingError(net: NetName, cause: unknown): RecognizeError {
  const detail = `${net}: ${String(cause)}`;
  if (/out of memory|alloc/i.test(detail))
    return new RecognizeError('runtime/out-of-memory', { cause, detail });
  // The runtime itself did not start: its glue was blocked or threw.
  if (/no available backend/i.test(detail)) return new RecognizeError('runtime/crashed', { cause, detail });
  return modelInvalid(net, cause);
}
