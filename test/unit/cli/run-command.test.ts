import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runCli } from './support.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const commands = ['keys', 'migrate', 'models add', 'assets', 'doctor'];

const enrollPhoto = 'enroll-photo a.jpg --scenario SELFIE --recognize-id ann';

describe('runCommand', () => {
  it.each([[], ['--help'], ['help']])('lists the commands (%s)', async (...args) => {
    const { exitCode, stdout } = await runCli(args);
    expect(exitCode).toBe(0);
    for (const name of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\w`, 'm'));
  });

  it.each(commands)('prints the help of %s', async (name) => {
    const { exitCode, stdout } = await runCli([...name.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(new RegExp(`^recognize-elements ${name}\\b`));
  });

  it.each([
    [
      'nonsense',
      /^There is no command 'nonsense'\. The commands are keys, migrate, models add, models list, assets, doctor, enroll-photo\.$/,
    ],
    ['models remove', /^There is no command 'models remove'/],
    ['toString', /^There is no command 'toString'/],
    ['a\u001b[2J\u202eb', /^There is no command 'a\[U\+001B\]\[2J\[U\+202E\]b'/],
    ['keys --color', /^Unknown option '--color'; see --help\.$/],
    ['keys --secret', /^Option '--secret <value>' argument missing; see --help\.$/],
    ['keys more', /^Unexpected argument 'more'.*; see --help\.$/],
    ['assets', /^Name exactly one folder\.$/],
    ['assets a b', /^Name exactly one folder\.$/],
    ['models add', /^Name one model set or manifest/],
    ['doctor', /^Name the URL of exactly one page\.$/],
    ['doctor example.org', /^example\.org is not the URL of a page/],
    ['doctor http://', /is not the URL of a page/],
    ['enroll-photo --hash', /^Name one file\.$/],
    ['enroll-photo a.jpg --scenario selfie', /^Set --scenario to one of SELFIE, TRUSTED_SOURCE, DOCUMENT\.$/],
    [`${enrollPhoto} --backend localhost:8080/api`, /^--backend: expected a URL that starts with https:/],
    [`${enrollPhoto} --backend https://a.example --header bearer`, /^--header: expected 'name: value'\.$/],
    [
      `${enrollPhoto} --backend https://a.example --header a:bearer\u2026`,
      /^--header: .* of 'a' has characters/,
    ],
  ])('fails with one sentence and exit code 2: %s', async (line, sentence) => {
    const { exitCode, stdout, stderr } = await runCli(line.split(' '));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n|bearer/);
  });

  it('runs as a program, with version and exit code', async () => {
    const program = (...args: string[]) =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...args], { cwd: root });
    const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
    expect((await program('--version')).stdout).toBe(`${version}\n`);
    await expect(program('nonsense')).rejects.toMatchObject({ code: 2, stdout: '' });
  });
});
