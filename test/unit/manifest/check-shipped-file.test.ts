import { expect, it } from 'vitest';
import { checkShippedFile } from '../../../src/manifest/check-shipped-file.ts';
import { sha256Hex } from '../../../src/manifest/hash.ts';

const bytes = new TextEncoder().encode('a runtime');
const expected = { bytes: bytes.length, sha256: await sha256Hex(bytes) };
const address = 'https://bank.example/recognize/assets/a.wasm';

it('accepts the file with the expected hash', async () => {
  await expect(checkShippedFile(expected, bytes, address)).resolves.toBeUndefined();
});

it.each([
  ['a truncated file', bytes.slice(0, 5), 'assets/incomplete', `${address} has 5 of 9 bytes`],
  ['a flipped bit', bytes.map((byte, i) => (i === 3 ? byte ^ 1 : byte)), 'assets/hash-mismatch', address],
  ['a longer file', new Uint8Array(10), 'assets/hash-mismatch', address],
])('[T94] rejects %s and names it', async (_case, content, code, detail) => {
  await expect(checkShippedFile(expected, content, address)).rejects.toMatchObject({
    code,
    detail: expect.stringContaining(detail),
  });
});
