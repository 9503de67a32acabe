import * as v from 'valibot';
import { RecognizeError } from '../errors.ts';
import { decodeCenter } from './center.ts';
import { invalidField } from './invalid-field.ts';
import { netsOf } from './nets.ts';
import { modelSetSchema } from './schema.ts';
import { MISSING_FIELD } from './schema-fields.ts';
import type { DetectorModel, EmbedderModel, LivenessModel, ModelSet, NetFile, NetName } from './types.ts';

/** Upper limit for the length of a manifest. */
export const MAX_MANIFEST_BYTES = 2 ** 20;

/**
 * Reads the JSON of a manifest; the source need not be trusted.
 *
 * @throws RecognizeError `models/manifest-invalid`, as `parseManifest` does
 */
export function readManifest(json: string): ModelSet {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    throw new RecognizeError('models/manifest-invalid', { cause, detail: 'manifest: expected JSON' });
  }
  return parseManifest(value);
}

/**
 * Checks a manifest that was parsed as JSON. Unknown fields are dropped; `license` and `normalized` may be spelled `licence` and
 * `normalised`.
 *
 * @throws RecognizeError `models/manifest-invalid`; `detail` has the path of the first wrong field and what was expected there
 */
export function parseManifest(value: unknown): ModelSet {
  const result = v.safeParse(modelSetSchema, value, { abortEarly: true });
  if (!result.success) throw schemaError(result.issues[0]);
  const { detector, embedder, matching, liveness } = result.output;
  for (const [name, net] of netsOf(result.output)) checkAddress(name, net);
  checkStrides(detector);
  checkTemplate(embedder);
  if (liveness !== undefined) checkLivenessOutput(liveness);
  const center = decodeCenter(matching.center);
  if (center?.length !== embedder.dimension || !center.every(Number.isFinite)) {
    throw invalidField(
      'matching.center',
      `base64 of ${embedder.dimension} finite float32 (embedder.dimension)`,
    );
  }
  if (matching.tau > matching.n / 2) {
    throw invalidField('matching.tau', `a number from 0 to ${matching.n / 2} (half of matching.n)`);
  }
  return result.output;
}

function schemaError({ path: issuePath, message }: v.BaseIssue<unknown>): RecognizeError {
  const path: readonly v.IssuePathItem[] = issuePath ?? [];
  const last = path.at(-1);
  // Valibot accepts a list where it expects an object, and reports the first key as missing.
  if (last?.type === 'object' && Array.isArray(last.input)) {
    return invalidField(pathOf(path.slice(0, -1)), 'an object');
  }
  // The message of a missing field is that of the object around it.
  const isMissing = last?.type === 'object' && last.origin === 'key';
  return invalidField(pathOf(path), isMissing ? MISSING_FIELD : message);
}

function pathOf(path: readonly v.IssuePathItem[]): string {
  if (path.length === 0) return 'manifest';
  const steps = path.map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return steps.join('').slice(1);
}

function checkAddress(net: NetName, { file }: NetFile): void {
  try {
    new URL(file, 'https://manifest.example');
  } catch {
    throw invalidField(`${net}.file`, 'a URL');
  }
}

function checkStrides({ strides, input }: DetectorModel): void {
  const divides = (stride: number) => input.width % stride === 0 && input.height % stride === 0;
  if (!strides.every(divides)) {
    throw invalidField('detector.strides', 'divisors of input.width and input.height');
  }
}

function checkLivenessOutput({ output }: LivenessModel): void {
  if (output.liveIndex >= output.classes) {
    throw invalidField(
      'liveness.output.liveIndex',
      `a number below output.classes, which is ${output.classes}`,
    );
  }
}

function checkTemplate({ template, input }: EmbedderModel): void {
  for (const [i, [x, y]] of template.entries()) {
    const field = `embedder.template[${i}]`;
    if (x > input.width) throw invalidField(`${field}[0]`, `a number from 0 to ${input.width}`);
    if (y > input.height) throw invalidField(`${field}[1]`, `a number from 0 to ${input.height}`);
  }
  // Landmarks are named by their position in the image. A mirrored order would mirror the aligned face.
  const [leftEye, rightEye, , leftMouth, rightMouth] = template;
  const inOrder =
    leftEye[0] < rightEye[0] &&
    leftMouth[0] < rightMouth[0] &&
    Math.max(leftEye[1], rightEye[1]) < Math.min(leftMouth[1], rightMouth[1]);
  if (!inOrder) {
    const expected = 'left eye, right eye, nose, left and right mouth corner as seen in the picture';
    throw invalidField('embedder.template', expected);
  }
}
