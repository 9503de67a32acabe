import { readFileSync } from 'node:fs';
import * as v from 'valibot';

/** This package's package.json. The package resolves itself, from its sources and from its build. */
const manifestUrl = new URL(import.meta.resolve('recognize-elements/package.json'));

/** Folder of the build for browsers: scripts, and under `assets/` workers, runtime and models. */
export const distUrl = new URL('dist/', manifestUrl);

const manifestSchema = v.pipe(v.string(), v.parseJson(), v.object({ version: v.string() }));

/** The version in package.json. */
export const packageVersion = (): string =>
  v.parse(manifestSchema, readFileSync(manifestUrl, 'utf8')).version;
