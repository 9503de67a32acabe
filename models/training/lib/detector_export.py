"""The detector as an ONNX graph.

Input `input` 1 x 3 x H x W float32, RGB 0..255. Outputs per stride s (16, 32), cells row by row: `score_s` 1 x N x 1
(probability), `box_s` 1 x N x 4, `points_s` 1 x N x 10; detector.py describes their geometry. The graph contains the
input normalization; batch norms are folded; weights are int8 with one scale per output channel.
"""
import numpy as np

from .detector import INPUT_SIZE, STRIDES
from .onnx_writer import Graph, fold_batch_norm


def build_graph(net, height, width):
    """The graph of a `Detector` in evaluation mode, on the CPU; height and width of the input in pixels."""
    graph = Graph('detector', 'frame to faces: score, box and five points per cell')

    def conv(x, layer, stride=1, scale=1.0):
        weight, bias = fold_batch_norm(layer[0].weight, layer[1])
        return graph.conv(x, weight * scale, bias, stride, layer[0].kernel_size[0] // 2)

    def relu(x):
        return graph.node('Relu', x)

    x = graph.input('input', (1, 3, height, width))
    x = graph.node('Sub', x, graph.constant(np.float32(127.5)))
    x = relu(conv(x, net.stem[0], 2, 1 / 64))
    x = relu(conv(x, net.stem[1], 2))
    maps = []
    for downsample, stage in zip(net.downsample, net.stages):
        x = relu(conv(x, downsample, 2))
        for block in stage:
            x = relu(graph.node('Add', conv(relu(conv(x, block.conv1)), block.conv2), x))
        maps.append(x)
    _, middle, coarse = maps  # strides 8, 16 and 32
    upsampled = graph.node('Resize', conv(coarse, net.lateral), '', graph.constant(np.float32([1, 1, 2, 2])),
                           mode='nearest', coordinate_transformation_mode='asymmetric', nearest_mode='floor')
    fused = relu(conv(relu(graph.node('Add', middle, upsampled)), net.fuse))
    for head, x, stride in zip(net.heads, (fused, coarse), STRIDES):
        add_outputs(graph, head, x, stride, (height // stride) * (width // stride))
    return graph


def add_outputs(graph, head, x, stride, cells):
    """The three outputs of one head, cells row by row."""
    y = graph.conv(x, head.weight.detach().numpy(), head.bias.detach().numpy())
    y = graph.node('Transpose', graph.node('Reshape', y, graph.constant(np.int64([1, 15, cells]))), perm=[0, 2, 1])
    score, box, points = graph.node('Split', y, graph.constant(np.int64([1, 4, 10])), outputs=3, axis=2)
    graph.output(graph.node('Sigmoid', score, name=f'score_{stride}'), (1, cells, 1))
    graph.output(graph.node('Identity', box, name=f'box_{stride}'), (1, cells, 4))
    graph.output(graph.node('Identity', points, name=f'points_{stride}'), (1, cells, 10))


def write_onnx(net, path, step, views, height=INPUT_SIZE, width=INPUT_SIZE):
    """Write the network with its progress as metadata; returns a line for the terminal."""
    graph = build_graph(net, height, width)
    graph.metadata = dict(step=step, views=views)
    return f'{path}: {graph.save(path)} bytes after {views} views'
