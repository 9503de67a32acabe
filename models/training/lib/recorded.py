"""Functions whose kernels a GPU repeats as one launch (CUDA graphs, docs.pytorch.org/docs/stable/notes/cuda.html): a step of training is
some two thousand small kernels, and launching each of them takes longer than running it.
"""
import time

import torch

WARM = 4       # plain calls first, in which buffers and states come to be
SECONDS = 10   # the numbers of Python stand still in a recording, the learning rate among them: so it is made anew


def places(tensors):
    return [tensor.data_ptr() for tensor in tensors]


class Recorded:
    """Calls `function` with tensors that stay where they are while their content changes; on a processor it is a plain call.

    What the function gives back stays where it is and is overwritten by the next call. `dice`: where its random numbers come from.
    """

    def __init__(self, function, device, dice=None):
        self.function, self.dice, self.graph = function, dice, None
        self.calls = 0 if device.type == 'cuda' else None

    def __call__(self, *tensors):
        if self.calls is None:
            return self.function(*tensors)
        self.calls += 1
        if self.calls <= WARM:
            return self.function(*tensors)
        if self.graph is None or time.time() - self.made > SECONDS or self.places != places(tensors):
            self.record(tensors)
        self.graph.replay()
        return self.answer

    def record(self, tensors):
        self.graph = self.answer = None  # their memory, first
        graph = torch.cuda.CUDAGraph()
        if self.dice:
            graph.register_generator_state(self.dice.source)
        with torch.cuda.graph(graph):
            self.answer = self.function(*tensors)
        self.graph, self.made, self.places = graph, time.time(), places(tensors)
