import * as v from 'valibot';

/** Values that several parts of the manifest have. Each message completes "expected …". */

/** Larger nets are not practical in a web page. */
const MAX_NET_BYTES = 512 * 2 ** 20;

export const numberFrom = (low: number, high: number) => {
  const message = `a number from ${low} to ${high}`;
  return v.pipe(v.number(message), v.minValue(low, message), v.maxValue(high, message));
};

export const integerFrom = (low: number, high: number) =>
  v.pipe(numberFrom(low, high), v.integer('a whole number'));

export const stringLike = (pattern: RegExp, expected: string) =>
  v.pipe(v.string(expected), v.regex(pattern, expected));

export const oneOf = <const Options extends readonly string[]>(options: Options) =>
  v.picklist(options, options.map((option) => `'${option}'`).join(' or '));

export const nonEmptyString = stringLike(/\S/, 'text that is not empty');
export const rate = numberFrom(0, 1);

export const file = v.pipe(nonEmptyString, v.description('URL of the ONNX file, relative to the manifest.'));
export const sha256 = v.pipe(
  stringLike(/^[0-9a-f]{64}$/, '64 lower-case hex digits'),
  v.description('SHA-256 of the file, lower-case hex.'),
);
export const bytes = v.pipe(integerFrom(1, MAX_NET_BYTES), v.description('Length of the file.'));
const license = v.pipe(nonEmptyString, v.description('SPDX identifier, or a description.'));
const britishLicense = v.pipe(
  nonEmptyString,
  v.description('Same as `license`; one of the two is required.'),
);

/** Three channel values, in the order of `channels`. */
export const channelTriple = v.pipe(
  v.array(numberFrom(-1e6, 1e6), 'a list of 3'),
  v.length(3, 'a list of 3'),
  v.transform((values) => [values[0]!, values[1]!, values[2]!] as const),
);

export const input = v.pipe(
  v.object(
    {
      name: v.pipe(nonEmptyString, v.description("Name of the net's input.")),
      width: v.pipe(integerFrom(16, 2048), v.description('Pixels.')),
      height: v.pipe(integerFrom(16, 2048), v.description('Pixels.')),
      channels: oneOf(['bgr', 'rgb']),
      mean: channelTriple,
      scale: channelTriple,
    },
    'an object',
  ),
  v.description(
    'One tensor 1 × 3 × height × width, planar float32; value = (pixel − mean) · scale with pixels 0..255, in the order of channels.',
  ),
);

export const requiresLicense = { anyOf: [{ required: ['license'] }, { required: ['licence'] }] };
/** Fields of every net. */
export const fileFields = {
  file,
  sha256,
  bytes,
  license: v.optional(license),
  licence: v.optional(britishLicense),
};

/** Message for a missing field. */
export const MISSING_FIELD = 'a value, but the field is missing';

/** The issue for a field that is absent under both of its spellings. */
export function missing(object: Record<string, unknown>, key: string) {
  const path: [v.ObjectPathItem] = [{ type: 'object', origin: 'key', input: object, key, value: undefined }];
  return { message: MISSING_FIELD, path };
}
