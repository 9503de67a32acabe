import { expect, it } from 'vitest';
import { checkFile } from '../../../src/manifest/check-file.ts';
import { sha256Hex } from '../../../src/manifest/hash.ts';

const bytes = new TextEncoder().encode('the content of a net');
const model = { file: 'net.onnx', sha256: await sha256Hex(bytes), bytes: bytes.length, license: 'none' };

it('accepts a file with the stated length and hash', async () => {
  await expect(checkFile('detector', model, bytes)).resolves.toBeUndefined();
});

it.each([
  [
    'a truncated file',
    bytes.slice(0, 5),
    model,
    'assets/incomplete',
    'embedder.bytes: net.onnx has 5 of 20 bytes',
  ],
  [
    'another file',
    new Uint8Array(20),
    model,
    'assets/hash-mismatch',
    'embedder.sha256: the content of net.onnx has another hash',
  ],
  [
    'a wrong stated length',
    bytes,
    { ...model, bytes: 21 },
    'models/manifest-invalid',
    'embedder.bytes: expected 20, the length of net.onnx',
  ],
])('rejects %s', async (_case, content, stated, code, detail) => {
  await expect(checkFile('embedder', stated, content)).rejects.toMatchObject({ code, detail });
});
