import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** docs/elements.md names everything that a page can set, listen to and style. */
const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/elements.md', root), 'utf8');
const folder = fileURLToPath(new URL('src/elements/', root));
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  // Pages do not use the elements of the countdowns.
  .filter((file) => file.endsWith('.ts') && !['countdown.ts', 'auto-continue.ts'].includes(file))
  .map((file) => readFileSync(folder + file, 'utf8'))
  .join('\n');
const events = readFileSync(new URL('src/events.ts', root), 'utf8');
const hints = readFileSync(new URL('src/hint-name.ts', root), 'utf8');
const client = ['recognize', 'ceremony-runs', 'device-management']
  .map((name) => readFileSync(new URL(`src/client/${name}.ts`, root), 'utf8'))
  .join('\n');
const options = readFileSync(new URL('src/client/options.ts', root), 'utf8');

const device = readFileSync(new URL('src/wire/device.ts', root), 'utf8');

const uniqueMatches = (source: string, pattern: RegExp) =>
  [...new Set([...source.matchAll(pattern)].map((match) => match[1]!))].sort();

/** Entries of `static properties` without the element's own state: the attribute, else the name of the property. */
const properties = sources
  .split('static override properties')
  .slice(1)
  .flatMap((source) => source.split('\n  };')[0]!.split('\n'))
  .filter((line) => /^ {4}\w+: \{/.test(line) && !line.includes('state: true'))
  .map((line) => /attribute: '([\w-]+)'/.exec(line)?.[1] ?? /^ {4}(\w+)/.exec(line)![1]!);

/** The body of an exported interface. */
const interfaceBody = (source: string, name: string) =>
  source.split(new RegExp(`export interface ${name}\\b[^{]*\\{`))[1]!.split('\n}')[0]!;

/** The members of an exported union of string literals. */
const unionBody = (source: string, name: string) => source.split(`export type ${name} =`)[1]!.split(';')[0]!;

describe('docs/elements.md', () => {
  it.each([
    ['attributes and properties', [...new Set(properties)], 20],
    ['events', uniqueMatches(events, /type = '(recognize-[a-z-]+)'/g), 10],
    ['hints', uniqueMatches(unionBody(hints, 'HintName'), /'([a-z-]+)'/g), 16],
    ['parts', uniqueMatches(sources, /part="(?:button )?([a-z-]+)"/g), 15],
    ['slots', uniqueMatches(sources, /<slot name="([a-z]+)"/g), 2],
    ['custom properties', uniqueMatches(sources, /var\((--recognize-[a-z-]+)/g), 10],
  ])('names all %s', (_what, names, expectedCount) => {
    expect(names.length).toBeGreaterThanOrEqual(expectedCount);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('names all fields of a device', () => {
    const schema = device.split('v.object({')[1]!.split('\n  }),')[0]!;
    const names = uniqueMatches(schema, /^ {4}(\w+):/gm);
    expect(names.length).toBeGreaterThanOrEqual(9);
    const [, documented = ''] = /^A device is `\{([^}]*)\}`/m.exec(page) ?? [];
    expect(
      documented
        .split(', ')
        .map((name) => name.replace('?', ''))
        .sort(),
    ).toEqual(names);
  });

  it('names all options and methods of the headless client', () => {
    const names = [
      ...uniqueMatches(interfaceBody(options, 'RecognizeOptions'), /^ {2}readonly (\w+)/gm),
      ...['Recognize', 'CeremonyRuns', 'DeviceManagement'].flatMap((name) =>
        uniqueMatches(interfaceBody(client, name), /^ {2}(?:readonly )?(\w+)/gm),
      ),
    ];
    expect(names.length).toBeGreaterThanOrEqual(18);
    expect(names.filter((name) => !new RegExp(`\`${name}\\b`).test(page))).toEqual([]);
  });
});
