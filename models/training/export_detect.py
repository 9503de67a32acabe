"""Write the trained detector as ONNX: python3 models/training/export_detect.py [--height 256] [--width 256] [--output models/detect.onnx] [--mean FOLDER]

Input `input` 1 x 3 x H x W float32, RGB 0..255. Per stride s (16, 32), cells row by row: `score_s` 1 x N x 1 (probability),
`box_s` 1 x N x 4, `points_s` 1 x N x 10; their geometry is described in lib/detector.py. Batch norms are folded, weights are int8 with
one scale per output channel.
"""
import argparse
import os

import numpy as np

from lib.checkpoint import Average, load_trained, restore
from lib.detector import INPUT, STRIDES, Detector
from lib.onnx_writer import Graph, fold

HERE = os.path.dirname(os.path.abspath(__file__))


def build(net, height, width):
    """The graph of a network in evaluation mode."""
    graph = Graph('detector', 'frame to faces: score, box and five points per cell')

    def unit(x, layer, stride=1, scale=1.0):
        weight, bias = fold(layer[0].weight, layer[1])
        return graph.conv(x, weight * scale, bias, stride, layer[0].kernel_size[0] // 2)

    relu = lambda x: graph.node('Relu', x)
    x = graph.input('input', (1, 3, height, width))
    x = graph.node('Sub', x, graph.constant(np.float32(127.5)))
    x = relu(unit(x, net.stem[0], 2, 1 / 64))
    x = relu(unit(x, net.stem[1], 2))
    maps = []
    for down, stage in zip(net.down, net.stages):
        x = relu(unit(x, down, 2))
        for block in stage:
            x = relu(graph.node('Add', unit(relu(unit(x, block.first)), block.second), x))
        maps.append(x)
    wide = graph.node('Resize', unit(maps[2], net.lateral), '', graph.constant(np.float32([1, 1, 2, 2])),
                      mode='nearest', coordinate_transformation_mode='asymmetric', nearest_mode='floor')
    fine = relu(unit(relu(graph.node('Add', maps[1], wide)), net.merge))
    for head, x, stride in zip(net.heads, (fine, maps[2]), STRIDES):
        answers(graph, head, x, stride, (height // stride) * (width // stride))
    return graph


def answers(graph, head, x, stride, cells):
    """The outputs of one head, cells row by row."""
    y = graph.conv(x, head.weight.detach().numpy(), head.bias.detach().numpy())
    y = graph.node('Transpose', graph.node('Reshape', y, graph.constant(np.int64([1, 15, cells]))), perm=[0, 2, 1])
    score, box, points = graph.node('Split', y, graph.constant(np.int64([1, 4, 10])), outputs=3, axis=2)
    graph.output(graph.node('Sigmoid', score, name=f'score_{stride}'), (1, cells, 1))
    graph.output(graph.node('Identity', box, name=f'box_{stride}'), (1, cells, 4))
    graph.output(graph.node('Identity', points, name=f'points_{stride}'), (1, cells, 10))


def write(net, path, step, seen, height=INPUT, width=INPUT):
    """Write a network; a line that tells of it."""
    graph = build(net, height, width)
    graph.metadata = dict(step=step, views=seen)
    return f'{path}: {graph.save(path)} bytes after {seen} views'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'))
    parser.add_argument('--height', type=int, default=INPUT)
    parser.add_argument('--width', type=int, default=INPUT)
    parser.add_argument('--output', default=os.path.join(HERE, '..', 'detect.onnx'))
    parser.add_argument('--mean', metavar='FOLDER', help='an earlier checkpoint, for the mean of the weights of two sittings')
    parser.add_argument('--last', action='store_true', help='the weights with which the sitting ended, not their running average')
    args = parser.parse_args()
    net = Detector()
    average = Average(net)
    step, seen = restore(load_trained(os.path.join(args.cache, 'detect')), net, average, [])
    if args.last:
        average.net.load_state_dict(net.state_dict())
    if args.mean:
        earlier = Average(Detector())
        restore(load_trained(args.mean), Detector(), earlier, [])
        for own, other in zip(average.net.state_dict().values(), earlier.net.state_dict().values()):
            if own.is_floating_point():
                own.lerp_(other, 0.5)
    print(write(average.net, args.output, step, seen, args.height, args.width))


if __name__ == '__main__':
    main()
