import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '../../../../src/wire/base64url.ts';
import { failingStorage, testStorage } from '../../../support/storage.ts';
import { syntheticFace } from '../../../support/synthetic-face.ts';
import { createTestBackend, type TestBackend } from '../../../support/test-backend.ts';
import { createDeviceKeys, enroll, post, prepareCeremony, sealRequest } from '../support.ts';

const storage = failingStorage(await testStorage());
let backend: TestBackend;
beforeAll(async () => {
  backend = await createTestBackend({ storage });
});
afterAll(() => backend.close());

it('rejects a body that was changed, truncated, sealed for another step or user, or not sealed', async () => {
  const { clientShare } = await enroll(backend, 'ann', syntheticFace(1)());
  const keys = await createDeviceKeys();
  const options = { recognizeId: 'ann', ceremony: 'recover', clientShare, keys } as const;
  const { beginRequest } = await prepareCeremony(backend, options);
  const sealAs = async (step: 0 | 1 | 2, user: string) =>
    String((await sealRequest(backend, step, user, 'ceremonies', beginRequest)).message.body);
  const valid = await sealAs(1, 'ann');
  const changed = `${valid.slice(0, 200)}${valid[200] === 'A' ? 'B' : 'A'}${valid.slice(201)}`;
  for (const body of [
    changed,
    toBase64url(fromBase64url(valid).slice(0, -4)),
    await sealAs(2, 'ann'),
    await sealAs(0, 'ann'),
    await sealAs(1, 'bea'),
    toBase64url(beginRequest),
    '',
  ]) {
    const message = { recognizeId: 'ann', ceremony: 'recover', body };
    const { status, error } = await post(backend, 'ann', 'ceremonies', message);
    expect([status, error?.code], body.slice(0, 20)).toEqual([400, 'security/envelope-invalid']);
  }
});

it('rejects an impossible length without a decryption or a database query', async () => {
  const OVERHEAD_BYTES = 65 + 16;
  const unknownId = 'A'.repeat(43);
  const sendLength = async (path: string, length: number, fields: object) => {
    storage.failAt(Number.POSITIVE_INFINITY);
    const message = { ...fields, recognizeId: 'ann', body: toBase64url(new Uint8Array(length)) };
    const { error } = await post(backend, 'ann', path, message);
    return { code: error?.code, queries: storage.statementCount };
  };
  const steps = [
    ['challenges', 2050, {}, 'security/envelope-invalid'],
    ['ceremonies', 2165 + 64 * 1024, { ceremony: 'enroll' }, 'security/envelope-invalid'],
    ['ceremonies', 2165 + 64 * 1024, { ceremony: 'recover' }, 'security/envelope-invalid'],
    [`ceremonies/${unknownId}/evaluate`, 128 + 32, {}, 'ceremony/session-unknown'],
    [`ceremonies/${unknownId}/finish`, 130, {}, 'ceremony/session-unknown'],
  ] as const;
  for (const [path, maxLength, fields] of steps)
    for (const length of [0, OVERHEAD_BYTES - 1, OVERHEAD_BYTES + maxLength + 1])
      expect(await sendLength(path, length, fields), path).toEqual({
        code: 'security/envelope-invalid',
        queries: 0,
      });
  for (const [path, maxLength, fields, code] of steps)
    expect((await sendLength(path, OVERHEAD_BYTES + maxLength, fields)).code, path).toBe(code);
});
