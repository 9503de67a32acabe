import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { decodeCenter, encodeCenter } from '../../../src/manifest/center.ts';
import { modelId, sha256Hex } from '../../../src/manifest/hash.ts';
import { parseManifest } from '../../../src/manifest/parse.ts';

const text = readFileSync(new URL('../../../models/manifest.json', import.meta.url), 'utf8');

type Path = readonly (string | number)[];

/** The shipped manifest with one field set, or taken away. */
function changed(path: Path, value: unknown): unknown {
  const manifest = JSON.parse(text);
  let at = manifest;
  for (const step of path.slice(0, -1)) at = at[step];
  if (value === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = value;
  return manifest;
}

function detailOf(value: unknown): string {
  try {
    parseManifest(value);
  } catch (error) {
    expect(error).toBeInstanceOf(RecognizeError);
    expect((error as RecognizeError).code).toBe('models/manifest-invalid');
    return (error as RecognizeError).detail ?? '';
  }
  return 'accepted';
}

/** Path, wrong value, and the field that the error must name. */
const wrong: [Path, unknown, string][] = [
  [['schema'], 2, 'schema'],
  [['id'], ' ', 'id'],
  [['detector'], undefined, 'detector'],
  [['detector'], [], 'detector'],
  [['detector', 'file'], '', 'detector.file'],
  [['embedder', 'file'], 'https://', 'embedder.file'],
  [['detector', 'sha256'], 'A'.repeat(64), 'detector.sha256'],
  [['detector', 'bytes'], 0, 'detector.bytes'],
  [['detector', 'bytes'], 1.5, 'detector.bytes'],
  [['detector', 'decoder'], 'retina', 'detector.decoder'],
  [['detector', 'strides'], [], 'detector.strides'],
  [['detector', 'strides'], [7], 'detector.strides'],
  [['detector', 'strides'], ['8'], 'detector.strides[0]'],
  [['detector', 'scoreThreshold'], 1.1, 'detector.scoreThreshold'],
  [['detector', 'nmsThreshold'], null, 'detector.nmsThreshold'],
  [['detector', 'licence'], undefined, 'detector.licence'],
  [['detector', 'input', 'name'], 3, 'detector.input.name'],
  [['detector', 'input', 'width'], 15, 'detector.input.width'],
  [['detector', 'input', 'height'], 4096, 'detector.input.height'],
  [['detector', 'input', 'channels'], 'gray', 'detector.input.channels'],
  [['detector', 'input', 'mean'], [0, 0], 'detector.input.mean'],
  [['detector', 'input', 'scale'], [1, 1, Number.NaN], 'detector.input.scale[2]'],
  [['embedder'], 'embed.onnx', 'embedder'],
  [['embedder', 'name'], 'a name', 'embedder.name'],
  [['embedder', 'sha256'], undefined, 'embedder.sha256'],
  [['embedder', 'output'], undefined, 'embedder.output'],
  [['embedder', 'output', 'name'], '', 'embedder.output.name'],
  [['embedder', 'template'], [[1, 2]], 'embedder.template'],
  [['embedder', 'template', 2], [1], 'embedder.template[2]'],
  [['embedder', 'template', 3], [-1, 60], 'embedder.template[3][0]'],
  [['embedder', 'template', 0], [79, 36], 'embedder.template'],
  [['embedder', 'dimension'], 8, 'embedder.dimension'],
  [['embedder', 'dimension'], 512, 'matching.center'],
  [['embedder', 'normalised'], 'yes', 'embedder.normalised'],
  [['matching', 'n'], 1000, 'matching.n'],
  [['matching', 'tau'], 5000, 'matching.tau'],
  [['matching', 'center'], '***', 'matching.center'],
  [['matching', 'center'], encodeCenter(new Float32Array(3)), 'matching.center'],
  [['matching', 'center'], encodeCenter(new Float32Array(256).fill(Number.NaN)), 'matching.center'],
  [['matching', 'frr'], -0.1, 'matching.frr'],
  [['matching', 'farRandom'], 2, 'matching.farRandom'],
  [['matching', 'farCrafted'], '0', 'matching.farCrafted'],
];

describe('manifest', () => {
  it('reads the shipped one, and gives back every field of it', () => {
    expect(parseManifest(JSON.parse(text))).toEqual(JSON.parse(text));
  });

  it.each(wrong)('%j = %j names %s', (path, value, field) => {
    expect(detailOf(changed(path, value))).toMatch(
      new RegExp(`^${field.replaceAll(/[.[\]]/g, '\\$&')}: expected `),
    );
  });

  it.each([null, [], 'text', 3])('refuses %j', (value) => {
    expect(detailOf(value)).toBe('manifest: expected an object');
  });
});

describe('hashes', () => {
  it('knows the SHA-256 of "abc" (FIPS 180-4)', async () => {
    expect(await sha256Hex(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });

  it('changes the model id with what shapes the bits, and with nothing else', async () => {
    const id = (path: Path, value: unknown) => modelId(parseManifest(changed(path, value)));
    const shipped = await modelId(parseManifest(JSON.parse(text)));
    expect(shipped).toMatch(/^[\w.-]+-[0-9a-f]{16}$/);
    expect(await id(['embedder', 'sha256'], '0'.repeat(64))).not.toBe(shipped);
    expect(await id(['embedder', 'template', 2], [40, 50])).not.toBe(shipped);
    expect(await id(['embedder', 'input', 'channels'], 'bgr')).not.toBe(shipped);
    expect(await id(['embedder', 'input', 'mean'], [1, 1, 1])).not.toBe(shipped);
    expect(await id(['matching', 'n'], 2048 + 256)).not.toBe(shipped);
    expect(await id(['matching', 'center'], encodeCenter(new Float32Array(256).fill(1)))).not.toBe(shipped);
    expect(await id(['embedder', 'file'], 'other.onnx')).toBe(shipped);
    expect(await id(['embedder', 'licence'], 'MIT')).toBe(shipped);
    expect(await id(['detector', 'sha256'], '0'.repeat(64))).toBe(shipped);
    expect(await id(['matching', 'tau'], 1)).toBe(shipped);
  });

  it('writes a mean as base64 and reads it again', () => {
    const mean = Float32Array.of(0, -1.5, 3.25e-7, 1e30);
    expect(decodeCenter(encodeCenter(mean))).toEqual(mean);
    expect(decodeCenter(btoa('abc'))).toBeUndefined();
    expect(encodeCenter(Float32Array.of(1))).toBe('AACAPw==');
  });
});
