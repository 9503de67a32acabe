"""Checkpoints: everything that a run needs to go on, and the running average of the weights."""
import copy
import os

import torch

from .adopt import adopt
from .onnx_reader import metadata

NAME = 'checkpoint.pt'


class Average:
    """Exponential moving average of weights and batch norm statistics; what is measured and shipped."""

    def __init__(self, net, horizon=0.999):
        self.net = copy.deepcopy(net).eval()
        self.horizon = horizon

    @torch.no_grad()
    def update(self, net, step):
        keep = min(self.horizon, (1 + step) / (10 + step))
        mine, other = ([value for value in one.state_dict().values() if value.is_floating_point()] for one in (self.net, net))
        torch._foreach_mul_(mine, keep)  # all in one go: there are hundreds of small ones
        torch._foreach_add_(mine, other, alpha=1 - keep)


def save(folder, net, average, pair, step, seen, **more):
    """Write the checkpoint, with what else the run wants to find again; a crash in the middle leaves the old one."""
    path = os.path.join(folder, NAME)
    torch.save(dict(net=net.state_dict(), average=average.net.state_dict(),
                    optimisers=[optimiser.state_dict() for optimiser in pair],
                    step=step, views=seen, **more), path + '.part')
    os.replace(path + '.part', path)


def load(folder):
    """The folder's checkpoint, or None."""
    path = os.path.join(folder, NAME)
    return torch.load(path, map_location='cpu') if os.path.exists(path) else None


def load_trained(folder):
    """The folder's checkpoint, for an export: without one there is nothing to write."""
    state = load(folder)
    if state is None:
        raise SystemExit(f'{folder} has no checkpoint: train first')
    return state


def restore(state, net, average, pair):
    """Fill network, average and optimisers from a checkpoint; (step, views)."""
    net.load_state_dict(state['net'])
    average.net.load_state_dict(state['average'])
    for optimiser, saved in zip(pair, state['optimisers']):
        for group in saved['param_groups']:  # of a run on a processor, gone on with on a GPU, or the other way round
            group.update({key: value for key, value in optimiser.defaults.items() if key == 'capturable'})
        optimiser.load_state_dict(saved)
    return state['step'], state['views']


def begin(folder, net, average, pair, shipped, batches):
    """Go on from the folder's checkpoint, else from the shipped net (None: from scratch); (step, views)."""
    state = load(folder)
    if state is not None:
        return restore(state, net, average, pair)
    if shipped is None:
        return 0, 0
    adopt(net, shipped, batches())
    average.net.load_state_dict(net.state_dict())
    counts = metadata(shipped)
    return int(counts.get('step', 0)), int(counts.get('views', 0))
