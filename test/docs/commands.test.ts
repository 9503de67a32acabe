import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';

/** docs/server.md lists the commands of `npx recognize-elements`, and each option that their help names. */
const page = readFileSync(new URL('../../docs/server.md', import.meta.url), 'utf8');
const section = page.split('\n## Command line\n')[1]!.split('\n## ')[0]!;

async function print(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const print = (line: string) => void lines.push(line);
  await runCommand(args, { print, note: print, read: async () => '', signal: new AbortController().signal });
  return lines.join('\n');
}

/** The overview has the names in its first column. */
const commands = [...(await print()).matchAll(/^ {2}(.{13})/gm)].map(([, name]) => name!.trim());

describe('docs/server.md', () => {
  it('lists the commands that the overview lists', () => {
    const listed = [...section.matchAll(/^\| `npx recognize-elements ([a-z-]+(?: (?:add|list))?)/gm)];
    expect(commands.length).toBeGreaterThan(5);
    expect(listed.map(([, name]) => name).sort()).toEqual(commands.sort());
  });

  it.each(commands)('names each option of %s', async (name) => {
    const help = await print(...name.split(' '), '--help');
    const options = [...help.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option!);
    expect(options.filter((option) => !new RegExp(`${option}\\b`).test(section))).toEqual([]);
  });
});
