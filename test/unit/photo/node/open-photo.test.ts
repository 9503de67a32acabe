import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPhoto } from '../../../../src/photo/node/open-photo.ts';
import { errorOf } from '../../../support/error-code.ts';

const face = fileURLToPath(new URL('../../../fixtures/faces/ada-front.png', import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recognize-open-photo-'));
  symlinkSync(face, join(folder, 'link'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads a file through a symbolic link', async () => {
  expect((await openPhoto(join(folder, 'link'))).hash).toEqual((await openPhoto(face)).hash);
});

it.each([
  ['a device without an end', () => '/dev/zero', /zero is not a regular file$/],
  ['a folder', () => folder, /is not a regular file$/],
  ['a path without a file', () => join(folder, 'none'), /cannot be read: ENOENT$/],
])('throws photo/unreadable for %s, and does not wait', async (_, path, detail) => {
  const error = await errorOf(openPhoto(path()));
  expect(error?.code).toBe('photo/unreadable');
  expect(error?.detail).toMatch(detail);
});
