"""Reads back what onnx_writer.py wrote: the weights of a shipped network, so that training can continue from them.

    for weight, bias in read_layers('models/embed.onnx'): ...    # float32, in the order of the graph
"""
import numpy as np

from .onnx_writer import TYPES

DTYPES = {number: name for name, number in TYPES.items()}
# Field numbers of onnx.proto (github.com/onnx/onnx)
GRAPH, METADATA, INITIALIZER = 7, 14, 5  # ModelProto and GraphProto
DIMS, DATA_TYPE, RAW_DATA = 1, 2, 9      # TensorProto


def read_varint(data, offset):
    """(value, offset after it)."""
    value, shift = 0, 0
    while True:
        byte = data[offset]
        value |= (byte & 127) << shift
        offset, shift = offset + 1, shift + 7
        if byte < 128:
            return value, offset


def read_fields(data):
    """(number, value) of every field of a message: int for varints, bytes for the rest."""
    offset = 0
    while offset < len(data):
        tag, offset = read_varint(data, offset)
        wire_type = tag & 7
        if wire_type == 0:
            value, offset = read_varint(data, offset)
        else:
            size, offset = (4, offset) if wire_type == 5 else read_varint(data, offset)
            value, offset = data[offset:offset + size], offset + size
        yield tag >> 3, value


def read_tensor(message):
    """TensorProto -> NumPy array."""
    parts = list(read_fields(message))
    data_type = next(value for number, value in parts if number == DATA_TYPE)
    shape = [value for number, value in parts if number == DIMS]
    raw = next(value for number, value in parts if number == RAW_DATA)
    return np.frombuffer(raw, DTYPES[data_type]).reshape(shape)


def read_model(path):
    """The fields of the ModelProto in a file."""
    with open(path, 'rb') as handle:
        return list(read_fields(handle.read()))


def read_metadata(path):
    """{key: string} of the metadata properties of a model."""
    entries = [dict(read_fields(value)) for number, value in read_model(path) if number == METADATA]
    return {entry[1].decode(): entry[2].decode() for entry in entries}


def read_constants(path):
    """All constants of a model, in the order of the graph."""
    graph = next(value for number, value in read_model(path) if number == GRAPH)
    return [read_tensor(value) for number, value in read_fields(graph) if number == INITIALIZER]


def read_layers(path):
    """[(weight, bias)] of all convolutions and linear layers, float32, in the order of the graph."""
    constants = iter(read_constants(path))
    layers = []
    for constant in constants:
        if constant.dtype == np.int8:  # followed by its scales (one per output) and its bias
            layers.append((constant * next(constants), next(constants).copy()))
        elif constant.dtype == np.float16:
            layers.append((constant.astype(np.float32), next(constants).copy()))
    return layers
