import { afterAll, beforeAll, expect, it } from 'vitest';
import { storableStorage } from '../../../src/server/storable-storage.ts';
import type { SqlParameter, Storage } from '../../../src/server/storage/sql.ts';
import { testStorage } from '../../support/storage.ts';

let storage: Storage;
beforeAll(async () => {
  storage = storableStorage(await testStorage());
});
afterAll(() => storage.close());

it.each<[string, SqlParameter, string]>([
  ['U+0000', 'a\0', 'text'],
  ['a high surrogate', '\ud800', 'text'],
  ['a low surrogate', '\udc00x', 'text'],
  ['U+0000 in an object', { claims: ['x', { name: '\0' }] }, 'jsonb'],
  ['a surrogate in a name', { '\ud800': 1 }, 'jsonb'],
])('refuses %s with server/bad-request, also in a transaction', async (_case, parameter, type) => {
  const statement = `select $1::${type} as value`;
  const refused = { code: 'server/bad-request' };
  await expect(storage.query(statement, [parameter])).rejects.toMatchObject(refused);
  await expect(storage.transaction((sql) => sql.query(statement, [parameter]))).rejects.toMatchObject(
    refused,
  );
});

it('stores other text unchanged', async () => {
  const value = 'déjà 人 😀 \\u0000 \u0001';
  expect(await storage.query('select $1::text as value', [value])).toEqual([{ value }]);
  expect(await storage.query('select $1::jsonb as value', [{ member: value }])).toEqual([
    { value: { member: value } },
  ]);
});
