import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tell } from './support.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const commands = ['keys', 'models add', 'assets', 'doctor'];

describe('the command line', () => {
  it.each([[], ['--help'], ['help']])('lists its commands (%s)', async (...args) => {
    const { status, out } = await tell(args);
    expect(status).toBe(0);
    for (const name of commands) expect(out).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'));
  });

  it.each(commands)('%s explains itself', async (name) => {
    const { status, out } = await tell([...name.split(' '), '--help']);
    expect(status).toBe(0);
    expect(out).toMatch(new RegExp(`^recognize-elements ${name}\\b`));
  });

  it.each([
    ['nonsense', /^There is no command 'nonsense'; there are keys, models add, assets, doctor\.$/],
    ['models remove', /^There is no command 'models remove'/],
    ['toString', /^There is no command 'toString'/],
    ['keys --colour', /^Unknown option '--colour'; see --help\.$/],
    ['keys --secret', /^Option '--secret <value>' argument missing; see --help\.$/],
    ['keys more', /^Unexpected argument 'more'.*; see --help\.$/],
    ['assets', /^Name one folder/],
    ['assets a b', /^Name one folder/],
    ['models add', /^Name the address of one manifest/],
    ['doctor', /^Name the address of one page\.$/],
    ['doctor example.org', /^example\.org is not an address of a page/],
    ['doctor http://', /is not an address of a page/],
  ])('%s: one sentence, status 2', async (line, sentence) => {
    const { status, out, err } = await tell(line.split(' '));
    expect({ status, out }).toEqual({ status: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).not.toContain('\n');
  });

  it('runs as a program, with its version and its status', async () => {
    const program = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { cwd: root });
    const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    expect((await program('--version')).stdout).toBe(`${version}\n`);
    await expect(program('nonsense')).rejects.toMatchObject({ code: 2, stdout: '' });
  });
});
