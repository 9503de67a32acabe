"""Muon (Jordan et al., "Muon: an optimizer for hidden layers", 2024) with AdamW for the rest.

Muon: Nesterov momentum, then the update of each matrix is made nearly orthogonal by
Newton-Schulz steps and scaled by 0.2 * sqrt(longer side), which gives it the size of an Adam update.
A convolution kernel counts as an out x (in * k * k) matrix.
"""
import torch

from .precision import product


def orthogonalise(stack, steps=3):
    """B x m x n matrices -> their nearly orthogonal factors (quintic Newton-Schulz iteration); bfloat16 is exact enough."""
    a, b, c = 3.4445, -4.7750, 2.0315
    x = (stack / (stack.flatten(1).norm(dim=1)[:, None, None] + 1e-7)).to(product(stack.device))
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    for _ in range(steps):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).float()


class Muon(torch.optim.Optimizer):
    """For 2-D and 4-D weights. Equal shapes are stacked and handled together."""

    def __init__(self, weights, lr=6e-3, momentum=0.95, decay=0.05):
        super().__init__(list(weights), dict(lr=lr, momentum=momentum, decay=decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for weight in group['params']:
                if weight.grad is not None:
                    shapes.setdefault(tuple(weight.shape), []).append(weight)
            for shape, weights in shapes.items():
                self.update(group, shape, weights)

    def update(self, group, shape, weights):
        """One step for all weights of one shape."""
        moved = []
        for weight in weights:
            state = self.state[weight]
            if 'momentum' not in state:
                state['momentum'] = torch.zeros_like(weight)
            grad, mean = weight.grad, state['momentum']
            mean.mul_(group['momentum']).add_(grad)
            moved.append((grad + group['momentum'] * mean).reshape(shape[0], -1))
        stack = orthogonalise(torch.stack(moved))
        scale = 0.2 * max(stack.shape[1:]) ** 0.5 * group['lr']
        for weight, change in zip(weights, stack):
            weight.mul_(1 - group['lr'] * group['decay'])
            weight.sub_(change.reshape(shape), alpha=scale)


def optimisers(net, rate=6e-3):
    """[Muon for the matrices, AdamW for norms, biases and depthwise kernels]. Learning rates: set_rate."""
    matrices, rest = [], []
    for weight in net.parameters():
        depthwise = weight.dim() == 4 and weight.shape[1] == 1
        (matrices if weight.dim() in (2, 4) and not depthwise else rest).append(weight)
    pair = [Muon(matrices), torch.optim.AdamW(rest, betas=(0.9, 0.99), weight_decay=0, capturable=rest[0].is_cuda)]
    set_rate(pair, rate)
    return pair


def set_rate(pair, rate):
    """Muon's learning rate; AdamW runs at half of it."""
    for optimiser, value in zip(pair, (rate, rate / 2)):
        for group in optimiser.param_groups:
            group['lr'] = value
