"""Write the trained embedder as ONNX: python3 models/training/export_embed.py [--annealed] [--output models/embed.onnx]

Input `input` 1 x 3 x 80 x 80 float32, RGB 0..255; output `embedding` 1 x 256 of unit length. The mean is
taken off inside the graph, batch norms are folded, weights are int8 with one scale per output channel.
"""
import argparse
import os

import numpy as np

from lib.checkpoint import Average, load_trained, restore
from lib.embedder import DIMENSION, INPUT, SLOPE, Embedder
from lib.onnx_writer import Graph, fold

HERE = os.path.dirname(os.path.abspath(__file__))


def build(net, size=INPUT, store='int8'):
    """The graph of a network in evaluation mode."""
    graph = Graph('embedder', 'aligned face to unit vector')

    def unit(x, layer, stride, scale=1.0):
        weight, bias = fold(layer[0].weight, layer[1])
        return graph.conv(x, weight * scale, bias, stride, layer[0].kernel_size[0] // 2, store=store)

    def active(x):
        return graph.node('LeakyRelu', x, alpha=SLOPE)

    x = graph.input('input', (1, 3, size, size))
    x = graph.node('Sub', x, graph.constant(np.float32(127.5)))
    x = active(unit(x, net.stem, 2, 1 / 64))
    for down, stage in zip(net.down, net.stages):
        x = active(unit(x, down, 2))
        for block in stage:
            y = active(unit(x, block.first, 1))
            x = active(graph.node('Add', unit(y, block.second, 1), x))
    x = active(unit(x, net.widen, 1))
    weight, bias = fold(net.pool.kernel(size // 16), net.pool.norm)
    x = graph.node('Flatten', graph.conv(x, weight, bias, group=len(weight), store=store))
    x = graph.linear(x, *fold(net.out.weight, net.last), store=store)
    length = graph.node('ReduceL2', x, axes=[1], keepdims=1)
    graph.output(graph.node('Div', x, length, name='embedding'), (1, DIMENSION))
    return graph


def write(net, path, step, seen):
    """Write a network; a line that tells of it."""
    graph = build(net)
    graph.metadata = dict(step=step, views=seen)
    return f'{path}: {graph.save(path)} bytes after {seen} views'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'))
    parser.add_argument('--annealed', action='store_true', help='export the annealed copy')
    parser.add_argument('--output', default=os.path.join(HERE, '..', 'embed.onnx'))
    args = parser.parse_args()
    net = Embedder()
    average = Average(net)
    folder = os.path.join(args.cache, 'embed')
    step, seen = restore(load_trained(folder + '-annealed' if args.annealed else folder), net, average, [])
    print(write(average.net, args.output, step, seen))


if __name__ == '__main__':
    main()
