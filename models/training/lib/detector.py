"""The detector: a plain residual 3x3 net with heads at strides 16 and 32.

Per stride s and cell (x, y), row by row: a score, a box (cx = (x + b0) s, cy = (y + b1) s, w = exp(b2) s,
h = exp(b3) s) and five points ((x + k) s), in the order of the alignment template: eye at the left of the picture,
eye at the right, nose, mouth corner at the left, at the right.
"""
import math

import torch
from torch import nn

from .place import Place

INPUT = 256
STRIDES = (16, 32)
VALUES = 15  # score logit, 4 for the box, 10 for the points


def unit(i, o, stride=1, size=3):
    """Convolution and batch norm; folded into one when exported."""
    return nn.Sequential(nn.Conv2d(i, o, size, stride, size // 2, bias=False), nn.BatchNorm2d(o))


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.first, self.second = unit(width, width), unit(width, width)

    def forward(self, x):
        return torch.relu(x + self.second(torch.relu(self.first(x))))


class Head(nn.Conv2d):
    """1x1 convolution; starts at rare faces of about 70 pixels, centred on the cell."""

    def __init__(self, width, stride):
        super().__init__(width, VALUES, 1)
        nn.init.normal_(self.weight, std=0.01)
        with torch.no_grad():
            self.bias.fill_(0.5)
            self.bias[0] = -4
            self.bias[3:5] = math.log(70 / stride)


class Detector(nn.Module):
    """B x 3 x H x W, RGB 0..255, H and W multiples of 32 -> per stride B x 15 x H/s x W/s (scores as logits)."""

    def __init__(self, stem=(8, 16), widths=(32, 48, 64), depths=(1, 2, 1)):
        super().__init__()
        self.stem = nn.ModuleList([unit(3, stem[0], 2), unit(stem[0], stem[1], 2)])
        inner = (stem[1],) + tuple(widths)
        self.down = nn.ModuleList([unit(inner[i], inner[i + 1], 2) for i in range(3)])
        self.stages = nn.ModuleList([nn.Sequential(*[Block(w) for _ in range(n)]) for w, n in zip(widths, depths)])
        self.lateral = unit(widths[2], widths[1], size=1)
        self.merge = unit(widths[1], widths[1])
        self.heads = nn.ModuleList([Head(widths[1], 16), Head(widths[2], 32)])

    def forward(self, x):
        x = (x - 127.5) / 64
        for layer in self.stem:
            x = torch.relu(layer(x))
        maps = []
        for down, stage in zip(self.down, self.stages):
            x = stage(torch.relu(down(x)))
            maps.append(x)
        coarse = maps[2]
        wide = nn.functional.interpolate(self.lateral(coarse), scale_factor=2, mode='nearest')
        fine = torch.relu(self.merge(torch.relu(maps[1] + wide)))
        return [head(x) for head, x in zip(self.heads, (fine, coarse))]

    def layers(self):
        """Every weight with its norm or bias, in the order of the exported graph."""
        units = list(self.stem[1:])
        for down, stage in zip(self.down, self.stages):
            units += [down] + [part for block in stage for part in (block.first, block.second)]
        units += [self.lateral, self.merge]
        return ([Place(self.stem[0][0].weight, self.stem[0][1], scale=1 / 64)]
                + [Place(unit[0].weight, unit[1]) for unit in units]
                + [Place(head.weight, bias=head.bias) for head in self.heads])


def decode(outputs):
    """Maps of `forward` -> B x N x 15: score 0..1, box centre and size, five points, all in pixels."""
    rows = []
    for y, stride in zip(outputs, STRIDES):
        height, width = y.shape[2:]
        y = y.float().permute(0, 2, 3, 1)
        at = torch.stack(torch.meshgrid(torch.arange(width), torch.arange(height), indexing='xy'), -1).float()
        at = at.to(y.device)
        rows.append(torch.cat([
            y[..., :1].sigmoid(), (y[..., 1:3] + at) * stride, y[..., 3:5].clamp(-4, 4).exp() * stride,
            (y[..., 5:] + at.repeat(1, 1, 5)) * stride], -1).flatten(1, 2))
    return torch.cat(rows, 1)
