"""Exponential moving average (EMA) of the weights: the network that is validated and exported."""
import copy

import torch


class Ema:
    """Averages weights and batch-norm statistics: ema = decay * ema + (1 - decay) * net."""

    def __init__(self, net, decay=0.999):
        self.net = copy.deepcopy(net).eval()
        self.decay = decay

    @torch.no_grad()
    def update(self, net, step):
        decay = min(self.decay, (1 + step) / (10 + step))  # shorter average at first, while the weights move fast
        averaged, current = ([value for value in module.state_dict().values() if value.is_floating_point()]
                             for module in (self.net, net))
        torch._foreach_mul_(averaged, decay)  # one call for hundreds of small tensors
        torch._foreach_add_(averaged, current, alpha=1 - decay)

    def copy_from(self, net):
        self.net.load_state_dict(net.state_dict())
