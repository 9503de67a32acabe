import { expect, it } from 'vitest';
import { runCli } from '../support.ts';

it('lists the sets that models add knows by name', async () => {
  const { exitCode, stdout } = await runCli(['models', 'list']);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^open-model-zoo {2}YuNet-n and face-reidentification-retail-0095 .*Apache-2\.0/);
});

it('rejects an argument with exit code 2', async () => {
  expect(await runCli(['models', 'list', 'x'])).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'models list needs no arguments.',
  });
});
