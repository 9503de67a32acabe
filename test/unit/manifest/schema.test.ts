import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../models/${name}`, import.meta.url), 'utf8'));
const schema = read('manifest.schema.json') as Schema & { $defs: Record<string, Schema> };

/** Every object's fields: in the shipped manifest, in the schema, and required there. */
function compare(node: Schema, value: unknown, path: string): void {
  const at = node.$ref === undefined ? node : schema.$defs[node.$ref.replace('#/$defs/', '')];
  expect(at, `${path}: ${node.$ref}`).toBeDefined();
  if (at?.properties === undefined) return;
  const names = Object.keys(value as object).sort();
  expect(Object.keys(at.properties).sort(), path).toEqual(names);
  expect([...(at.required ?? [])].sort(), path).toEqual(names);
  for (const name of names)
    compare(at.properties[name]!, (value as Record<string, unknown>)[name], `${path}.${name}`);
}

it('the schema has the fields of the shipped manifest, and asks for each', () => {
  compare(schema, read('manifest.json'), 'manifest');
});
