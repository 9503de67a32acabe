import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Runs a shell in the folder of the repository. `$CLI` is the command line tool. */
const runShell = (script: string) =>
  new Promise<{ code: number; stderr: string }>((resolve) => {
    const env = { ...process.env, CLI: `${process.execPath} --import tsx src/cli/main.ts` };
    execFile('bash', ['-c', script], { cwd: root, env }, (error, _stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), stderr }),
    );
  });

it.each(['keys', 'migrate --print', '--help'])(
  'ends quietly with 141 when the reader of %s closes the pipe',
  async (command) => {
    expect(await runShell(`$CLI ${command} | true; exit \${PIPESTATUS[0]}`)).toEqual({
      code: 141,
      stderr: '',
    });
  },
);

it.runIf(existsSync('/dev/full'))('ends with 1 and one sentence when the disk is full', async () => {
  expect(await runShell('$CLI keys > /dev/full')).toEqual({
    code: 1,
    stderr: expect.stringMatching(/^The output cannot be written: ENOSPC[^\n]*\n$/),
  });
});
