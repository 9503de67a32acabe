import { RecognizeError } from '../../errors.ts';
import { invalid } from '../../manifest/fields.ts';
import type { ModelSet, NetInput, NetName } from '../../manifest/types.ts';
import { outputsOf } from './decode.ts';
import type { NetOutput, NetSession } from './session.ts';

/** The outputs that the pipeline reads, one after the other in the same order for every execution. */
export type Answers = readonly Float32Array[];

/**
 * Runs both nets once on a drawn picture and holds their inputs and outputs against the manifest; also warms them up.
 *
 * @returns what both nets gave, the known answers that another execution must repeat
 * @throws RecognizeError `models/manifest-invalid` naming the field that does not fit the net
 */
export async function checkNets(set: ModelSet, detector: NetSession, embedder: NetSession): Promise<Answers> {
  const answers: Float32Array[] = [];
  const { strides, decoder, input } = set.detector;
  const found = await probe('detector', input, detector);
  for (const stride of strides) {
    const cells = (input.width / stride) * (input.height / stride);
    for (const [name, depth] of Object.entries(outputsOf[decoder](stride))) {
      const output = found[name];
      if (output === undefined) throw invalid('detector.decoder', `a net with an output '${name}'`);
      if (output.data.length !== cells * depth) {
        const expected = `${cells} × ${depth} values in the output '${name}', which has ${output.data.length}`;
        throw invalid('detector.strides', expected);
      }
      // The runtime may use the memory again.
      answers.push(output.data.slice());
    }
  }
  const output = (await probe('embedder', set.embedder.input, embedder))[set.embedder.output.name];
  if (output === undefined) throw invalid('embedder.output.name', listed(embedder.outputNames));
  if (output.data.length !== set.embedder.dimension) {
    throw invalid('embedder.dimension', `${output.data.length}, which the net gives`);
  }
  if (!output.data.every(Number.isFinite)) {
    throw new RecognizeError('models/self-test-failed', { detail: 'embedder: not finite' });
  }
  const length = Math.hypot(...output.data);
  if (set.embedder.normalised && Math.abs(length - 1) > 0.01) {
    throw invalid('embedder.normalised', `false: the net's output has length ${length.toPrecision(3)}`);
  }
  return [...answers, output.data.slice()];
}

/** What two executions of one net may differ by: a share of the answer's length, or so much in a value where the answer is near zero. */
const share = 0.045;
const least = 1e-4;

/** Whether two executions of one set gave the same answers, as far as rounding allows: the angle of a cosine of 0.999, and no other scale. */
export function agree(found: Answers, reference: Answers): boolean {
  return reference.every((answer, i) => {
    const distance = lengthOf(answer.map((value, k) => value - found[i]![k]!));
    return distance <= share * lengthOf(answer) + least * Math.sqrt(answer.length);
  });
}

/** `Math.hypot` of more values than every engine takes as arguments. */
function lengthOf(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}

/** What it means when the runtime does not open a net's file: not ONNX, an operator set that is too new, an operator it lacks. */
export function unopened(net: NetName, cause: unknown): RecognizeError {
  const detail = `${net}.file: not a net that onnxruntime opens: ${String(cause).trim()}`;
  return new RecognizeError('models/model-invalid', { cause, detail });
}

async function probe(
  net: NetName,
  input: NetInput,
  session: NetSession,
): Promise<Readonly<Record<string, NetOutput>>> {
  if (!session.inputNames.includes(input.name))
    throw invalid(`${net}.input.name`, listed(session.inputNames));
  try {
    return await session.run(input.name, drawn(input), [1, 3, input.height, input.width]);
  } catch (cause) {
    const detail = `${net}.input: the net does not run on 1 × 3 × ${input.height} × ${input.width}: ${String(cause)}`;
    throw new RecognizeError('models/manifest-invalid', { detail, cause });
  }
}

/** Smooth waves over the whole range of values, the same in every engine: whole-number arithmetic only. */
function drawn(input: NetInput): Float32Array {
  const { width, height, mean, scale } = input;
  return Float32Array.from({ length: 3 * width * height }, (_, i) => {
    const plane = Math.floor(i / (width * height));
    const x = i % width;
    const y = Math.floor(i / width) % height;
    const wave = Math.abs(((x * (plane + 3) + y * 5) % 510) - 255);
    return (wave - mean[plane]!) * scale[plane]!;
  });
}

function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(' or ');
}
