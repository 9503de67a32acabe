import { readFileSync } from 'node:fs';

/** This package on disk, from its sources and from its build alike. */
const manifest = new URL(import.meta.resolve('recognize-elements/package.json'));

/** What the build lays out for browsers: scripts, and under `assets/` workers, runtime and models. */
export const distribution = new URL('dist/', manifest);

export const version = (): string =>
  (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
