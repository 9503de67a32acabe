"""The embedder as an ONNX graph.

Input `input` 1 x 3 x 80 x 80 float32, RGB 0..255; output `embedding` 1 x 256 of unit length. The graph contains the
input normalization; batch norms are folded; weights are int8 with one scale per output.
"""
import numpy as np

from .embedder import DIMENSION, INPUT_SIZE, LEAKY_SLOPE
from .onnx_writer import Graph, fold_batch_norm


def build_graph(net, size=INPUT_SIZE, dtype='int8'):
    """The graph of an `Embedder` in evaluation mode, on the CPU. dtype: of the stored weights (onnx_writer.Graph)."""
    graph = Graph('embedder', 'aligned face to unit vector')

    def conv(x, layer, stride, scale=1.0):
        weight, bias = fold_batch_norm(layer[0].weight, layer[1])
        return graph.conv(x, weight * scale, bias, stride, layer[0].kernel_size[0] // 2, dtype=dtype)

    def activation(x):
        return graph.node('LeakyRelu', x, alpha=LEAKY_SLOPE)

    x = graph.input('input', (1, 3, size, size))
    x = graph.node('Sub', x, graph.constant(np.float32(127.5)))
    x = activation(conv(x, net.stem, 2, 1 / 64))
    for downsample, stage in zip(net.downsample, net.stages):
        x = activation(conv(x, downsample, 2))
        for block in stage:
            y = activation(conv(x, block.conv1, 1))
            x = activation(graph.node('Add', conv(y, block.conv2, 1), x))
    x = activation(conv(x, net.expand, 1))
    weight, bias = fold_batch_norm(net.pool.kernel(size // 16), net.pool.norm)
    x = graph.node('Flatten', graph.conv(x, weight, bias, group=len(weight), dtype=dtype))
    x = graph.linear(x, *fold_batch_norm(net.projection.weight, net.output_norm), dtype=dtype)
    length = graph.node('ReduceL2', x, axes=[1], keepdims=1)
    graph.output(graph.node('Div', x, length, name='embedding'), (1, DIMENSION))
    return graph


def write_onnx(net, path, step, views):
    """Write the network with its progress as metadata; returns a line for the terminal."""
    graph = build_graph(net)
    graph.metadata = dict(step=step, views=views)
    return f'{path}: {graph.save(path)} bytes after {views} views'
