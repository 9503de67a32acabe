"""The embedder: a plain residual network of 3x3 convolutions that maps an aligned face to 256 numbers."""
import torch
import torch.nn as nn
import torch.nn.functional as F

from .exported_layer import ExportedLayer
from .fake_quantization import FakeQuantizedConv2d, FakeQuantizedLinear, fake_quantize

WIDTHS = (16, 32, 64, 128)  # channels at 1/2, 1/4, 1/8 and 1/16 of the input's side
BLOCKS = (2, 6, 2)          # residual blocks at 1/4, 1/8 and 1/16 of the input's side
LEAKY_SLOPE = 0.1           # held-out loss 0.1331; 0.1341 with 0, 0.1371 with 0.25. onnxruntime fuses it like ReLU
DIMENSION = 256
INPUT_SIZE = 80             # side of the exported input, pixels


def conv_bn(inputs, outputs, stride=1, kernel=3):
    """Convolution and batch norm as neighbors, so that the export can fold them."""
    return nn.Sequential(FakeQuantizedConv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
                         nn.BatchNorm2d(outputs))


def activation(x):
    return F.leaky_relu(x, LEAKY_SLOPE)


class ResidualBlock(nn.Module):
    """x + two 3x3 convolutions. The second batch norm starts at zero, so that a new block is the identity
    (up to the activation) and blocks can be added to a trained network."""

    def __init__(self, channels):
        super().__init__()
        self.conv1 = conv_bn(channels, channels)
        self.conv2 = conv_bn(channels, channels)
        nn.init.zeros_(self.conv2[1].weight)

    def forward(self, x):
        return activation(x + self.conv2(activation(self.conv1(x))))


class GlobalDepthwiseConv(nn.Module):
    """Pooling with one weight per channel and position (MobileFaceNet, Chen et al. 2018).

    The 5x5 kernel is interpolated for feature maps of another size, so that one network trains at several input sizes.
    """

    def __init__(self, channels, side=5):
        super().__init__()
        self.weight = nn.Parameter(torch.full((channels, 1, side, side), 1 / side ** 2))
        self.norm = nn.BatchNorm2d(channels)

    def kernel(self, side):
        """C x 1 x side x side."""
        own_side = self.weight.shape[-1]
        if side == own_side:
            return self.weight
        resized = F.interpolate(self.weight, size=(side, side), mode='bilinear', align_corners=False)
        return resized * (own_side / side) ** 2

    def forward(self, x):
        """N x C x s x s -> N x C x 1 x 1."""
        kernel = fake_quantize(self.kernel(x.shape[-1])).squeeze(1)
        return self.norm((x.float() * kernel).sum((2, 3), keepdim=True))


class Embedder(nn.Module):
    """N x 3 x S x S RGB, 0..255, S a multiple of 16 -> N x 256, not normalized."""

    def __init__(self, widths=WIDTHS, blocks=BLOCKS, dimension=DIMENSION):
        super().__init__()
        w0, w1, w2, w3 = widths
        self.stem = conv_bn(3, w0, 2)
        self.downsample = nn.ModuleList([conv_bn(w0, w1, 2), conv_bn(w1, w2, 2), conv_bn(w2, w3, 2)])
        self.stages = nn.ModuleList([nn.ModuleList([ResidualBlock(width) for _ in range(count)])
                                     for width, count in zip(widths[1:], blocks)])
        self.expand = conv_bn(w3, dimension, kernel=1)
        self.pool = GlobalDepthwiseConv(dimension)
        self.projection = FakeQuantizedLinear(dimension, dimension, bias=False)
        self.output_norm = nn.BatchNorm1d(dimension)

    def forward(self, x):
        x = activation(self.stem((x - 127.5) / 64))
        for downsample, stage in zip(self.downsample, self.stages):
            x = activation(downsample(x))
            for block in stage:
                x = block(x)
        x = self.pool(activation(self.expand(x))).flatten(1)
        return self.output_norm(self.projection(x).float())

    def exported_layers(self):
        """Every weight with its batch norm, in the order of the exported graph."""
        convs = []
        for downsample, stage in zip(self.downsample, self.stages):
            convs += [downsample] + [conv for block in stage for conv in (block.conv1, block.conv2)]
        convs.append(self.expand)
        return ([ExportedLayer(self.stem[0].weight, self.stem[1], input_scale=1 / 64)]
                + [ExportedLayer(conv[0].weight, conv[1]) for conv in convs]
                + [ExportedLayer(self.pool.weight, self.pool.norm),
                   ExportedLayer(self.projection.weight, self.output_norm)])
