"""An ONNX file as a PyTorch function, for PyTorch cannot load ONNX: the few operators that the teachers in the data folder are made of.

Twice as fast as onnxruntime in Node where the processor multiplies bfloat16 (precision.py).
"""
import numpy as np
import torch
import torch.nn.functional as F

from .onnx_reader import GRAPH, INITIALIZER, array, fields, model
from .precision import product

NODE, INPUT, OUTPUT, OPERATOR, ATTRIBUTE = 1, 1, 2, 4, 5      # fields of GraphProto and NodeProto
NAME, INTEGER, INTEGERS, TENSOR, TENSOR_NAME = 1, 3, 8, 5, 8  # fields of AttributeProto, and one of TensorProto


def grouped(message):
    """{field number: [values]} of a message."""
    found = {}
    for number, value in fields(message):
        found.setdefault(number, []).append(value)
    return found


def attributes(node):
    """{name: int, [int] or array} of a node."""
    parts = [grouped(value) for value in node.get(ATTRIBUTE, [])]
    return {part[NAME][0].decode(): array(part[TENSOR][0]) if TENSOR in part
            else part[INTEGERS] if INTEGERS in part else part.get(INTEGER, [0])[0] for part in parts}


def conv(inputs, options):
    return F.conv2d(*inputs, stride=options['strides'], padding=options['pads'][:2], groups=options['group'])


OPERATORS = {
    'Add': lambda inputs, _: inputs[0] + inputs[1],
    'AveragePool': lambda inputs, options: F.avg_pool2d(inputs[0], options['kernel_shape'], options['strides']),
    'Conv': conv,
    'MaxPool': lambda inputs, options: F.max_pool2d(inputs[0], options['kernel_shape'], options['strides']),
    'Mul': lambda inputs, _: inputs[0] * inputs[1],
    'PRelu': lambda inputs, options: F.leaky_relu(inputs[0], options['slope']),  # one a layer, of any size or sign
    'Relu': lambda inputs, _: torch.relu(inputs[0]),
    'Resize': lambda inputs, _: F.interpolate(inputs[0], scale_factor=inputs[2][2:].tolist(), mode='nearest'),
    'Sigmoid': lambda inputs, _: torch.sigmoid(inputs[0]),
}


class OnnxNet:
    """Runs the graph up to the tensors named."""

    def __init__(self, path, device='cpu', kind=None):
        kind = kind or product(device)
        graph = grouped(next(value for number, value in model(path) if number == GRAPH))
        constants = {}
        for message in graph[INITIALIZER]:
            name = next(value for number, value in fields(message) if number == TENSOR_NAME).decode()
            constants[name] = torch.from_numpy(array(message).astype(np.float32)).to(device, kind)
        self.steps = []
        for message in graph[NODE]:
            node = grouped(message)
            inputs, output = [name.decode() for name in node.get(INPUT, [])], node[OUTPUT][0].decode()
            operator = node[OPERATOR][0].decode()
            if operator == 'Cast':  # half-precision weights, unpacked here once
                constants[output] = constants[inputs[0]]
            elif operator == 'Add' and inputs[1] in constants and self.steps and self.steps[-1][0] == 'Conv':
                _, of_conv, _, options = self.steps.pop()
                self.steps.append(('Conv', [*of_conv, inputs[1]], output, options))  # its bias
                constants[inputs[1]] = constants[inputs[1]].flatten()
            elif operator == 'PRelu':
                self.steps.append((operator, inputs[:1], output, dict(slope=constants[inputs[1]].item())))
            else:
                self.steps.append((operator, inputs, output, attributes(node)))
        self.constants, self.device, self.kind = constants, torch.device(device), kind

    @torch.no_grad()
    def __call__(self, pictures, names):
        """N x 3 x H x W, as the net takes them, and names -> their tensors."""
        x = pictures.to(self.device).to(self.kind).contiguous(memory_format=torch.channels_last)
        values, wanted = dict(self.constants, input=x), set(names)
        for operator, inputs, output, options in self.steps:
            if wanted <= values.keys():
                break
            values[output] = OPERATORS[operator]([values[name] for name in inputs], options)
        return [values[name] for name in names]
