import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { release, requireRelease, workerName } from '../../src/release.ts';

const packageJson = new URL('../../package.json', import.meta.url);

it('release equals the version of the package', () => {
  expect(release).toBe((JSON.parse(readFileSync(packageJson, 'utf8')) as { version: string }).version);
});

it('requireRelease accepts the name of a worker of this release', () => {
  expect(() => requireRelease(workerName('recognize-vision'))).not.toThrow();
});

it.each(['recognize-vision 0.0.9', 'recognize-vision', ''])(
  'requireRelease throws assets/version-mismatch for the worker name "%s"',
  (name) => {
    expect(() => requireRelease(name)).toThrow(expect.objectContaining({ code: 'assets/version-mismatch' }));
  },
);
