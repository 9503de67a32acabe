import type { Bytes } from '../../manifest/fetch-file.ts';
import { sha256Hex } from '../../manifest/hash.ts';
import { parseManifest } from '../../manifest/parse.ts';
import { CommandError } from '../command.ts';
import type { BuiltInSet } from '../models/built-in-set.ts';
import type { LoadedSet } from '../models/install.ts';
import type { SourceFile } from '../models/source-files.ts';
import { convertIr } from './convert-ir.ts';
import { groupDirections } from './group-directions.ts';
import manifestJson from './manifest.json' with { type: 'json' };
import { scaleDirections } from './scale-directions.ts';

const ZOO_FOLDER =
  'https://storage.openvinotoolkit.org/repositories/open_model_zoo/2023.0/models_bin/1/face-reidentification-retail-0095/FP16';

/** Lengths and hashes of `model.yml` at open_model_zoo commit 7ef5b91f. */
const xmlFile: SourceFile = {
  url: `${ZOO_FOLDER}/face-reidentification-retail-0095.xml`,
  bytes: 350_427,
  hash: {
    algorithm: 'sha384',
    hex: '689fb39e94bbd0d22cfeeb9292d0b91ac753424a7ee2c0555070e4038a00bfcaad473b47303012b9a393027dbad0dbce',
  },
};
const binFile: SourceFile = {
  url: `${ZOO_FOLDER}/face-reidentification-retail-0095.bin`,
  bytes: 2_213_628,
  hash: {
    algorithm: 'sha384',
    hex: '6d51703e854509dafdab9dfc6b932136d301d95be6d52c9c23b5a4f5de1ffec80e8d38b87e0e9556ad36f0dded1588ed',
  },
};
const detectorFile: SourceFile = {
  url: 'https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/0047ac24afb1a50a0c6105001c89d1b5b805dbf1/onnx/yunet_n_dynamic.onnx',
  bytes: 322_906,
  hash: { algorithm: 'sha256', hex: '104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12' },
};

const modelSet = parseManifest(manifestJson);

const { matching } = modelSet;

/** With two significant digits. */
const percent = (rate: number): string => `${Number((100 * rate).toPrecision(2))} %`;

/** Between means of three pictures of LFW, at the threshold of the manifest; see models/production.md. */
const measuredFused = { fnmr: 0.000_24, fmr: 9.9e-6 };

/** Intel's `face-reidentification-retail-0095` of the Open Model Zoo with the detector YuNet-n. Figures: models/production.md. */
export const openModelZoo: BuiltInSet = {
  summary:
    'YuNet-n and face-reidentification-retail-0095 of the Open Model Zoo (Intel), both Apache-2.0: for production',
  sources: [xmlFile, binFile, detectorFile],
  load,
  notes: [
    'Licenses: the publishers name Apache-2.0 for the weights of both networks, which permits commercial use.',
    'No function is switched off. The images that they were trained on have terms of their own. Have both reviewed.',
    '  YuNet-n                            https://github.com/ShiqiYu/libfacedetection.train',
    '  face-reidentification-retail-0095  https://github.com/openvinotoolkit/open_model_zoo, converted from',
    '                                     OpenVINO IR to ONNX with int8 weights by this command',
    'Measured on LFW, whose pictures of a person are of different days, with the shipped threshold:',
    `  means of three pictures  FNMR ${percent(measuredFused.fnmr)}, FMR ${percent(measuredFused.fmr)}`,
    `  single pictures          FNMR ${percent(matching.frr)}, FMR ${percent(matching.farRandom)}`,
    `Within the worst of seven groups of FairFace, single pictures: FMR ${percent(matching.fmrWorstGroup!)}.`,
    `The best string that an attacker crafts matches ${percent(matching.farCrafted)} of the pictures.`,
    'All figures: models/production.md of the package.',
  ],
};

async function load([xml, bin, detector]: readonly Bytes[]): Promise<LoadedSet> {
  const embedder = convertIr(new TextDecoder().decode(xml), bin!, {
    name: 'face-reidentification-retail-0095',
    description:
      'face-reidentification-retail-0095 of the Open Model Zoo (Intel, Apache-2.0), converted from OpenVINO IR (FP16) to ONNX with int8 weights',
    input: modelSet.embedder.input.name,
    output: modelSet.embedder.output.name,
    outputShape: [1, modelSet.embedder.dimension, 1, 1],
    lastWeights: (weights) => scaleDirections(weights, groupDirections),
  });
  if ((await sha256Hex(embedder)) !== modelSet.embedder.sha256)
    throw new CommandError('The conversion of the IR gave another file than the one that was measured.');
  return { modelSet, nets: { detector: detector!, embedder } };
}
