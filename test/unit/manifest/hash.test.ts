import { describe, expect, it } from 'vitest';
import { encodeCenter } from '../../../src/manifest/center.ts';
import { modelId, sha256Hex } from '../../../src/manifest/hash.ts';
import { parseManifest, readManifest } from '../../../src/manifest/parse.ts';
import { changed, type Path, read, shippedManifest } from './support.ts';

describe('sha256Hex', () => {
  it('returns the digest of "abc" from FIPS 180-4', async () => {
    expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});

describe('modelId', () => {
  const idWith = (path: Path, value: unknown) => modelId(parseManifest(changed(path, value)));
  const shippedId = () => modelId(parseManifest(shippedManifest()));

  // Enrollments store these ids. A changed id makes every enrollment invalid.
  it.each([
    ['models/manifest.json', 'recognize-1-1b2b15c18f4073e0'],
    ['src/cli/open-model-zoo/manifest.json', 'face-reidentification-retail-0095-cf5c37300822db37'],
  ])('returns for %s the id %s', async (path, id) => {
    expect(await modelId(readManifest(read(path)))).toBe(id);
  });

  it.each<[Path, unknown]>([
    [['embedder', 'sha256'], '0'.repeat(64)],
    [
      ['embedder', 'template', 2],
      [40, 50],
    ],
    [['embedder', 'input', 'channels'], 'bgr'],
    [
      ['embedder', 'input', 'mean'],
      [1, 1, 1],
    ],
    [['matching', 'n'], 2048 + 256],
    [['matching', 'center'], encodeCenter(new Float32Array(256).fill(1))],
  ])('returns another id when %j changes', async (path, value) => {
    expect(await idWith(path, value)).not.toBe(await shippedId());
  });

  it.each<[Path, unknown]>([
    [['embedder', 'file'], 'other.onnx'],
    [['embedder', 'licence'], 'MIT'],
    [['detector', 'sha256'], '0'.repeat(64)],
    [['matching', 'tau'], 1],
  ])('returns the same id when %j changes', async (path, value) => {
    expect(await idWith(path, value)).toBe(await shippedId());
  });
});
