import { OnnxGraph } from './onnx-graph.ts';
import { type IrLayer, readIr, readNumbers } from './read-ir.ts';
import { float32Bytes, quantize, readFloat16, type Weights } from './weights.ts';

/** Smaller constants are stored as float32: quantized, they would save little. */
const MIN_QUANTIZED = 2_000;

export interface ConversionOptions {
  /** Name and shape of the input and output of the result. */
  readonly input: string;
  readonly output: string;
  readonly outputShape: readonly number[];
  readonly name: string;
  readonly description: string;
  /** Store large constants as int8, default true. With false the result computes what the IR computes. */
  readonly quantized?: boolean;
  /** Changes the weights of the last layer, a convolution without bias, and with them the output. */
  readonly lastWeights?: (weights: Weights) => Weights;
}

/**
 * Converts an OpenVINO IR with FP16 weights to ONNX. It knows the 11 layer types of `face-reidentification-retail-0095`. Constants of 2,000
 * numbers and more become int8 with one scale per output channel, a quarter of their size as float32. The result is the same on every machine.
 *
 * @param xml content of the `.xml` file
 * @param bin content of the `.bin` file
 * @returns an ONNX file
 * @throws Error for another layer type
 *
 * @example
 * const onnx = convertIr(xml, bin, { name: 'net', description: '', input: 'input', output: 'embedding', outputShape: [1, 256, 1, 1] });
 */
export function convertIr(xml: string, bin: Uint8Array, options: ConversionOptions): Uint8Array<ArrayBuffer> {
  const layers = readIr(xml);
  const graph = new OnnxGraph();
  const constants = new Map<string, Weights>();
  const tensors = new Map<string, string>();
  /** The tensor of a layer; a constant is added to the graph when a layer uses it. */
  const tensorOf = (id: string): string => {
    const constant = constants.get(id);
    return constant === undefined ? tensors.get(id)! : addConstant(graph, `c${id}`, constant, options);
  };
  const last = layers.find(({ type }) => type === 'Result')?.inputs[0];
  for (const layer of layers) {
    const { id, type, attributes, inputs } = layer;
    const [first = '', second = ''] = inputs;
    const output = id === last ? options.output : `t${id}`;
    if (type === 'Parameter') {
      tensors.set(id, graph.input(options.input, readNumbers(attributes.shape)));
    } else if (type === 'Const') {
      constants.set(id, readConstant(layer, bin));
    } else if (type === 'Convert') {
      constants.set(id, constants.get(first)!);
    } else if (type === 'Result') {
      graph.output(options.output, options.outputShape);
    } else if (type === 'GroupConvolution') {
      const kernel = mergedGroups(constants.get(second)!);
      const weights = addConstant(graph, `c${second}`, kernel.weights, options);
      const convolution = { ...convolutionAttributes(layer), group: kernel.groups };
      tensors.set(id, graph.node('Conv', [tensorOf(first), weights], output, convolution));
    } else {
      if (id === last && options.lastWeights !== undefined)
        constants.set(second, options.lastWeights(constants.get(second)!));
      const [opType, onnxAttributes] = operationOf(layer);
      tensors.set(id, graph.node(opType, inputs.map(tensorOf), output, onnxAttributes));
    }
  }
  return graph.encode(options.name, options.description);
}

type OnnxAttributes = Readonly<Record<string, number | readonly number[]>>;

/** The ONNX operation of a layer that computes the same. */
function operationOf(layer: IrLayer): [opType: string, attributes: OnnxAttributes] {
  switch (layer.type) {
    case 'Convolution':
      return ['Conv', convolutionAttributes(layer)];
    case 'AvgPool':
      return ['AveragePool', poolingAttributes(layer)];
    case 'PReLU':
      return ['PRelu', {}];
    case 'Multiply':
      return ['Mul', {}];
    case 'Add':
    case 'Sigmoid':
      return [layer.type, {}];
    default:
      throw new Error(`The layer type ${layer.type} cannot be converted.`);
  }
}

const padsOf = ({ attributes }: IrLayer): number[] => [
  ...readNumbers(attributes.pads_begin),
  ...readNumbers(attributes.pads_end),
];

const convolutionAttributes = (layer: IrLayer): OnnxAttributes => ({
  strides: readNumbers(layer.attributes.strides),
  dilations: readNumbers(layer.attributes.dilations),
  pads: padsOf(layer),
});

const poolingAttributes = (layer: IrLayer): OnnxAttributes => ({
  kernel_shape: readNumbers(layer.attributes.kernel),
  strides: readNumbers(layer.attributes.strides),
  pads: padsOf(layer),
  count_include_pad: layer.attributes['exclude-pad'] === 'true' ? 0 : 1,
});

function readConstant({ attributes }: IrLayer, bin: Uint8Array): Weights {
  if (attributes.element_type !== 'f16')
    throw new Error(`Constants must be f16, not ${attributes.element_type}.`);
  const offset = Number(attributes.offset);
  const bytes = bin.subarray(offset, offset + Number(attributes.size));
  return { shape: readNumbers(attributes.shape), values: readFloat16(bytes) };
}

/** OpenVINO has an axis for groups in front, `G × O × I × k × k`; ONNX has `G·O × I × k × k` and an attribute. */
function mergedGroups({ shape, values }: Weights): { groups: number; weights: Weights } {
  const [groups = 1, outputs = 1, ...rest] = shape;
  return { groups, weights: { shape: [groups * outputs, ...rest], values } };
}

/** Adds a constant as float32, or as int8 with `Cast` and `Mul`, which the runtime computes once when it loads the net. */
function addConstant(
  graph: OnnxGraph,
  name: string,
  weights: Weights,
  { quantized = true }: ConversionOptions,
): string {
  const { shape, values } = weights;
  if (!quantized || values.length < MIN_QUANTIZED)
    return graph.constant(name, 'float32', shape, float32Bytes(values));
  const { integers, scales } = quantize(weights);
  const scaleShape = [shape[0]!, ...shape.slice(1).map(() => 1)];
  const cast = graph.castToFloat32(
    graph.constant(`${name}i`, 'int8', shape, new Uint8Array(integers.buffer)),
    `${name}f`,
  );
  return graph.node(
    'Mul',
    [cast, graph.constant(`${name}s`, 'float32', scaleShape, float32Bytes(scales))],
    name,
  );
}
