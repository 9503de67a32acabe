import { RecognizeError } from '../../errors.ts';
import { invalidField } from '../../manifest/invalid-field.ts';
import type { LivenessModel, ModelSet, NetInput, NetName } from '../../manifest/types.ts';
import { outputsOf } from './decode.ts';
import { liveProbability } from './passive.ts';
import type { NetOutput, NetSession, NetSessions } from './session.ts';

/** Copies of the outputs that the pipeline reads, in the same order for every execution. */
export type TestOutputs = readonly Float32Array[];

/**
 * Runs each net once on a test image and compares their inputs and outputs with the manifest. Also warms the nets up.
 *
 * @returns the outputs of the nets, which another execution of the same nets must reproduce (`outputsMatch`)
 * @throws RecognizeError `models/manifest-invalid` with the field that does not fit the net; `models/self-test-failed` when the embedding
 *   or the output of the passive net is not finite
 */
export async function checkNets(
  set: ModelSet,
  { detector, embedder, liveness }: NetSessions,
): Promise<TestOutputs> {
  const outputs = [...(await checkDetector(set, detector)), await checkEmbedder(set, embedder)];
  if (set.liveness === undefined || liveness === undefined) return outputs;
  return [...outputs, await checkLiveness(set.liveness, liveness)];
}

async function checkDetector({ detector }: ModelSet, session: NetSession): Promise<Float32Array[]> {
  const { strides, decoder, input } = detector;
  const outputs = await runOnTestImage('detector', input, session);
  const copies: Float32Array[] = [];
  for (const stride of strides) {
    const cells = (input.width / stride) * (input.height / stride);
    for (const [name, depth] of Object.entries(outputsOf[decoder](stride))) {
      const output = outputs[name];
      if (output === undefined) throw invalidField('detector.decoder', `a net with an output '${name}'`);
      if (output.data.length !== cells * depth) {
        const expected = `${cells} × ${depth} values in the output '${name}', which has ${output.data.length}`;
        throw invalidField('detector.strides', expected);
      }
      // The runtime may reuse the buffer.
      copies.push(output.data.slice());
    }
  }
  return copies;
}

async function checkEmbedder({ embedder }: ModelSet, session: NetSession): Promise<Float32Array> {
  const outputs = await runOnTestImage('embedder', embedder.input, session);
  const output = outputs[embedder.output.name];
  if (output === undefined) throw invalidField('embedder.output.name', listed(session.outputNames));
  if (output.data.length !== embedder.dimension) {
    throw invalidField('embedder.dimension', `${output.data.length}, the length of the net's output`);
  }
  if (!output.data.every(Number.isFinite)) {
    throw new RecognizeError('models/self-test-failed', { detail: 'embedder: the output is not finite' });
  }
  const length = Math.hypot(...output.data);
  if (embedder.normalized && Math.abs(length - 1) > 0.01) {
    throw invalidField('embedder.normalized', `false: the net's output has length ${length.toPrecision(3)}`);
  }
  return output.data.slice();
}

async function checkLiveness(model: LivenessModel, session: NetSession): Promise<Float32Array> {
  const outputs = await runOnTestImage('liveness', model.input, session);
  const output = outputs[model.output.name];
  if (output === undefined) throw invalidField('liveness.output.name', listed(session.outputNames));
  if (output.data.length !== model.output.classes) {
    throw invalidField('liveness.output.classes', `${output.data.length}, the length of the net's output`);
  }
  if (!output.data.every(Number.isFinite)) {
    throw new RecognizeError('models/self-test-failed', { detail: 'liveness: the output is not finite' });
  }
  const probability = liveProbability(output.data, model.output);
  if (!(probability >= 0 && probability <= 1)) {
    throw invalidField('liveness.output.activation', "'softmax' or 'sigmoid': the output is no probability");
  }
  return output.data.slice();
}

/**
 * Largest difference between two executions, relative to the length of the output vector: the angle of a cosine of 0.999. Rounding in
 * another order of summation stays far below it; a wrong kernel does not.
 */
const RELATIVE_TOLERANCE = 0.045;
/** Allowed root-mean-square difference of outputs that are all near zero, such as scores without a face. */
const ABSOLUTE_TOLERANCE = 1e-4;

/** Whether two executions of one model set computed the same outputs up to rounding. NaN never matches. */
export function outputsMatch(outputs: TestOutputs, reference: TestOutputs): boolean {
  return reference.every((expected, i) => {
    const distance = euclideanLength(expected.map((value, k) => value - outputs[i]![k]!));
    const tolerance =
      RELATIVE_TOLERANCE * euclideanLength(expected) + ABSOLUTE_TOLERANCE * Math.sqrt(expected.length);
    return distance <= tolerance;
  });
}

/** Not `Math.hypot`, because engines limit the number of arguments. */
function euclideanLength(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/** The error for a file that the runtime cannot open: not ONNX, a newer operator set, or an operator that the runtime lacks. */
export function modelInvalid(net: NetName, cause: unknown): RecognizeError {
  const detail = `${net}.file: onnxruntime cannot open the net: ${String(cause).trim()}`;
  return new RecognizeError('models/model-invalid', { cause, detail });
}

async function runOnTestImage(
  net: NetName,
  input: NetInput,
  session: NetSession,
): Promise<Readonly<Record<string, NetOutput>>> {
  if (!session.inputNames.includes(input.name))
    throw invalidField(`${net}.input.name`, listed(session.inputNames));
  try {
    return await session.run(input.name, testImage(input), [1, 3, input.height, input.width]);
  } catch (cause) {
    const detail = `${net}.input: the net does not run on 1 × 3 × ${input.height} × ${input.width}: ${String(cause)}`;
    throw new RecognizeError('models/manifest-invalid', { detail, cause });
  }
}

/** Triangle waves over the whole range of pixel values; integer arithmetic only, so that every engine computes the same image. */
function testImage(input: NetInput): Float32Array {
  const { width, height, mean, scale } = input;
  return Float32Array.from({ length: 3 * width * height }, (_, i) => {
    const channel = Math.floor(i / (width * height));
    const x = i % width;
    const y = Math.floor(i / width) % height;
    const wave = Math.abs(((x * (channel + 3) + y * 5) % 510) - 255);
    return (wave - mean[channel]!) * scale[channel]!;
  });
}

function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(' or ');
}
