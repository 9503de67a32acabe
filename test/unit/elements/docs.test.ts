import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/** docs/elements.md names everything that a page can set, hear and style. */
const root = new URL('../../../', import.meta.url);
const page = readFileSync(new URL('docs/elements.md', root), 'utf8');
const folder = fileURLToPath(new URL('src/elements/', root));
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(folder + file, 'utf8'))
  .join('\n');
const events = readFileSync(new URL('src/events.ts', root), 'utf8');

const found = (text: string, pattern: RegExp) =>
  [...new Set([...text.matchAll(pattern)].map((match) => match[1]!))].sort();

/** Entries of `static properties` that are not the element's own state: attribute, or name of the property. */
const properties = sources
  .split('static override properties')
  .slice(1)
  .flatMap((text) => text.split('\n  };')[0]!.split('\n'))
  .filter((line) => /^ {4}\w+: \{/.test(line) && !line.includes('state: true'))
  .map((line) => /attribute: '([\w-]+)'/.exec(line)?.[1] ?? /^ {4}(\w+)/.exec(line)![1]!);

describe('the page about elements', () => {
  it.each([
    ['attributes and properties', [...new Set(properties)], 20],
    ['events', found(events, /type = '(recognize-[a-z-]+)'/g), 10],
    ['parts', found(sources, /part="(?:button )?([a-z-]+)"/g), 15],
    ['slots', found(sources, /<slot name="([a-z]+)"/g), 2],
    ['custom properties', found(sources, /var\((--recognize-[a-z-]+)/g), 10],
  ])('names all %s', (_what, names, least) => {
    expect(names.length).toBeGreaterThanOrEqual(least);
    expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
