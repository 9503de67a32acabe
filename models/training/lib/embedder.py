"""The embedder: a plain residual 3x3 network, aligned face in, 256 numbers out."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from .place import Place
from .rounding import RoundedConv2d, RoundedLinear, rounded

WIDTHS = (16, 32, 64, 128)  # channels after each halving of the picture
BLOCKS = (2, 6, 2)          # residual blocks at 1/4, 1/8 and 1/16 of the picture's side
SLOPE = 0.1                 # of the activation below zero: costs no time, and lets a block's input through
DIMENSION = 256
INPUT = 80                  # side of the input in pixels when finished


def unit(inputs, outputs, stride=1, kernel=3):
    """Convolution and batch norm, kept as neighbours so that the export can fold them."""
    return nn.Sequential(RoundedConv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
                         nn.BatchNorm2d(outputs))


def active(x):
    return F.leaky_relu(x, SLOPE)


class Block(nn.Module):
    """x + two 3x3 convolutions. The second norm starts at zero: a new block begins as the identity,
    so that blocks can be added to a trained network."""

    def __init__(self, channels):
        super().__init__()
        self.first = unit(channels, channels)
        self.second = unit(channels, channels)
        nn.init.zeros_(self.second[1].weight)

    def forward(self, x):
        return active(x + self.second(active(self.first(x))))


class GlobalDepthwise(nn.Module):
    """One weight per channel and place (MobileFaceNet, Chen et al. 2018). The 5x5 weights are
    stretched when the map has another side, so one network trains at several input sizes."""

    def __init__(self, channels, side=5):
        super().__init__()
        self.weight = nn.Parameter(torch.full((channels, 1, side, side), 1 / side ** 2))
        self.norm = nn.BatchNorm2d(channels)

    def kernel(self, side):
        own = self.weight.shape[-1]
        if side == own:
            return self.weight
        stretched = F.interpolate(self.weight, size=(side, side), mode='bilinear', align_corners=False)
        return stretched * (own / side) ** 2

    def forward(self, x):  # N x C x s x s -> N x C x 1 x 1
        pooled = (x.float() * rounded(self.kernel(x.shape[-1])).squeeze(1)).sum((2, 3), keepdim=True)
        return self.norm(pooled)


class Embedder(nn.Module):
    """N x 3 x S x S RGB 0..255 (S a multiple of 16) -> N x 256, not normalised."""

    def __init__(self, widths=WIDTHS, blocks=BLOCKS, dimension=DIMENSION):
        super().__init__()
        w0, w1, w2, w3 = widths
        self.stem = unit(3, w0, 2)
        self.down = nn.ModuleList([unit(w0, w1, 2), unit(w1, w2, 2), unit(w2, w3, 2)])
        self.stages = nn.ModuleList([nn.ModuleList([Block(w) for _ in range(n)])
                                     for w, n in zip(widths[1:], blocks)])
        self.widen = unit(w3, dimension, kernel=1)
        self.pool = GlobalDepthwise(dimension)
        self.out = RoundedLinear(dimension, dimension, bias=False)
        self.last = nn.BatchNorm1d(dimension)

    def forward(self, x):
        x = active(self.stem((x - 127.5) / 64))
        for down, stage in zip(self.down, self.stages):
            x = active(down(x))
            for block in stage:
                x = block(x)
        x = self.pool(active(self.widen(x))).flatten(1)
        return self.last(self.out(x).float())

    def layers(self):
        """Every weight with its norm, in the order of the exported graph."""
        units = [self.stem]
        for down, stage in zip(self.down, self.stages):
            units += [down] + [part for block in stage for part in (block.first, block.second)]
        units.append(self.widen)
        stem = Place(self.stem[0].weight, self.stem[1], scale=1 / 64)
        return ([stem] + [Place(unit[0].weight, unit[1]) for unit in units[1:]]
                + [Place(self.pool.weight, self.pool.norm), Place(self.out.weight, self.last)])
