"""Checkpoints: everything that a run needs to go on, and the running average of the weights."""
import copy
import os

import torch

NAME = 'checkpoint.pt'


class Average:
    """Exponential moving average of weights and batch norm statistics; what is measured and shipped."""

    def __init__(self, net, horizon=0.999):
        self.net = copy.deepcopy(net).eval()
        self.horizon = horizon

    @torch.no_grad()
    def update(self, net, step):
        keep = min(self.horizon, (1 + step) / (10 + step))
        for mine, other in zip(self.net.state_dict().values(), net.state_dict().values()):
            if mine.is_floating_point():
                mine.lerp_(other, 1 - keep)
            else:
                mine.copy_(other)


def save(folder, net, average, pair, step, seen):
    """Write the checkpoint; a crash in the middle leaves the old one."""
    path = os.path.join(folder, NAME)
    torch.save(dict(net=net.state_dict(), average=average.net.state_dict(),
                    optimisers=[optimiser.state_dict() for optimiser in pair],
                    step=step, views=seen), path + '.part')
    os.replace(path + '.part', path)


def load(folder, fallback):
    """The newest checkpoint of the folder, else the committed one, else None."""
    for path in (os.path.join(folder, NAME), fallback):
        if os.path.exists(path):
            return torch.load(path, map_location='cpu')
    return None


def compact(state):
    """What is worth committing: weights as float16, without the optimisers' state."""
    half = {key: value.half() if value.is_floating_point() else value
            for key, value in state['net'].items()}
    return dict(net=half, step=state['step'], views=state['views'])


def restore(state, net, average, pair):
    """Fill network, average and optimisers from a checkpoint; (step, views). Accepts a compact one."""
    if state is None:
        return 0, 0
    net.load_state_dict({key: value.float() if value.is_floating_point() else value
                         for key, value in state['net'].items()})
    average.net.load_state_dict(state.get('average') or net.state_dict())
    for optimiser, saved in zip(pair, state.get('optimisers') or []):
        optimiser.load_state_dict(saved)
    return state['step'], state['views']
