import { describe, expect, it } from 'vitest';
import { RecognizeError } from '../../../src/errors.ts';
import { encodeCenter } from '../../../src/manifest/center.ts';
import { parseManifest, readManifest } from '../../../src/manifest/parse.ts';
import { changed, type Path, shippedManifest } from './support.ts';

/** The detail of the error, or `accepted`. */
function detailOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(RecognizeError);
    expect((error as RecognizeError).code).toBe('models/manifest-invalid');
    return (error as RecognizeError).detail ?? '';
  }
  return 'accepted';
}

/** The shipped manifest in American spelling, as the reader returns it. */
function americanManifest() {
  const { detector, embedder, liveness, ...rest } = shippedManifest();
  const { licence: detectorLicense, ...detectorFields } = detector;
  const { licence: livenessLicense, ...livenessFields } = liveness;
  const { licence: embedderLicense, normalised: normalized, ...embedderFields } = embedder;
  return {
    ...rest,
    detector: { ...detectorFields, license: detectorLicense },
    embedder: { ...embedderFields, license: embedderLicense, normalized },
    liveness: { ...livenessFields, license: livenessLicense },
  };
}

/** Path, wrong value, and the field that the error must name. */
const wrongFields: [Path, unknown, string][] = [
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
  [['detector', 'licence'], undefined, 'detector.license'],
  [['detector', 'licence'], '', 'detector.licence'],
  [['detector', 'license'], '', 'detector.license'],
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
  [['embedder', 'template', 3], [29, 81], 'embedder.template[3][1]'],
  [['embedder', 'template', 0], [79, 36], 'embedder.template'],
  [['embedder', 'dimension'], 8, 'embedder.dimension'],
  [['embedder', 'dimension'], 512, 'matching.center'],
  [['embedder', 'normalised'], undefined, 'embedder.normalized'],
  [['embedder', 'normalised'], 'yes', 'embedder.normalised'],
  [['matching', 'n'], 1000, 'matching.n'],
  [['matching', 'tau'], 513, 'matching.tau'],
  [['matching', 'tau'], 5000, 'matching.tau'],
  [['matching', 'center'], '***', 'matching.center'],
  [['matching', 'center'], encodeCenter(new Float32Array(3)), 'matching.center'],
  [['matching', 'center'], encodeCenter(new Float32Array(256).fill(Number.NaN)), 'matching.center'],
  [['matching', 'frr'], -0.1, 'matching.frr'],
  [['matching', 'farRandom'], 2, 'matching.farRandom'],
  [['matching', 'farCrafted'], '0', 'matching.farCrafted'],
  [['matching', 'fmrWorstGroup'], 1.5, 'matching.fmrWorstGroup'],
  [['liveness'], 'passive.onnx', 'liveness'],
  [['liveness', 'file'], 'https://', 'liveness.file'],
  [['liveness', 'licence'], undefined, 'liveness.license'],
  [['liveness', 'cropScale'], 0.5, 'liveness.cropScale'],
  [['liveness', 'output', 'liveIndex'], 3, 'liveness.output.liveIndex'],
  [['liveness', 'output', 'activation'], 'relu', 'liveness.output.activation'],
  [['liveness', 'threshold'], 1.5, 'liveness.threshold'],
];

describe('parseManifest', () => {
  it('returns every field of the shipped manifest, in American spelling', () => {
    expect(parseManifest(shippedManifest())).toEqual(americanManifest());
  });

  it('accepts `license` and `normalized`', () => {
    expect(parseManifest(americanManifest())).toEqual(americanManifest());
  });

  it('accepts a set without a passive net', () => {
    expect(parseManifest(changed(['liveness'], undefined))).not.toHaveProperty('liveness');
  });

  it('prefers `license` when both spellings are present', () => {
    expect(parseManifest(changed(['detector', 'license'], 'MIT')).detector.license).toBe('MIT');
  });

  it('accepts a manifest without `fmrWorstGroup`, as older ones are', () => {
    const { fmrWorstGroup, ...matching } = parseManifest(
      changed(['matching', 'fmrWorstGroup'], undefined),
    ).matching;
    expect(fmrWorstGroup).toBeUndefined();
    expect(matching.tau).toBe(shippedManifest().matching.tau);
  });

  it('drops unknown fields', () => {
    expect(parseManifest(changed(['detector', 'comment'], 'text'))).toEqual(americanManifest());
  });

  it.each(wrongFields)('rejects %j = %j and names %s', (path, value, field) => {
    const detail = detailOf(() => parseManifest(changed(path, value)));
    expect(detail.slice(0, field.length + 11)).toBe(`${field}: expected `);
  });

  it.each([null, [], 'text', 3])('rejects %j as a manifest', (value) => {
    expect(detailOf(() => parseManifest(value))).toBe('manifest: expected an object');
  });

  it.each<[Path, unknown, string]>([
    [['detector', 'input', 'width'], 15, 'detector.input.width: expected a number from 16 to 2048'],
    [['detector', 'decoder'], 'retina', "detector.decoder: expected 'recognize' or 'yunet'"],
    [['detector', 'sha256'], undefined, 'detector.sha256: expected a value, but the field is missing'],
    [['detector', 'licence'], undefined, 'detector.license: expected a value, but the field is missing'],
    [['detector'], [], 'detector: expected an object'],
    [['detector', 'input', 'mean'], [0, 0], 'detector.input.mean: expected a list of 3'],
  ])('states in the detail what it expects at %j', (path, value, detail) => {
    expect(detailOf(() => parseManifest(changed(path, value)))).toBe(detail);
  });
});

describe('readManifest', () => {
  it('rejects what is not JSON', () => {
    expect(detailOf(() => readManifest('{'))).toBe('manifest: expected JSON');
  });
});
