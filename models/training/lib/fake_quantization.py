"""Quantization-aware training: convolutions and linear layers that compute with the int8 weights of the export.

A network trained this way gives the same outputs before and after the export (Jacob et al., "Quantization and
Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", CVPR 2018; weights only).
"""
import torch
from torch import nn


def fake_quantize(weight):
    """Round a weight (outputs on the first axis) to int8 with one symmetric scale per output; returns float32.

    The values equal those of `onnx_writer.quantize`. The gradient is that of the identity (straight-through
    estimator, Bengio et al. 2013). A batch norm scales whole outputs, so rounding before or after it is folded
    in gives the same result.
    """
    values = weight.detach()
    scale = values.flatten(1).abs().amax(1).clamp(min=1e-12) / 127
    scale = scale.reshape(-1, *[1] * (weight.dim() - 1))
    return weight + ((values / scale).round() * scale - values)


class FakeQuantizedConv2d(nn.Conv2d):
    def forward(self, x):
        return self._conv_forward(x, fake_quantize(self.weight), self.bias)


class FakeQuantizedLinear(nn.Linear):
    def forward(self, x):
        return nn.functional.linear(x, fake_quantize(self.weight), self.bias)
