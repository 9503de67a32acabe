import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../src/server', import.meta.url));
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, source: readFileSync(join(folder, path), 'utf8') }));

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');

/** String and template literals that begin with an SQL keyword or name a table. */
function sqlIn(source: string): string[] {
  const literals = withoutComments(source).match(/`[^`]*`|'[^'\n]*'|"[^"\n]*"/g) ?? [];
  const sql =
    /^.\s*(select|insert into|update|delete from|create|alter|drop|with|begin|commit|lock)\s|\b(from|into|update|join)\s+recognize_|recognize_[a-z]+ (set|where)/i;
  return literals.filter((literal) => sql.test(literal));
}

/** Tables that the SQL of a file changes. */
const changedTables = (source: string) =>
  new Set(
    [...source.matchAll(/\b(?:insert into|update|delete from) (recognize_\w+)/g)].map((match) => match[1]),
  );

describe('SQL', () => {
  it('is only in repositories/ and storage/', () => {
    const others = files.filter(({ path }) => !/^(repositories|storage)\//.test(path));
    expect(others.length).toBeGreaterThan(25);
    expect(others.flatMap(({ path, source }) => sqlIn(source).map((sql) => `${path}: ${sql}`))).toEqual([]);
  });

  it.each([
    "sql.query('select 1')",
    'sql.query(`\n  update recognize_devices set name = $1`)',
    "sql.query('delete from recognize_people where recognize_id = $1')",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source code of a violation
    'sql.query(`${columns} from recognize_shares`)',
  ])('is found in the example %j', (source) => {
    expect(sqlIn(source)).toHaveLength(1);
  });

  it.each(["throw new Error('select a device')".replace('select', 'Choose'), "// sql.query('select 1')"])(
    'is not found in the example %j',
    (source) => {
      expect(sqlIn(source)).toEqual([]);
    },
  );

  it('that changes a table is in one repository, which changes no other table', () => {
    const repositories = files.filter(({ path }) => path.startsWith('repositories/'));
    const changed = repositories
      .map(({ path, source }): [string, (string | undefined)[]] => [path, [...changedTables(source)]])
      .filter(([, tables]) => tables.length > 0);
    expect(Object.fromEntries(changed)).toEqual({
      'repositories/ceremonies.ts': ['recognize_ceremonies'],
      'repositories/challenges.ts': ['recognize_challenges'],
      'repositories/devices.ts': ['recognize_devices'],
      'repositories/envelope-keys.ts': ['recognize_envelope_keys'],
      'repositories/handoffs.ts': ['recognize_handoffs'],
      'repositories/integrity.ts': ['recognize_integrity'],
      'repositories/people.ts': ['recognize_people'],
      'repositories/shares.ts': ['recognize_shares'],
      'repositories/spent-tokens.ts': ['recognize_spent_tokens'],
      'repositories/transfer-keys.ts': ['recognize_transfer_keys'],
    });
  });
});

/** Layers from the outside to the inside. A file imports nothing of a layer further out, types included. */
const layers = [
  /^(routes|create-server|index)\.ts$/,
  /^http\//,
  /^ceremonies\//,
  /^repositories\//,
  /^storage\//,
];

describe('layers', () => {
  const violations = (path: string, source: string): string[] => {
    const layer = layers.findIndex((pattern) => pattern.test(path));
    return [...withoutComments(source).matchAll(/from '(\.[^']+)'/g)]
      .map((match) => join(path, '..', match[1]!))
      .filter((target) => layers.slice(0, Math.max(layer, 0)).some((pattern) => pattern.test(target)))
      .map((target) => `${path} imports ${target}`);
  };

  it('import only inward', () => {
    expect(files.flatMap(({ path, source }) => violations(path, source))).toEqual([]);
  });

  it('report a repository that imports a ceremony', () => {
    const source = "import { begin } from '../ceremonies/begin.ts';";
    expect(violations('repositories/people.ts', source)).toHaveLength(1);
  });
});
