"""Read back what onnx_writer.py wrote: the weights of a shipped net, so that training can go on from it.

    for weight, bias in layers('models/embed.onnx'): ...    # float32, in the order of the graph
"""
import numpy as np

from .onnx_writer import TYPES

DTYPES = {number: name for name, number in TYPES.items()}
GRAPH, METADATA, INITIALIZER = 7, 14, 5  # fields of ModelProto and GraphProto
DIMS, DATA_TYPE, RAW_DATA = 1, 2, 9      # fields of TensorProto


def read_varint(data, at):
    value, shift = 0, 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def fields(data):
    """(number, value) of every field of a message: int for varints, bytes for the rest."""
    at = 0
    while at < len(data):
        tag, at = read_varint(data, at)
        kind = tag & 7
        if kind == 0:
            value, at = read_varint(data, at)
        else:
            size, at = (4, at) if kind == 5 else read_varint(data, at)
            value, at = data[at:at + size], at + size
        yield tag >> 3, value


def array(message):
    """TensorProto -> NumPy array."""
    parts = list(fields(message))
    kind = next(value for number, value in parts if number == DATA_TYPE)
    shape = [value for number, value in parts if number == DIMS]
    raw = next(value for number, value in parts if number == RAW_DATA)
    return np.frombuffer(raw, DTYPES[kind]).reshape(shape)


def model(path):
    """Fields of the ModelProto in a file."""
    with open(path, 'rb') as handle:
        return list(fields(handle.read()))


def metadata(path):
    """{key: text} of what the writer noted beside the graph."""
    entries = [dict(fields(value)) for number, value in model(path) if number == METADATA]
    return {entry[1].decode(): entry[2].decode() for entry in entries}


def layers(path):
    """[(weight, bias)] of all convolutions and the linear layer, float32, in the order of the graph."""
    graph = next(value for number, value in model(path) if number == GRAPH)
    constants = iter([array(value) for number, value in fields(graph) if number == INITIALIZER])
    found = []
    for constant in constants:
        if constant.dtype == np.int8:  # stored with one scale per output
            found.append((constant * next(constants), next(constants).copy()))
        elif constant.dtype == np.float16:
            found.append((constant.astype(np.float32), next(constants).copy()))
    return found
