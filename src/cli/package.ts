import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { CommandError } from './command.ts';

/** This package's package.json. The package resolves itself, from its sources and from its build. */
const manifestUrl = new URL(import.meta.resolve('recognize-elements/package.json'));

/** Folder of the build for browsers: scripts, and under `assets/` workers, runtime and models. */
export const distUrl = new URL('dist/', manifestUrl);

const integritySchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string()));

/**
 * SHA-256 of each file that sites serve, by its path in the build.
 *
 * @throws CommandError for a copy of the package that was not built
 */
export function fileHashes(): ReadonlyMap<string, string> {
  try {
    const json = readFileSync(new URL('integrity.json', distUrl), 'utf8');
    return new Map(Object.entries(v.parse(integritySchema, json)));
  } catch (cause) {
    throw new CommandError(
      'This copy of the package was not built: dist/integrity.json is missing.',
      1,
      cause,
    );
  }
}

/** SHA-256 as in `fileHashes`. */
export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const manifestSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** The version in package.json. */
export const packageVersion = (): string =>
  v.parse(manifestSchema, readFileSync(manifestUrl, 'utf8')).version;
