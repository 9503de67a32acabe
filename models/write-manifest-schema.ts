import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toJsonSchema } from '@valibot/to-json-schema';
import { modelSetSchema, sharedDefinitions } from '../src/manifest/schema.ts';

/**
 * Writes models/manifest.schema.json from src/manifest/schema.ts, after a change there:
 *
 *   node --import tsx models/write-manifest-schema.ts
 */
const schemaPath = fileURLToPath(new URL('manifest.schema.json', import.meta.url));

/** The JSON Schema (draft 2020-12) of a manifest as it is written, before the reader's transformations. */
export function manifestJsonSchema(): string {
  const { $schema, title, description, ...schema } = toJsonSchema(modelSetSchema, {
    target: 'draft-2020-12',
    typeMode: 'input',
    definitions: sharedDefinitions,
  });
  return `${JSON.stringify({ $schema, title, description, ...schema }, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(schemaPath, manifestJsonSchema());
