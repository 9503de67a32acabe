"""The passive liveness network: a plain residual network of 3x3 convolutions, 80 x 80 px to three classes."""
import torch
from torch import nn

from .embedder import ResidualBlock, activation, conv_bn
from .exported_layer import ExportedLayer
from .fake_quantization import FakeQuantizedLinear
from .onnx_writer import Graph, fold_batch_norm

WIDTHS = (24, 32, 48, 72)  # channels at 1/2, 1/4, 1/8 and 1/16 of the input's side
BLOCKS = (2, 2, 1)         # residual blocks at 1/4, 1/8 and 1/16
CLASSES = 3                # live, print, screen (liveness_samples.py)
INPUT_SIZE = 80
LEAKY_SLOPE = 0.1          # of embedder.activation


class LivenessNet(nn.Module):
    """N x 3 x 80 x 80 RGB, 0..255 -> N x 3 logits."""

    def __init__(self):
        super().__init__()
        w0, w1, w2, w3 = WIDTHS
        self.stem = conv_bn(3, w0, 2)
        self.downsample = nn.ModuleList([conv_bn(w0, w1, 2), conv_bn(w1, w2, 2), conv_bn(w2, w3, 2)])
        self.stages = nn.ModuleList([nn.ModuleList([ResidualBlock(width) for _ in range(count)])
                                     for width, count in zip(WIDTHS[1:], BLOCKS)])
        self.classify = FakeQuantizedLinear(2 * w3, CLASSES)

    def forward(self, x):
        x = activation(self.stem((x - 127.5) / 64))
        for downsample, stage in zip(self.downsample, self.stages):
            x = activation(downsample(x))
            for block in stage:
                x = block(x)
        x = x.float()
        return self.classify(torch.cat([x.mean((2, 3)), x.amax((2, 3))], 1))

    def exported_layers(self):
        """Every weight with its batch norm, in the order of the exported graph."""
        convs = []
        for downsample, stage in zip(self.downsample, self.stages):
            convs += [downsample] + [conv for block in stage for conv in (block.conv1, block.conv2)]
        return ([ExportedLayer(self.stem[0].weight, self.stem[1], input_scale=1 / 64)]
                + [ExportedLayer(conv[0].weight, conv[1]) for conv in convs]
                + [ExportedLayer(self.classify.weight, bias=self.classify.bias)])


def build_graph(net, dtype='int8'):
    """The graph of a network in evaluation mode, on the CPU. Input `input` 1 x 3 x 80 x 80, output `classes` 1 x 3,
    probabilities in the order live, print, screen."""
    graph = Graph('liveness', 'surroundings of a face to live, print, screen')

    def conv(x, layer, stride, scale=1.0):
        weight, bias = fold_batch_norm(layer[0].weight, layer[1])
        return graph.conv(x, weight * scale, bias, stride, 1, dtype=dtype)

    def leaky(x):
        return graph.node('LeakyRelu', x, alpha=LEAKY_SLOPE)

    x = graph.input('input', (1, 3, INPUT_SIZE, INPUT_SIZE))
    x = graph.node('Sub', x, graph.constant(torch.tensor(127.5).numpy()))
    x = leaky(conv(x, net.stem, 2, 1 / 64))
    for downsample, stage in zip(net.downsample, net.stages):
        x = leaky(conv(x, downsample, 2))
        for block in stage:
            y = leaky(conv(x, block.conv1, 1))
            x = leaky(graph.node('Add', conv(y, block.conv2, 1), x))
    mean, largest = graph.node('GlobalAveragePool', x), graph.node('GlobalMaxPool', x)
    x = graph.node('Flatten', graph.node('Concat', mean, largest, axis=1))
    x = graph.linear(x, net.classify.weight.detach().numpy(), net.classify.bias.detach().numpy(), dtype=dtype)
    graph.output(graph.node('Softmax', x, axis=1, name='classes'), (1, CLASSES))
    return graph


def write_onnx(net, path, step, views):
    """Write the network with its progress as metadata; returns a line for the terminal."""
    graph = build_graph(net)
    graph.metadata = dict(step=step, views=views)
    return f'{path}: {graph.save(path)} bytes after {views} views'
