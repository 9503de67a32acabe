// cspell:ignore changeme
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createRecognizeServer } from '../../../src/server/index.ts';
import { emptyPglite } from '../../support/storage.ts';
import { testModelSet } from '../../support/test-backend.ts';
import { runCli } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'recognize-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keyIn = (stdout: string) => /^matcher-key {2}([\w-]{86})$/m.exec(stdout)?.[1];

describe('keys', () => {
  it('prints a new secret each time, and the key of a backend with this secret', async () => {
    const [{ stdout }, other] = [await runCli(['keys']), await runCli(['keys'])];
    const secret = /^secret {7}([\w-]{43})$/m.exec(stdout)![1]!;
    expect(other.stdout).not.toContain(secret);
    const server = await createRecognizeServer({
      storage: await emptyPglite(),
      secret,
      models: [testModelSet()],
      origins: ['https://bank.example'],
      authorize: async () => null,
      threads: 1,
    });
    expect((await server.configuration()).signingKey).toBe(keyIn(stdout));
    await server.close();
    const file = join(folder, 'secret');
    writeFileSync(file, `${secret}\n`);
    const ofFile = await runCli(['keys', '--secret', file]);
    expect(ofFile).toEqual({ exitCode: 0, stdout: `matcher-key  ${keyIn(stdout)}`, stderr: '' });
    expect(await runCli(['keys', '--secret', '-'], { stdin: `${secret}\n` })).toEqual(ofFile);
  });

  it.each([
    ['\n', 'empty'],
    ['c2hvcnQ', 'expected at least 32 bytes as base64url, not 5'],
    ['not base64url, but long enough to be one', 'expected at least 32 bytes as base64url'],
    ['changeme'.repeat(8), 'expected random bytes'],
  ])('rejects the secret %j', async (stdin, found) => {
    expect(await runCli(['keys', '--secret', '-'], { stdin })).toEqual({
      exitCode: 1,
      stdout: '',
      stderr: `secret: ${found}; a new one comes from \`npx recognize-elements keys\``,
    });
  });

  it('fails when the file of the secret is missing', async () => {
    const missing = join(folder, 'missing');
    expect((await runCli(['keys', '--secret', missing])).stderr).toBe(
      `The secret cannot be read from ${missing}.`,
    );
  });
});
