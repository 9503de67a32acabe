import * as v from 'valibot';
import {
  bytes,
  channelTriple,
  file,
  fileFields,
  input,
  integerFrom,
  missing,
  nonEmptyString,
  numberFrom,
  oneOf,
  rate,
  requiresLicense,
  sha256,
  stringLike,
} from './schema-fields.ts';

/**
 * The manifest of a model set, as docs/models.md describes it. Types (types.ts), the reader (parse.ts) and models/manifest.schema.json are
 * derived from this schema. Relations between fields cannot be written as JSON Schema; parse.ts checks them.
 *
 * Each message completes "expected …".
 */

const requiresNormalized = { anyOf: [{ required: ['normalized'] }, { required: ['normalised'] }] };

const detector = v.pipe(
  v.object(
    {
      ...fileFields,
      input,
      decoder: v.pipe(
        oneOf(['recognize', 'yunet']),
        v.description(
          'Format of the outputs: `recognize` is that of the shipped net, `yunet` that of YuNet.',
        ),
      ),
      strides: v.pipe(
        v.array(integerFrom(1, 256), 'a list of one or more'),
        v.minLength(1, 'a list of one or more'),
        v.description('Strides of the output grids in input pixels; each divides width and height.'),
      ),
      scoreThreshold: v.pipe(rate, v.description('Faces with a lower score are dropped.')),
      nmsThreshold: v.pipe(rate, v.description('Boxes with a larger intersection over union are one face.')),
    },
    'an object',
  ),
  v.metadata(requiresLicense),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { licence, license = licence, ...rest } = dataset.value;
    if (license !== undefined) return { ...rest, license };
    addIssue(missing(dataset.value, 'license'));
    return NEVER;
  }),
);

const templatePoint = v.pipe(
  v.array(v.pipe(v.number('a number'), v.minValue(0, 'a number from 0')), 'a pair [x, y]'),
  v.length(2, 'a pair [x, y]'),
  v.transform((pair) => [pair[0]!, pair[1]!] as const),
);

const embedder = v.pipe(
  v.object(
    {
      name: v.pipe(
        stringLike(/^[\w.-]{1,64}$/, "1 to 64 letters, digits, '.', '_' or '-'"),
        v.description('First part of the model id.'),
      ),
      ...fileFields,
      input,
      output: v.object(
        { name: v.pipe(nonEmptyString, v.description("Name of the net's output.")) },
        'an object',
      ),
      template: v.pipe(
        v.array(templatePoint, 'a list of 5'),
        v.length(5, 'a list of 5'),
        v.description(
          'Landmarks of an aligned face in the input, pixels with centers at whole numbers: eye, eye, nose, mouth corner, mouth corner, the one on the left of the picture first.',
        ),
        v.transform((points) => [points[0]!, points[1]!, points[2]!, points[3]!, points[4]!] as const),
      ),
      dimension: v.pipe(integerFrom(16, 4096), v.description('Length of the embedding.')),
      normalized: v.optional(
        v.pipe(v.boolean('true or false'), v.description("Whether the net's own output has unit length.")),
      ),
      normalised: v.optional(
        v.pipe(
          v.boolean('true or false'),
          v.description('Same as `normalized`; one of the two is required.'),
        ),
      ),
    },
    'an object',
  ),
  v.metadata({ allOf: [requiresLicense, requiresNormalized] }),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { licence, license = licence, normalised, normalized = normalised, ...rest } = dataset.value;
    if (license !== undefined && normalized !== undefined) return { ...rest, license, normalized };
    addIssue(missing(dataset.value, license === undefined ? 'license' : 'normalized'));
    return NEVER;
  }),
);

const liveness = v.pipe(
  v.object(
    {
      ...fileFields,
      input,
      cropScale: v.pipe(
        numberFrom(1, 8),
        v.description(
          "Sides of the crop as multiples of those of the face's box; less where the frame is too small for it.",
        ),
      ),
      output: v.object(
        {
          name: v.pipe(nonEmptyString, v.description("Name of the net's output.")),
          classes: v.pipe(integerFrom(1, 4096), v.description('Length of the output.')),
          liveIndex: v.pipe(
            integerFrom(0, 4095),
            v.description('Position of the value for a living person.'),
          ),
          activation: v.pipe(
            oneOf(['softmax', 'sigmoid', 'none']),
            v.description('What turns the output into probabilities; `none` if the net gives them.'),
          ),
        },
        'an object',
      ),
      threshold: v.pipe(
        rate,
        v.description('Smallest mean probability over at least five frames that counts as live.'),
      ),
    },
    'an object',
  ),
  v.metadata(requiresLicense),
  v.description('The passive net of the liveness check.'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const { licence, license = licence, ...rest } = dataset.value;
    if (license !== undefined) return { ...rest, license };
    addIssue(missing(dataset.value, 'license'));
    return NEVER;
  }),
);

const matchingParameters = v.pipe(
  v.object(
    {
      n: v.pipe(
        integerFrom(256, 8192),
        v.multipleOf(256, 'a multiple of 256'),
        v.description('Number of bits.'),
      ),
      tau: v.pipe(integerFrom(0, 4096), v.description('Largest accepted Hamming distance, at most n/2.')),
      center: v.pipe(
        stringLike(/^[A-Za-z0-9+/]+={0,2}$/, 'base64'),
        v.description('Population mean of the embeddings: base64 of `dimension` float32, little-endian.'),
      ),
      frr: v.pipe(rate, v.description('Measured false non-match rate: same person refused.')),
      farRandom: v.pipe(rate, v.description('Measured false match rate: random other person accepted.')),
      farCrafted: v.pipe(
        rate,
        v.description('Measured share of faces that match the best constant string found.'),
      ),
      fmrWorstGroup: v.optional(
        v.pipe(
          rate,
          v.description(
            'Measured false match rate between two pictures within the worst group of similar people.',
          ),
        ),
      ),
    },
    'an object',
  ),
  v.description('The operating point of private matching, measured for this embedder.'),
);

export const modelSetSchema = v.pipe(
  v.object(
    {
      schema: v.literal(1, '1'),
      id: v.pipe(nonEmptyString, v.description('Name and version of the set.')),
      detector,
      embedder,
      matching: matchingParameters,
      liveness: v.optional(liveness),
    },
    'an object',
  ),
  v.title('A set of face models'),
  v.description(
    'A detector and an embedder that belong together. The reader also checks relations between fields: strides divide the input, the template lies within it, the center has the dimension of the embedder.',
  ),
);

/** Schemas that several fields share; models/manifest.schema.json keeps them under `$defs`. */
export const sharedDefinitions = { file, sha256, bytes, input, channelTriple };
