import { expect, it } from 'vitest';
import { type Ort, openSession } from '../../../src/vision/worker/ort-session.ts';

/** A runtime that cannot open a net says so in words alone. */
const failing = (message: string) =>
  ({
    InferenceSession: { create: () => Promise.reject(new Error(message)) },
  }) as unknown as Ort;

it.each([
  ['runtime/out-of-memory', "Can't create a session. ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc"],
  ['runtime/out-of-memory', 'WebAssembly.Memory(): could not allocate memory'],
  ['runtime/crashed', 'no available backend found. ERR: [wasm] Error: glue'],
  ['models/model-invalid', 'Can not read model: protobuf parsing failed'],
])('%s: %s', async (code, message) => {
  const opened = openSession(failing(message), 'detector', new Uint8Array(), 'wasm');
  await expect(opened).rejects.toMatchObject({ code });
});
