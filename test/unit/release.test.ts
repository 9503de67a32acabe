import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { release, requireRelease, workerName } from '../../src/release.ts';

const packaged = new URL('../../package.json', import.meta.url);

describe('the release', () => {
  it('is that of the package', () => {
    expect(release).toBe((JSON.parse(readFileSync(packaged, 'utf8')) as { version: string }).version);
  });

  it('is asked for by every worker, and told apart', () => {
    expect(() => requireRelease(workerName('recognize-vision'))).not.toThrow();
    for (const name of ['recognize-vision 0.0.9', 'recognize-vision', '']) {
      expect(() => requireRelease(name)).toThrow(
        expect.objectContaining({ code: 'assets/version-mismatch' }),
      );
    }
  });
});
