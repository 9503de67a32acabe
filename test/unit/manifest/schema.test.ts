import { expect, it } from 'vitest';
import { manifestJsonSchema } from '../../../models/write-manifest-schema.ts';
import { read, shippedManifest } from './support.ts';

interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}
const schema = JSON.parse(read('models/manifest.schema.json')) as Schema & { $defs: Record<string, Schema> };

it('models/manifest.schema.json is what models/write-manifest-schema.ts writes', () => {
  expect(read('models/manifest.schema.json')).toBe(manifestJsonSchema());
});

/** Fields with two spellings, of which `anyOf` requires one. */
const twoSpellings = ['licence', 'license', 'normalised', 'normalized'];

/** Fields that the shipped manifest has but other manifests may lack. */
const optional = ['liveness', 'fmrWorstGroup'];

/** Compares the fields of every object in the shipped manifest with its properties in the schema, and with those it requires. */
function compare(node: Schema, value: unknown, path: string): void {
  const resolved = node.$ref === undefined ? node : schema.$defs[node.$ref.replace('#/$defs/', '')];
  expect(resolved, `${path}: ${node.$ref}`).toBeDefined();
  if (resolved?.properties === undefined) return;
  const names = Object.keys(value as object);
  const withOneSpelling = (fields: readonly string[]) =>
    fields.filter((name) => !twoSpellings.includes(name)).sort();
  expect(withOneSpelling(Object.keys(resolved.properties)), path).toEqual(withOneSpelling(names));
  const required = withOneSpelling(names).filter((name) => !optional.includes(name));
  expect([...(resolved.required ?? [])].sort(), path).toEqual(required);
  for (const name of names)
    compare(resolved.properties[name]!, (value as Record<string, unknown>)[name], `${path}.${name}`);
}

it('the JSON Schema has exactly the fields of the shipped manifest, and requires all but the optional ones', () => {
  compare(schema, shippedManifest(), 'manifest');
});

it.each([
  ['detector', [['license', 'licence']]],
  [
    'embedder',
    [
      ['license', 'licence'],
      ['normalized', 'normalised'],
    ],
  ],
  ['liveness', [['license', 'licence']]],
])('the JSON Schema requires one spelling of each of these fields of %s: %j', (net, pairs) => {
  const alternatives = pairs.map((pair) => ({ anyOf: pair.map((name) => ({ required: [name] })) }));
  const { anyOf, allOf } = schema.properties![net] as { anyOf?: unknown; allOf?: unknown };
  expect(allOf ?? [{ anyOf }]).toEqual(alternatives);
});
