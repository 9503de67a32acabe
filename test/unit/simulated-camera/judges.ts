import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DetectorModel, EmbedderModel } from '../../../src/manifest/types.ts';
import { detect } from '../../../src/vision/pipeline/detect.ts';
import { align, embedAligned } from '../../../src/vision/pipeline/embed.ts';
import { primaryFace } from '../../../src/vision/pipeline/primary-face.ts';
import type { NetSession } from '../../../src/vision/pipeline/session.ts';
import type { Face, Frame } from '../../../src/vision/types.ts';
import { faceReidTemplate } from '../../bench/evaluate/reference.ts';

const data = process.env.RECOGNIZE_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/** Whether the third-party nets that judge the drawn people lie beside the project. */
export const judgesPresent = ['yunet_n', 'face-reid-0095'].every((name) =>
  existsSync(`${data}/models/${name}.onnx`),
);

const plain = { mean: [0, 0, 0], scale: [1, 1, 1], channels: 'bgr' } as const;
const described = { sha256: '', bytes: 0, license: 'not shipped' };

const yunet: DetectorModel = {
  ...described,
  file: 'yunet_n.onnx',
  input: { ...plain, name: 'input', width: 320, height: 320 },
  decoder: 'yunet',
  strides: [8, 16, 32],
  scoreThreshold: 0.3,
  nmsThreshold: 0.3,
};

const reid: EmbedderModel = {
  ...described,
  name: 'reid',
  file: 'face-reid-0095.onnx',
  input: { ...plain, name: 'input', width: 128, height: 128 },
  output: { name: 'output' },
  template: faceReidTemplate,
  dimension: 256,
  normalized: false,
};

export interface Judges {
  /** The face YuNet sees best, with its score; undefined below 0.3. */
  find(frame: Frame): Promise<Face | undefined>;
  /** Unit vector of 256. */
  embed(frame: Frame, face: Face): Promise<Float32Array>;
}

async function open(file: string): Promise<NetSession> {
  const session = await InferenceSession.create(`${data}/models/${file}`, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(name, values, dims) {
      return (await session.run({ [name]: new Tensor('float32', values, dims) })) as Record<
        string,
        { data: Float32Array; dims: readonly number[] }
      >;
    },
    release: () => session.release(),
  };
}

/** YuNet and face-reid-0095 through the product's own decoding and alignment. */
export async function openJudges(): Promise<Judges> {
  const [detector, embedder] = await Promise.all([open(yunet.file), open(reid.file)]);
  const find = { ...yunet, input: { ...yunet.input, name: detector.inputNames[0]! } };
  const embed = {
    ...reid,
    input: { ...reid.input, name: embedder.inputNames[0]! },
    output: { name: embedder.outputNames[0]! },
  };
  return {
    find: async (frame) => primaryFace(await detect(frame, find, detector), frame).face,
    embed: async (frame, face) => embedAligned(align(frame, face.landmarks, embed), embed, embedder),
  };
}

export const cosine = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, x, i) => sum + x * b[i]!, 0);
