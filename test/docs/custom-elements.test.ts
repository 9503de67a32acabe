import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  customElementsJson,
  type ElementDeclaration,
  elementDeclarations,
  reactTypes,
  vueTypes,
} from '../../vite.element-types.ts';

/** The manifest of the elements lists what docs/elements.md lists, and what the sources have. */
const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/elements.md', root), 'utf8');
const folder = fileURLToPath(new URL('src/elements/', root));
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(folder + file, 'utf8'))
  .join('\n');
const declarations = elementDeclarations();

const unique = (names: readonly string[]) => [...new Set(names)].sort();
const matches = (text: string, pattern: RegExp) =>
  unique([...text.matchAll(pattern)].map(([, name]) => name!));
const listed = (key: 'attributes' | 'events' | 'slots' | 'cssParts' | 'cssProperties') =>
  unique(declarations.flatMap((element) => element[key].map(({ name }) => name)));
const section = (heading: string) => page.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
const declarationOf = (tag: string): ElementDeclaration =>
  declarations.find(({ tagName }) => tagName === tag)!;

/** The first cells of the rows of a table. The second capture tells a property that is no attribute. */
const rows = (text: string) => [...text.matchAll(/^\| (?:\w+ \| )?`([a-z-]+)`( \(property\))? /gm)];
const settings = ['Attributes of all elements', 'Attributes of ceremonies', 'The list of devices']
  .map(section)
  .flatMap(rows);

describe('custom-elements.json', () => {
  it('lists the attributes of docs/elements.md, and no other', () => {
    const attributes = settings.filter(([, , property]) => property === undefined).map(([, name]) => name!);
    expect(attributes.length).toBeGreaterThan(20);
    expect(listed('attributes')).toEqual(unique(attributes));
  });

  it('lists the properties of docs/elements.md that have no attribute', () => {
    const names = settings.filter(([, , property]) => property !== undefined).map(([, name]) => name!);
    const fields = declarations.flatMap(({ members }) => members.map(({ name }) => name));
    expect(unique(names)).toEqual(['devices', 'photo', 'transaction']);
    expect(fields).toEqual(expect.arrayContaining([...names, 'authorization', 'labels', 'preloading']));
  });

  it('lists the events of docs/elements.md', () => {
    expect(listed('events')).toEqual(matches(section('Events'), /^\| `(recognize-[a-z-]+)`/gm));
  });

  it('lists the methods of docs/elements.md', () => {
    const documented = matches(section('Methods and properties'), /`(\w+)\(\)`/g);
    const methods = declarations.flatMap(({ members }) =>
      members.filter(({ kind }) => kind === 'method').map(({ name }) => name),
    );
    expect(unique(methods)).toEqual(documented);
  });

  it.each([
    ['slots', listed('slots'), /<slot name="([a-z]+)"/g],
    ['custom properties', listed('cssProperties'), /var\((--recognize-[a-z-]+)/g],
  ] as const)('lists the %s of the sources, which docs/elements.md names', (_what, names, pattern) => {
    expect(names).toEqual(matches(sources, pattern));
    for (const name of names) expect(section('Appearance')).toContain(`\`${name}\``);
  });

  it('lists the parts of the sources, which docs/elements.md names', () => {
    const inSources = [...sources.matchAll(/\bpart="([a-z -]+)"/g)].flatMap(([, names]) => names!.split(' '));
    expect(listed('cssParts')).toEqual(unique(inSources));
    for (const name of listed('cssParts')) expect(section('Appearance')).toContain(`\`${name}\``);
  });

  it('has the attributes of each element, with their types and descriptions', () => {
    const { attributes } = declarationOf('recognize-recover');
    expect(attributes.find(({ name }) => name === 'client-state')).toMatchObject({
      fieldName: 'clientState',
      type: { text: 'string | undefined' },
      description: expect.stringContaining('enrollment'),
    });
    expect(declarationOf('recognize-devices').attributes.map(({ name }) => name)).not.toContain(
      'client-state',
    );
    for (const { attributes } of declarations)
      for (const { type } of attributes) expect(type?.text).toMatch(/\w/);
  });

  it('has the tags that the package registers, and no member of the implementation', () => {
    const { modules, schemaVersion } = JSON.parse(customElementsJson(declarations));
    expect(schemaVersion).toBe('2.1.0');
    const tags = modules.flatMap((module: { exports: { kind: string; name: string }[] }) =>
      module.exports.filter(({ kind }) => kind === 'custom-element-definition').map(({ name }) => name),
    );
    expect(unique(tags)).toEqual(matches(page.slice(0, 1_000), /<(recognize-[a-z]+) /g));
    const members = declarations.flatMap((element) => element.members.map(({ name }) => name));
    expect(members.filter((name) => /^[#[_]|Callback$|Update|^render$/.test(name))).toEqual([]);
  });
});

it.each([
  ['React', reactTypes(declarations), 'onrecognize-complete'],
  ['Vue', vueTypes(declarations), 'onRecognizeComplete'],
])('the types for %s have each tag, attribute and event', (_library, types, listener) => {
  for (const { tagName, name, attributes } of declarations) {
    expect(types).toContain(`'${tagName}': `);
    const [, own] = types.split(`interface ${name}Props `);
    for (const attribute of attributes) expect(own!.split('\n}')[0]).toContain(`'${attribute.name}'?: `);
    expect(own!.split('\n}')[0]).toContain(
      `'${listener}'?: ((event: EventOf<${name}, 'recognize-complete'>)`,
    );
  }
});
