import { RecognizeError } from '../errors.ts';
import { decodeCenter } from './center.ts';
import { checkNumber, Fields, invalid } from './fields.ts';
import type {
  DetectorModel,
  EmbedderModel,
  MatchingParameters,
  ModelSet,
  NetFile,
  NetInput,
  TemplatePoint,
} from './types.ts';

/** Nets larger than this do not belong in a page. */
const MOST_BYTES = 512 * 2 ** 20;
/** No manifest is longer, in bytes. */
export const MOST_TEXT = 2 ** 20;

/**
 * Reads the text of a manifest of any origin.
 *
 * @throws RecognizeError `models/manifest-invalid`, as parseManifest does
 */
export function readManifest(text: string): ModelSet {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RecognizeError('models/manifest-invalid', { cause, detail: 'manifest: expected JSON' });
  }
  return parseManifest(value);
}

/**
 * Checks a manifest that was read as JSON.
 *
 * @throws RecognizeError `models/manifest-invalid`; its `detail` names the first wrong field and what it should be.
 */
export function parseManifest(value: unknown): ModelSet {
  const fields = new Fields(value);
  fields.integer('schema', 1, 1);
  const detector = parseDetector(fields.object('detector'));
  const embedder = parseEmbedder(fields.object('embedder'));
  const matching = parseMatching(fields.object('matching'), embedder.dimension);
  return { schema: 1, id: fields.text('id'), detector, embedder, matching };
}

function parseDetector(fields: Fields): DetectorModel {
  const model = {
    ...parseFile(fields),
    input: parseInput(fields.object('input')),
    decoder: fields.choice('decoder', ['recognize', 'yunet'] as const),
    strides: fields.numbers('strides', 1, 256),
    scoreThreshold: fields.number('scoreThreshold', 0, 1),
    nmsThreshold: fields.number('nmsThreshold', 0, 1),
  };
  const fits = (stride: number) =>
    Number.isInteger(stride) && model.input.width % stride === 0 && model.input.height % stride === 0;
  if (!model.strides.every(fits))
    throw invalid(fields.path('strides'), 'divisors of input.width and input.height');
  return model;
}

function parseEmbedder(fields: Fields): EmbedderModel {
  const input = parseInput(fields.object('input'));
  return {
    name: fields.text('name', /^[\w.-]{1,64}$/, '1 to 64 letters, digits, dots, dashes'),
    ...parseFile(fields),
    input,
    output: { name: fields.object('output').text('name') },
    template: parseTemplate(fields, input),
    dimension: fields.integer('dimension', 16, 4096),
    normalised: fields.boolean('normalised'),
  };
}

function parseMatching(fields: Fields, dimension: number): MatchingParameters {
  const n = fields.integer('n', 256, 8192);
  if (n % 256 !== 0) throw invalid(fields.path('n'), 'a multiple of 256');
  const center = fields.text('center', /^[A-Za-z0-9+/]+={0,2}$/, 'base64');
  const values = decodeCenter(center);
  if (values?.length !== dimension || !values.every(Number.isFinite)) {
    throw invalid(fields.path('center'), `base64 of ${dimension} finite float32 (embedder.dimension)`);
  }
  return {
    n,
    tau: fields.integer('tau', 0, n / 2),
    center,
    frr: fields.number('frr', 0, 1),
    farRandom: fields.number('farRandom', 0, 1),
    farCrafted: fields.number('farCrafted', 0, 1),
  };
}

function parseFile(fields: Fields): NetFile {
  return {
    file: parseAddress(fields),
    sha256: fields.text('sha256', /^[0-9a-f]{64}$/, '64 lower-case hex digits'),
    bytes: fields.integer('bytes', 1, MOST_BYTES),
    licence: fields.text('licence'),
  };
}

/** An address, of its own or relative to the manifest's. */
function parseAddress(fields: Fields): string {
  const file = fields.text('file');
  try {
    new URL(file, 'https://manifest.example');
  } catch {
    throw invalid(fields.path('file'), 'an address');
  }
  return file;
}

function parseInput(fields: Fields): NetInput {
  return {
    name: fields.text('name'),
    width: fields.integer('width', 16, 2048),
    height: fields.integer('height', 16, 2048),
    channels: fields.choice('channels', ['bgr', 'rgb'] as const),
    mean: triple(fields.numbers('mean', -1e6, 1e6, 3)),
    scale: triple(fields.numbers('scale', -1e6, 1e6, 3)),
  };
}

function triple(values: readonly number[]): [number, number, number] {
  return [values[0]!, values[1]!, values[2]!];
}

function parseTemplate(fields: Fields, input: NetInput): EmbedderModel['template'] {
  const points = fields.list('template', 5).map((value, i): TemplatePoint => {
    const name = `${fields.path('template')}[${i}]`;
    if (!Array.isArray(value) || value.length !== 2) throw invalid(name, 'a pair [x, y]');
    return [
      checkNumber(value[0], `${name}[0]`, 0, input.width),
      checkNumber(value[1], `${name}[1]`, 0, input.height),
    ];
  });
  const [a, b, c, d, e] = points as [
    TemplatePoint,
    TemplatePoint,
    TemplatePoint,
    TemplatePoint,
    TemplatePoint,
  ];
  // The decoders name points by their place in the picture; a mirrored order would warp faces inside out.
  if (a[0] >= b[0] || d[0] >= e[0] || Math.max(a[1], b[1]) >= Math.min(d[1], e[1])) {
    throw invalid(fields.path('template'), 'left eye, right eye, nose, left and right mouth corner as seen');
  }
  return [a, b, c, d, e];
}
