"""Weights as the ONNX file holds them, int8 with one scale per output: a net that computes with them while it learns loses nothing by the export."""
import torch
from torch import nn


def rounded(weight):
    """What onnx_writer.quantise makes of a weight (outputs first). The gradient passes as if nothing were rounded (the straight-through
    estimator, Bengio et al. 2013). A norm behind it scales whole outputs, so rounding before or after it is folded in is the same.
    """
    plain = weight.detach()
    scale = plain.flatten(1).abs().amax(1).clamp(min=1e-12) / 127
    scale = scale.reshape(-1, *[1] * (weight.dim() - 1))
    return weight + ((plain / scale).round() * scale - plain)


class RoundedConv2d(nn.Conv2d):
    def forward(self, x):
        return self._conv_forward(x, rounded(self.weight), self.bias)


class RoundedLinear(nn.Linear):
    def forward(self, x):
        return nn.functional.linear(x, rounded(self.weight), self.bias)
