"""Functions whose GPU kernels are captured once and replayed as one launch.

A training step is about two thousand small kernels; launching each of them takes longer than running it.
See https://docs.pytorch.org/docs/stable/notes/cuda.html#cuda-graphs.
"""
import time

import torch

WARMUP_CALLS = 4             # uncaptured calls first: they allocate buffers and optimizer states
RECAPTURE_AFTER_SECONDS = 10  # Python numbers such as the learning rate are constants of a capture


def addresses(tensors):
    return [tensor.data_ptr() for tensor in tensors]


class GraphedFunction:
    """Calls `function` through a CUDA graph; on a CPU it is a plain call.

    The argument tensors have to keep their addresses while their content changes; other addresses cause a new
    capture. The returned tensors also keep their addresses and are overwritten by the next call. `generator` is
    the torch.Generator that the function draws from, if any.
    """

    def __init__(self, function, device, generator=None):
        self.function, self.generator = function, generator
        self.enabled = device.type == 'cuda'
        self.calls, self.graph = 0, None

    def __call__(self, *tensors):
        if not self.enabled:
            return self.function(*tensors)
        self.calls += 1
        if self.calls <= WARMUP_CALLS:
            return self.function(*tensors)
        if self.is_stale(tensors):
            self.capture(tensors)
        self.graph.replay()
        return self.output

    def is_stale(self, tensors):
        return (self.graph is None or time.monotonic() - self.captured_at > RECAPTURE_AFTER_SECONDS
                or self.captured_addresses != addresses(tensors))

    def capture(self, tensors):
        self.graph = self.output = None  # releases their memory before the new capture allocates
        graph = torch.cuda.CUDAGraph()
        if self.generator is not None:
            graph.register_generator_state(self.generator)
        with torch.cuda.graph(graph):
            self.output = self.function(*tensors)
        self.graph, self.captured_at, self.captured_addresses = graph, time.monotonic(), addresses(tensors)
