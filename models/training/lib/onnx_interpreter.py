"""Runs an ONNX file with PyTorch operators, because PyTorch cannot load ONNX.

Supports the operators of the two teachers in the data folder and what `onnx_writer.Graph.conv` writes. Where the
processor multiplies bfloat16 (precision.py) it is twice as fast as onnxruntime in Node.
"""
import numpy as np
import torch
import torch.nn.functional as F

from .onnx_reader import GRAPH, INITIALIZER, read_fields, read_model, read_tensor
from .precision import compute_dtype

# Field numbers of onnx.proto (github.com/onnx/onnx)
NODE, INPUT, OUTPUT, OPERATOR, ATTRIBUTE = 1, 1, 2, 4, 5      # GraphProto and NodeProto
NAME, INTEGER, INTEGERS, TENSOR, TENSOR_NAME = 1, 3, 8, 5, 8  # AttributeProto; TensorProto.name


def group_fields(message):
    """{field number: [values]} of a protocol buffer message."""
    groups = {}
    for number, value in read_fields(message):
        groups.setdefault(number, []).append(value)
    return groups


def read_attributes(node):
    """{name: int, list of int or array} of a node."""
    attributes = {}
    for message in node.get(ATTRIBUTE, []):
        part = group_fields(message)
        name = part[NAME][0].decode()
        if TENSOR in part:
            attributes[name] = read_tensor(part[TENSOR][0])
        elif INTEGERS in part:
            attributes[name] = part[INTEGERS]
        else:
            attributes[name] = part.get(INTEGER, [0])[0]
    return attributes


def conv(inputs, attributes):
    return F.conv2d(*inputs, stride=attributes['strides'], padding=attributes['pads'][:2], groups=attributes['group'])


def pool(function):
    return lambda inputs, attributes: function(inputs[0], attributes['kernel_shape'], attributes['strides'])


OPERATORS = {
    'Add': lambda inputs, _: inputs[0] + inputs[1],
    'AveragePool': pool(F.avg_pool2d),
    'Conv': conv,
    'MaxPool': pool(F.max_pool2d),
    'Mul': lambda inputs, _: inputs[0] * inputs[1],
    # One slope per layer, of any size or sign.
    'PRelu': lambda inputs, attributes: F.leaky_relu(inputs[0], attributes['slope']),
    'Relu': lambda inputs, _: torch.relu(inputs[0]),
    'Resize': lambda inputs, _: F.interpolate(inputs[0], scale_factor=inputs[2][2:].tolist(), mode='nearest'),
    'Sigmoid': lambda inputs, _: torch.sigmoid(inputs[0]),
}


class OnnxInterpreter:
    """`steps` lists the nodes in order: (operator, input names, output name, attributes)."""

    def __init__(self, path, device='cpu', dtype=None):
        self.device, self.dtype = torch.device(device), dtype or compute_dtype(device)
        graph = group_fields(next(value for number, value in read_model(path) if number == GRAPH))
        self.constants, self.steps = {}, []
        for message in graph[INITIALIZER]:
            name = next(value for number, value in read_fields(message) if number == TENSOR_NAME).decode()
            array = read_tensor(message).astype(np.float32)
            self.constants[name] = torch.from_numpy(array).to(self.device, self.dtype)
        for message in graph[NODE]:
            self.add_node(group_fields(message))

    def add_node(self, node):
        """Append one node, simplified where its inputs are constants."""
        inputs, output = [name.decode() for name in node.get(INPUT, [])], node[OUTPUT][0].decode()
        operator = node[OPERATOR][0].decode()
        follows_conv = bool(self.steps) and self.steps[-1][0] == 'Conv'
        if operator == 'Cast':  # weights stored in half precision: converted above
            self.constants[output] = self.constants[inputs[0]]
        elif operator == 'Add' and inputs[1] in self.constants and follows_conv:  # the bias of the convolution
            _, conv_inputs, _, attributes = self.steps.pop()
            self.steps.append(('Conv', [*conv_inputs, inputs[1]], output, attributes))
            self.constants[inputs[1]] = self.constants[inputs[1]].flatten()
        elif operator == 'PRelu':
            self.steps.append((operator, inputs[:1], output, dict(slope=self.constants[inputs[1]].item())))
        else:
            self.steps.append((operator, inputs, output, read_attributes(node)))

    @torch.no_grad()
    def __call__(self, images, names):
        """N x 3 x H x W in the value range of the network, and tensor names -> those tensors."""
        x = images.to(self.device).to(self.dtype).contiguous(memory_format=torch.channels_last)
        values, requested = dict(self.constants, input=x), set(names)
        for operator, inputs, output, attributes in self.steps:
            if requested <= values.keys():
                break
            values[output] = OPERATORS[operator]([values[name] for name in inputs], attributes)
        return [values[name] for name in names]
