"""A small ONNX writer: builds a graph node by node and saves it. NumPy is the only dependency.

    graph = Graph('doubler')
    x = graph.input('input', (1, 3, 80, 80))
    y = graph.conv(x, weight, bias, stride=2, pad=1)    # weight O x I x k x k, stored as int8
    y = graph.node('Relu', y)
    graph.output(graph.node('Mul', y, graph.constant(np.float32(2)), name='output'), (1, 16, 40, 40))
    graph.save('doubler.onnx')

Tensors are referred to by name; `node` takes any operator of the ONNX standard. Field numbers are those of
onnx.proto (github.com/onnx/onnx), opset 17, IR version 8 (ONNX 1.12, 2022).
"""
import struct

import numpy as np

OPSET, IR_VERSION = 17, 8
TYPES = {'float32': 1, 'uint8': 2, 'int8': 3, 'int32': 6, 'int64': 7, 'bool': 9, 'float16': 10}


# Protocol buffers encoding: a field is a tag (number * 8 + wire type) followed by its value.

def varint(value):
    value &= (1 << 64) - 1  # negative numbers as 64-bit two's complement
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, value):
    """One field: int as varint, float as 32 bits, str and bytes with a length prefix."""
    if isinstance(value, (bool, int, np.integer)):
        return varint(number << 3) + varint(int(value))
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack('<f', value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def fields(number, values):
    return b''.join(field(number, value) for value in values)


def tensor(name, array):
    """TensorProto."""
    array = np.asarray(array)
    return (fields(1, array.shape) + field(2, TYPES[array.dtype.name]) + field(8, name)
            + field(9, array.astype(array.dtype.newbyteorder('<')).tobytes()))


def attribute(name, value):
    """AttributeProto: int, float, str, array, or a list of ints, floats or strings."""
    if isinstance(value, str):
        body, data_type = field(4, value), 3
    elif isinstance(value, float):
        body, data_type = field(2, value), 1
    elif isinstance(value, (bool, int, np.integer)):
        body, data_type = field(3, value), 2
    elif isinstance(value, np.ndarray):
        body, data_type = field(5, tensor('', value)), 4
    elif isinstance(value[0], str):
        body, data_type = fields(9, value), 8
    elif isinstance(value[0], float):
        body, data_type = fields(7, value), 6
    else:
        body, data_type = fields(8, value), 7
    return field(1, name) + body + field(20, data_type)


def value_info(name, shape, dtype):
    """ValueInfoProto. A dimension is a number, or a string for a dimension of variable size."""
    dims = b''.join(field(1, field(2 if isinstance(d, str) else 1, d)) for d in shape)
    return field(1, name) + field(2, field(1, field(1, TYPES[dtype]) + field(2, dims)))


class Graph:
    """A graph under construction. Methods return the name of the tensor that they add."""

    def __init__(self, name, doc='', metadata=None):
        self.name, self.doc, self.metadata = name, doc, metadata or {}
        self.nodes, self.constants, self.inputs, self.outputs = [], [], [], []
        self.name_count = 0

    def unique_name(self, prefix):
        self.name_count += 1
        return f'{prefix}{self.name_count}'

    def input(self, name, shape, dtype='float32'):
        self.inputs.append(value_info(name, shape, dtype))
        return name

    def output(self, name, shape, dtype='float32'):
        self.outputs.append(value_info(name, shape, dtype))

    def constant(self, array, name=None):
        """An initializer of the array's own type."""
        name = name or self.unique_name('c')
        self.constants.append(tensor(name, array))
        return name

    def node(self, operator, *inputs, name=None, outputs=1, **attributes):
        """Add one operator. `name` is that of its first output; with `outputs` > 1 a list of names is returned."""
        names = [name or self.unique_name('t')] + [self.unique_name('t') for _ in range(outputs - 1)]
        body = (fields(1, inputs) + fields(2, names) + field(3, f'{operator.lower()}_{names[0]}')
                + field(4, operator))
        for key, value in attributes.items():
            body += field(5, attribute(key, value))
        self.nodes.append(body)
        return names if outputs > 1 else names[0]

    def int8_weight(self, weight):
        """A float32 weight stored as int8 with one scale per output (first axis).

        Written as Cast and Mul instead of DequantizeLinear: onnxruntime computes both once when it loads the model,
        but keeps DequantizeLinear in the graph and runs it for every image.
        """
        quantized, scale = quantize(weight)
        return self.node('Mul', self.node('Cast', self.constant(quantized), to=TYPES['float32']), self.constant(scale))

    def float16_weight(self, weight):
        return self.node('Cast', self.constant(weight.astype(np.float16)), to=TYPES['float32'])

    def weight(self, weight, dtype):
        """A float32 weight stored as 'int8', 'float16' or 'float32'."""
        store = {'int8': self.int8_weight, 'float16': self.float16_weight, 'float32': self.constant}[dtype]
        return store(np.asarray(weight, np.float32))

    def conv(self, x, weight, bias, stride=1, pad=0, group=1, dtype='int8', name=None):
        """Convolution with weight O x I/group x k x k and bias O (float arrays). The bias is stored as float32."""
        return self.node('Conv', x, self.weight(weight, dtype), self.constant(np.float32(bias)), name=name,
                         kernel_shape=list(weight.shape[2:]), strides=[stride] * 2, pads=[pad] * 4, group=group)

    def linear(self, x, weight, bias, dtype='int8', name=None):
        """x (N x I) times the transposed weight (O x I), plus bias (O)."""
        return self.node('Gemm', x, self.weight(weight, dtype), self.constant(np.float32(bias)), name=name, transB=1)

    def to_bytes(self):
        """The serialized ModelProto."""
        graph = (fields(1, self.nodes) + field(2, self.name) + fields(5, self.constants)
                 + field(10, self.doc) + fields(11, self.inputs) + fields(12, self.outputs))
        model = field(1, IR_VERSION) + field(2, 'recognize-elements') + field(7, graph)
        model += field(8, field(1, '') + field(2, OPSET))
        for key, value in self.metadata.items():
            model += field(14, field(1, key) + field(2, str(value)))
        return model

    def save(self, path):
        """Write the model and return its size in bytes."""
        data = self.to_bytes()
        with open(path, 'wb') as handle:
            handle.write(data)
        return len(data)


def quantize(weight):
    """(int8 array, float32 scale per output, shaped for broadcasting): symmetric, without zero point."""
    rows = weight.reshape(len(weight), -1)
    scale = np.maximum(np.abs(rows).max(1), 1e-12) / 127
    scale = scale.reshape(-1, *[1] * (weight.ndim - 1)).astype(np.float32)
    return np.rint(weight / scale).clip(-127, 127).astype(np.int8), scale


def fold_batch_norm(weight, norm):
    """Fold a PyTorch batch norm into the convolution or linear layer before it: (weight, bias) as arrays."""
    factor = (norm.weight / (norm.running_var + norm.eps).sqrt()).detach()
    weight = weight.detach() * factor.reshape(-1, *[1] * (weight.dim() - 1))
    bias = norm.bias.detach() - norm.running_mean * factor
    return weight.numpy(), bias.numpy()
