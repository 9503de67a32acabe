import protobuf from 'protobufjs';

/**
 * The messages and fields of onnx.proto that a converted net needs, with their numbers.
 * https://github.com/onnx/onnx/blob/v1.12.0/onnx/onnx.proto
 */
const schema = `
  syntax = "proto3";
  message ModelProto {
    int64 ir_version = 1;
    string producer_name = 2;
    string doc_string = 6;
    GraphProto graph = 7;
    repeated OperatorSetIdProto opset_import = 8;
  }
  message OperatorSetIdProto { string domain = 1; int64 version = 2; }
  message GraphProto {
    repeated NodeProto node = 1;
    string name = 2;
    repeated TensorProto initializer = 5;
    repeated ValueInfoProto input = 11;
    repeated ValueInfoProto output = 12;
  }
  message NodeProto {
    repeated string input = 1;
    repeated string output = 2;
    string op_type = 4;
    repeated AttributeProto attribute = 5;
  }
  message AttributeProto {
    string name = 1;
    int64 i = 3;
    repeated int64 ints = 8;
    int32 type = 20;
  }
  message TensorProto {
    repeated int64 dims = 1;
    int32 data_type = 2;
    string name = 8;
    bytes raw_data = 9;
  }
  message ValueInfoProto { string name = 1; TypeProto type = 2; }
  message TypeProto { Tensor tensor_type = 1; message Tensor { int32 elem_type = 1; TensorShapeProto shape = 2; } }
  message TensorShapeProto { repeated Dimension dim = 1; message Dimension { int64 dim_value = 1; } }
`;
const modelProto = protobuf.parse(schema).root.lookupType('ModelProto');

/** ONNX 1.12 (2022). */
const IR_VERSION = 8;
const OPSET_VERSION = 17;
/** `TensorProto.DataType` */
const dataTypes = { float32: 1, int8: 3 } as const;
/** `AttributeProto.AttributeType` */
const attributeTypes = { int: 2, ints: 7 } as const;

type DataType = keyof typeof dataTypes;

/** A graph under construction. Tensors are known by name; methods return the name of the tensor that they add. */
export class OnnxGraph {
  readonly #nodes: object[] = [];
  readonly #initializers: object[] = [];
  readonly #inputs: object[] = [];
  readonly #outputs: object[] = [];

  /** Adds an input of float32. */
  input(name: string, shape: readonly number[]): string {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  /** Makes a tensor of float32 an output. */
  output(name: string, shape: readonly number[]): void {
    this.#outputs.push(valueInfo(name, shape));
  }

  /** Adds a constant. @param bytes its values, little-endian */
  constant(name: string, dataType: DataType, shape: readonly number[], bytes: Uint8Array): string {
    this.#initializers.push({ name, dataType: dataTypes[dataType], dims: shape, rawData: bytes });
    return name;
  }

  /** Adds an operation with one output. */
  node(
    opType: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
  ): string {
    const attribute = Object.entries(attributes).map(([name, value]) =>
      typeof value === 'number'
        ? { name, i: value, type: attributeTypes.int }
        : { name, ints: value, type: attributeTypes.ints },
    );
    this.#nodes.push({ opType, input: inputs, output: [output], attribute });
    return output;
  }

  /** Adds a conversion to float32. */
  castToFloat32(input: string, output: string): string {
    return this.node('Cast', [input], output, { to: dataTypes.float32 });
  }

  /** The file. @param description where the net comes from */
  encode(name: string, description: string): Uint8Array<ArrayBuffer> {
    const model = {
      irVersion: IR_VERSION,
      producerName: 'recognize-elements',
      docString: description,
      opsetImport: [{ domain: '', version: OPSET_VERSION }],
      graph: {
        name,
        node: this.#nodes,
        initializer: this.#initializers,
        input: this.#inputs,
        output: this.#outputs,
      },
    };
    return new Uint8Array(modelProto.encode(modelProto.fromObject(model)).finish());
  }
}

function valueInfo(name: string, shape: readonly number[]): object {
  const dim = shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: dataTypes.float32, shape: { dim } } } };
}
