"""The teacher in PyTorch, which cannot load ONNX: runs the few operators that `face-reid-0095.onnx` is made of.

Twice as fast as onnxruntime in Node where the processor multiplies bfloat16 (precision.py); cosine to the stored answers then >= 0.995.
"""
import cv2
import numpy as np
import torch
import torch.nn.functional as F

from .onnx_reader import GRAPH, INITIALIZER, array, fields, model
from .precision import PRODUCT

INPUT = 128
BATCH = 16  # what stays in a cache of a processor
# from the 112 px crop to the 128 px that face-reid-0095 was trained on
FROM_CROP = np.float64([[1.216342, -0.0022055, -3.953530], [0.0022055, 1.216342, -5.325768]])
NODE, INPUT_NAME, OUTPUT_NAME, OPERATOR, ATTRIBUTE = 1, 1, 2, 4, 5  # fields of GraphProto and NodeProto
NAME, INTEGER, INTEGERS, TENSOR_NAME = 1, 3, 8, 8                   # fields of AttributeProto, and one of TensorProto


def grouped(message):
    """{field number: [values]} of a message."""
    found = {}
    for number, value in fields(message):
        found.setdefault(number, []).append(value)
    return found


def attributes(node):
    """{name: int or [int]} of a node."""
    parts = [grouped(value) for value in node.get(ATTRIBUTE, [])]
    return {part[NAME][0].decode(): part[INTEGERS] if INTEGERS in part else part.get(INTEGER, [0])[0] for part in parts}


OPERATORS = {
    'Add': lambda inputs, _: inputs[0] + inputs[1],
    'Mul': lambda inputs, _: inputs[0] * inputs[1],
    'Sigmoid': lambda inputs, _: torch.sigmoid(inputs[0]),
    'PRelu': lambda inputs, _: F.leaky_relu(inputs[0], inputs[1].item()),  # one slope a layer, of any size or sign
    'AveragePool': lambda inputs, options: F.avg_pool2d(inputs[0], options['kernel_shape'], options['strides']),
    'Conv': lambda inputs, options: F.conv2d(*inputs, stride=options['strides'], padding=options['pads'][:2],
                                             groups=options['group']),
}


class Teacher:
    """N x 3 x 128 x 128 RGB 0..255 -> N x 256 unit vectors."""

    def __init__(self, path, device='cpu'):
        graph = grouped(next(value for number, value in model(path) if number == GRAPH))
        constants = {}
        for message in graph[INITIALIZER]:
            name = next(value for number, value in fields(message) if number == TENSOR_NAME).decode()
            constants[name] = torch.from_numpy(array(message).astype(np.float32)).to(device, PRODUCT)
        self.steps = []
        for message in graph[NODE]:
            node = grouped(message)
            inputs, output = [name.decode() for name in node[INPUT_NAME]], node[OUTPUT_NAME][0].decode()
            operator = node[OPERATOR][0].decode()
            if operator == 'Cast':  # half-precision weights, unpacked here once
                constants[output] = constants[inputs[0]]
            elif operator == 'Add' and inputs[1] in constants and self.steps and self.steps[-1][0] == 'Conv':
                _, of_conv, _, options = self.steps.pop()
                self.steps.append(('Conv', [*of_conv, inputs[1]], output, options))  # its bias
                constants[inputs[1]] = constants[inputs[1]].flatten()
            else:
                self.steps.append((operator, inputs, output, attributes(node)))
        self.constants, self.device = constants, torch.device(device)

    @torch.no_grad()
    def __call__(self, pictures):
        x = pictures.to(self.device).flip(1).to(PRODUCT).contiguous(memory_format=torch.channels_last)
        values = dict(self.constants, input=x)
        for operator, inputs, output, options in self.steps:
            values[output] = OPERATORS[operator]([values[name] for name in inputs], options)
        return F.normalize(values[output].flatten(1).float(), dim=1)

    def of_faces(self, faces):
        """N x 112 x 112 x 3 RGB uint8 crops -> N x 256: the mean over each face and its mirror image, unit length."""
        large = np.stack([cv2.warpAffine(face, FROM_CROP, (INPUT, INPUT)) for face in faces])
        batch = torch.from_numpy(large).permute(0, 3, 1, 2)
        parts = [self(part) + self(part.flip(3)) for part in batch.split(BATCH)]
        return F.normalize(torch.cat(parts), dim=1)
