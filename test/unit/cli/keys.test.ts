import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { emptyPglite } from '../../support/storage.ts';
import { tell } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'recognize-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keyIn = (text: string) => /^matcher-key {2}([\w-]{86})$/m.exec(text)?.[1];

describe('keys', () => {
  it('makes a secret, another each time, and the key that a backend with it announces', async () => {
    const [{ out }, other] = [await tell(['keys']), await tell(['keys'])];
    const secret = /^secret {7}([\w-]{43})$/m.exec(out)![1]!;
    expect(other.out).not.toContain(secret);
    const server = await createRecognizeServer({
      storage: await emptyPglite(),
      secret,
      models: [],
      origins: ['https://bank.example'],
      authorize: async () => null,
      threads: 1,
    });
    expect((await server.configuration()).signingKey).toBe(keyIn(out));
    await server.close();
    const file = join(folder, 'secret');
    writeFileSync(file, `${secret}\n`);
    const again = await tell(['keys', '--secret', file]);
    expect(again).toEqual({ status: 0, out: `matcher-key  ${keyIn(out)}`, err: '' });
    expect(await tell(['keys', '--secret', '-'], { input: `${secret}\n` })).toEqual(again);
  });

  it.each(['', 'c2hvcnQ', 'not base64url, but long enough to be one'])(
    'refuses %j as a secret',
    async (input) => {
      const { status, out, err } = await tell(['keys', '--secret', '-'], { input });
      expect({ status, out }).toEqual({ status: 1, out: '' });
      expect(err).toBe('The secret has at least 32 bytes, as base64url.');
    },
  );

  it('says that there is no file, and not what is in one', async () => {
    const missing = join(folder, 'missing');
    expect((await tell(['keys', '--secret', missing])).err).toBe(
      `The secret cannot be read from ${missing}.`,
    );
  });
});
