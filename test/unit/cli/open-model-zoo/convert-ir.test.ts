import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { convertIr } from '../../../../src/cli/open-model-zoo/convert-ir.ts';
import manifest from '../../../../src/cli/open-model-zoo/manifest.json' with { type: 'json' };
import { sha256Hex } from '../../../../src/manifest/hash.ts';
import { parseManifest } from '../../../../src/manifest/parse.ts';
import { align, normalize } from '../../../../src/vision/pipeline/embed.ts';
import { cropLandmarks } from '../../../bench/accuracy/embeddings.ts';
import { readTar } from '../../../bench/accuracy/tar.ts';
import { cosine } from '../../../support/cosine.ts';
import { dataFolder } from '../../../support/data-folder.ts';
import { expectedOutput, smallNet, writeSmallIr } from './small-ir.ts';

const names = { name: 'net', description: 'of a test', input: 'image', output: 'embedding' };

const open = (onnx: Uint8Array) =>
  InferenceSession.create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });

async function run(session: InferenceSession, values: Float32Array, shape: number[]): Promise<Float32Array> {
  const input = new Tensor('float32', values, shape);
  const outputs = await session.run({ [session.inputNames[0]!]: input });
  return outputs[session.outputNames[0]!]!.data as Float32Array;
}

describe('convertIr', () => {
  it('computes what the operations of the IR are defined to compute', async () => {
    const { xml, bin } = writeSmallIr();
    const session = await open(convertIr(xml, bin, { ...names, outputShape: [1, 3, 1, 1] }));
    expect([session.inputNames, session.outputNames]).toEqual([['image'], ['embedding']]);
    const output = await run(session, Float32Array.from(smallNet.image), [1, 2, 4, 4]);
    expectedOutput().forEach((value, i) => {
      expect(output[i]).toBeCloseTo(value, 5);
    });
  });

  it('throws for a layer type that it does not know', () => {
    const { xml, bin } = writeSmallIr('Power');
    expect(() => convertIr(xml, bin, { ...names, outputShape: [1, 3, 1, 1] })).toThrow(
      'The layer type Power cannot be converted.',
    );
  });

  it.each([
    ['<html></html>', 'The file is not an OpenVINO IR.'],
    ['<net><layers>', /unclosed xml tag/],
    ['<net><layers><layer/></layers></net>', 'The IR has a <layer> without id.'],
  ])('throws for %s', (xml, message) => {
    expect(() => convertIr(xml, new Uint8Array(), { ...names, outputShape: [1] })).toThrow(message);
  });
});

const zoo = join(dataFolder, 'models/face-reidentification-retail-0095/face-reidentification-retail-0095');
const hasData = existsSync(`${zoo}.xml`) && existsSync(join(dataFolder, 'faces'));

describe.skipIf(!hasData)('convertIr of the published IR (skipped without ../shared/data)', () => {
  const { embedder } = parseManifest(manifest);
  const options = { ...names, outputShape: [1, embedder.dimension, 1, 1] };
  const convert = (quantized: boolean) =>
    convertIr(readFileSync(`${zoo}.xml`, 'utf8'), readFileSync(`${zoo}.bin`), { ...options, quantized });

  async function* faces(count: number): AsyncGenerator<Float32Array> {
    const crops = [...readTar(join(dataFolder, 'faces/lfw_aligned112_q90.tar.gz'))];
    for (let i = 0; i < count; i++) {
      const { bytes } = crops[Math.floor((i * crops.length) / count)]!;
      const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
      yield align({ width: info.width, height: info.height, data }, cropLandmarks, embedder);
    }
  }

  const embed = async (session: InferenceSession, face: Float32Array) =>
    normalize(await run(session, face, [1, 3, 128, 128]));
  const similarityOf = async (a: InferenceSession, b: InferenceSession, face: Float32Array) =>
    cosine(await embed(a, face), await embed(b, face));

  it('computes the embeddings of the FP16 net with the original weights', async () => {
    const reference = await open(readFileSync(join(dataFolder, 'models/face-reid-0095.onnx')));
    const converted = await open(convert(false));
    for await (const face of faces(5)) {
      const similarity = await similarityOf(converted, reference, face);
      expect(similarity).toBeGreaterThan(0.999999);
    }
  });

  it('keeps a cosine of at least 0.998 to the FP16 net, 0.9992 on average, with int8 weights', async () => {
    const bytes = convert(true);
    expect(bytes.length).toBeLessThanOrEqual(1_250_000);
    const [quantized, original] = [await open(bytes), await open(convert(false))];
    const cosines: number[] = [];
    for await (const face of faces(40)) {
      cosines.push(await similarityOf(quantized, original, face));
    }
    expect(Math.min(...cosines)).toBeGreaterThan(0.998);
    expect(cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length).toBeGreaterThan(0.9992);
  });

  it('has the bytes of the manifest', async () => {
    const { openModelZoo } = await import('../../../../src/cli/open-model-zoo/model-set.ts');
    const detector = new Uint8Array(readFileSync(join(dataFolder, 'models/yunet_n.onnx')));
    const [xml, bin] = [readFileSync(`${zoo}.xml`), readFileSync(`${zoo}.bin`)].map(
      (file) => new Uint8Array(file),
    );
    const { nets } = await openModelZoo.load([xml!, bin!, detector]);
    expect(await sha256Hex(nets.embedder)).toBe(embedder.sha256);
    expect(nets.embedder.length).toBe(embedder.bytes);
  });
});
