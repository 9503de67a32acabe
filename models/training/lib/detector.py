"""The detector: a plain residual network of 3x3 convolutions with heads at strides 16 and 32.

Outputs per stride s and cell (x, y), cells row by row:

- score: logit of the probability that the cell shows a face
- box b: center cx = (x + b0) s, cy = (y + b1) s, width exp(b2) s, height exp(b3) s
- landmarks k: five points at (x + k0) s, (y + k1) s, in the order of the alignment template: left eye, right eye,
  nose, left and right corner of the mouth, left and right as seen in the image
"""
import math

import torch
from torch import nn

from .exported_layer import ExportedLayer

INPUT_SIZE = 256   # side of the exported input, pixels
STRIDES = (16, 32)
CHANNELS = 15      # score, 4 of the box, 10 of the landmarks
INITIAL_FACE = 70  # face size that an untrained head predicts, pixels


def conv_bn(inputs, outputs, stride=1, kernel=3):
    """Convolution and batch norm as neighbors, so that the export can fold them."""
    return nn.Sequential(nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False), nn.BatchNorm2d(outputs))


class ResidualBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1, self.conv2 = conv_bn(channels, channels), conv_bn(channels, channels)

    def forward(self, x):
        return torch.relu(x + self.conv2(torch.relu(self.conv1(x))))


class Head(nn.Conv2d):
    """1x1 convolution whose biases start at a low score (Lin et al. 2017) and a face centered on the cell."""

    def __init__(self, channels, stride):
        super().__init__(channels, CHANNELS, 1)
        nn.init.normal_(self.weight, std=0.01)
        with torch.no_grad():
            self.bias.fill_(0.5)
            self.bias[0] = -4
            self.bias[3:5] = math.log(INITIAL_FACE / stride)


class Detector(nn.Module):
    """B x 3 x H x W RGB, 0..255, H and W multiples of 32 -> per stride B x 15 x H/s x W/s, scores as logits."""

    def __init__(self, stem=(8, 16), widths=(32, 48, 64), depths=(1, 2, 1)):
        super().__init__()
        self.stem = nn.ModuleList([conv_bn(3, stem[0], 2), conv_bn(stem[0], stem[1], 2)])
        inputs = (stem[1],) + tuple(widths)
        self.downsample = nn.ModuleList([conv_bn(inputs[i], inputs[i + 1], 2) for i in range(3)])
        self.stages = nn.ModuleList([nn.Sequential(*[ResidualBlock(width) for _ in range(depth)])
                                     for width, depth in zip(widths, depths)])
        self.lateral = conv_bn(widths[2], widths[1], kernel=1)
        self.fuse = conv_bn(widths[1], widths[1])
        self.heads = nn.ModuleList([Head(widths[1], 16), Head(widths[2], 32)])

    def forward(self, x):
        x = (x - 127.5) / 64
        for layer in self.stem:
            x = torch.relu(layer(x))
        maps = []
        for downsample, stage in zip(self.downsample, self.stages):
            x = stage(torch.relu(downsample(x)))
            maps.append(x)
        _, middle, coarse = maps  # strides 8, 16 and 32
        upsampled = nn.functional.interpolate(self.lateral(coarse), scale_factor=2, mode='nearest')
        fused = torch.relu(self.fuse(torch.relu(middle + upsampled)))
        return [head(x) for head, x in zip(self.heads, (fused, coarse))]

    def exported_layers(self):
        """Every weight with its batch norm or bias, in the order of the exported graph."""
        convs = list(self.stem[1:])
        for downsample, stage in zip(self.downsample, self.stages):
            convs += [downsample] + [conv for block in stage for conv in (block.conv1, block.conv2)]
        convs += [self.lateral, self.fuse]
        return ([ExportedLayer(self.stem[0][0].weight, self.stem[0][1], input_scale=1 / 64)]
                + [ExportedLayer(conv[0].weight, conv[1]) for conv in convs]
                + [ExportedLayer(head.weight, bias=head.bias) for head in self.heads])


def decode(outputs):
    """Outputs of the network -> B x N x 15: score 0..1, box center and size, five landmarks, in pixels of the input."""
    rows = []
    for y, stride in zip(outputs, STRIDES):
        height, width = y.shape[2:]
        y = y.float().permute(0, 2, 3, 1)
        cell = torch.stack(torch.meshgrid(torch.arange(width), torch.arange(height), indexing='xy'), -1).float()
        cell = cell.to(y.device)
        rows.append(torch.cat([
            y[..., :1].sigmoid(), (y[..., 1:3] + cell) * stride, y[..., 3:5].clamp(-4, 4).exp() * stride,
            (y[..., 5:] + cell.repeat(1, 1, 5)) * stride], -1).flatten(1, 2))
    return torch.cat(rows, 1)
