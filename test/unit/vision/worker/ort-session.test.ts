import { expect, it } from 'vitest';
import { type Ort, openSession } from '../../../../src/vision/worker/ort-session.ts';

/** A runtime that fails to open a net; its errors differ only in their messages. */
const failing = (message: string) =>
  ({
    InferenceSession: { create: () => Promise.reject(new Error(message)) },
  }) as unknown as Ort;

it.each([
  ['runtime/out-of-memory', "Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc"],
  ['runtime/out-of-memory', 'WebAssembly.Memory(): could not allocate memory'],
  ['runtime/crashed', 'no available backend found. ERR: [wasm] Error: glue'],
  ['models/model-invalid', 'Can not read model: protobuf parsing failed'],
])('rejects with %s for "%s"', async (code, message) => {
  const opening = openSession(failing(message), 'detector', new Uint8Array(), 'wasm');
  await expect(opening).rejects.toMatchObject({ code });
});
