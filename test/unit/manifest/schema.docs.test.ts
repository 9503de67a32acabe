import { expect, it } from 'vitest';
import { read } from './support.ts';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** Paths of all fields that hold values. */
function pathsOf(node: Schema, definitions: Record<string, Schema>, path: string): string[] {
  const { properties } = node.$ref === undefined ? node : definitions[node.$ref.split('/').at(-1)!]!;
  if (properties === undefined) return [path];
  return Object.entries(properties).flatMap(([name, field]) =>
    pathsOf(field, definitions, path === '' ? name : `${path}.${name}`),
  );
}

it('docs/models.md explains every field of the JSON Schema; fields of several nets are written as `….field`', () => {
  const schema = JSON.parse(read('models/manifest.schema.json')) as Schema & {
    $defs: Record<string, Schema>;
  };
  const rows = read('docs/models.md')
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) =>
    [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!),
  );
  const fields = pathsOf(schema, schema.$defs, '');
  expect(fields.length).toBeGreaterThan(25);
  const missing = fields.filter(
    (field) =>
      !explained.includes(field) && !explained.includes(field.replace(/^(detector|embedder|liveness)/, '…')),
  );
  expect(missing).toEqual([]);
});
