import { existsSync } from 'node:fs';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DetectorModel, EmbedderModel } from '../../../src/manifest/types.ts';
import { detect } from '../../../src/vision/pipeline/detect.ts';
import { align, embedAligned } from '../../../src/vision/pipeline/embed.ts';
import { primaryFace } from '../../../src/vision/pipeline/primary-face.ts';
import type { NetSession } from '../../../src/vision/pipeline/session.ts';
import { faceReidTemplate } from '../../bench/evaluate/reference.ts';
import { dataFolder } from '../../support/data-folder.ts';
import type { FaceNetworks } from './recognition-matrix.ts';

/** Whether the third-party networks are available; they are not part of the project. */
export const hasReferenceNetworks = ['yunet_n', 'face-reid-0095'].every((name) =>
  existsSync(`${dataFolder}/models/${name}.onnx`),
);

const unscaledInput = { mean: [0, 0, 0], scale: [1, 1, 1], channels: 'bgr' } as const;
const fileFields = { sha256: '', bytes: 0, license: 'not shipped' };

const yunet: DetectorModel = {
  ...fileFields,
  file: 'yunet_n.onnx',
  input: { ...unscaledInput, name: 'input', width: 320, height: 320 },
  decoder: 'yunet',
  strides: [8, 16, 32],
  scoreThreshold: 0.3,
  nmsThreshold: 0.3,
};

const reid: EmbedderModel = {
  ...fileFields,
  name: 'reid',
  file: 'face-reid-0095.onnx',
  input: { ...unscaledInput, name: 'input', width: 128, height: 128 },
  output: { name: 'output' },
  template: faceReidTemplate,
  dimension: 256,
  normalized: false,
};

async function open(file: string): Promise<NetSession> {
  const session = await InferenceSession.create(`${dataFolder}/models/${file}`, {
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

/** YuNet (score at least 0.3) and face-reid-0095 (256 numbers), with the decoding and alignment of the product. */
export async function openReferenceNetworks(): Promise<FaceNetworks> {
  const [detector, embedder] = await Promise.all([open(yunet.file), open(reid.file)]);
  const detectorModel = { ...yunet, input: { ...yunet.input, name: detector.inputNames[0]! } };
  const embedderModel = {
    ...reid,
    input: { ...reid.input, name: embedder.inputNames[0]! },
    output: { name: embedder.outputNames[0]! },
  };
  return {
    detect: async (frame) => primaryFace(await detect(frame, detectorModel, detector), frame).face,
    embed: async (frame, face) =>
      embedAligned(align(frame, face.landmarks, embedderModel), embedderModel, embedder),
  };
}
