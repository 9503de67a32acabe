"""Muon (Jordan et al., "Muon: an optimizer for hidden layers", 2024) for matrices, AdamW for the other weights.

Muon is Nesterov momentum whose update of each matrix is made nearly orthogonal by Newton-Schulz iterations and
scaled by 0.2 * sqrt(longer side), which gives it the size of an Adam update. A convolution kernel counts as an
out x (in * k * k) matrix.
"""
import torch

from .precision import compute_dtype

NEWTON_SCHULZ = (3.4445, -4.7750, 2.0315)  # coefficients of the quintic iteration (Jordan et al.)


def orthogonalize(stack, iterations=3):
    """B x m x n matrices -> their nearly orthogonal factors. bfloat16 is precise enough."""
    a, b, c = NEWTON_SCHULZ
    x = (stack / (stack.flatten(1).norm(dim=1)[:, None, None] + 1e-7)).to(compute_dtype(stack.device))
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.transpose(1, 2)
    for _ in range(iterations):
        gram = x @ x.transpose(1, 2)
        x = a * x + (b * gram + c * gram @ gram) @ x
    return (x.transpose(1, 2) if tall else x).float()


class Muon(torch.optim.Optimizer):
    """For weights with 2 or 4 dimensions. Weights of equal shape are updated as one stack."""

    def __init__(self, weights, lr=6e-3, momentum=0.95, weight_decay=0.05):
        super().__init__(list(weights), dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

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
        directions = []
        for weight in weights:
            state = self.state[weight]
            if 'momentum' not in state:
                state['momentum'] = torch.zeros_like(weight)
            gradient, buffer = weight.grad, state['momentum']
            buffer.mul_(group['momentum']).add_(gradient)
            directions.append((gradient + group['momentum'] * buffer).reshape(shape[0], -1))
        stack = orthogonalize(torch.stack(directions))
        step_size = 0.2 * max(stack.shape[1:]) ** 0.5 * group['lr']
        for weight, direction in zip(weights, stack):
            weight.mul_(1 - group['lr'] * group['weight_decay'])
            weight.sub_(direction.reshape(shape), alpha=step_size)


def build_optimizers(net, learning_rate):
    """[Muon for matrices, AdamW for batch norms, biases and depthwise kernels]."""
    matrices, others = [], []
    for weight in net.parameters():
        depthwise = weight.dim() == 4 and weight.shape[1] == 1
        (matrices if weight.dim() in (2, 4) and not depthwise else others).append(weight)
    # `capturable` keeps the step count on the GPU, which CUDA graphs require.
    adamw = torch.optim.AdamW(others, betas=(0.9, 0.99), weight_decay=0, capturable=others[0].is_cuda)
    optimizers = [Muon(matrices), adamw]
    set_learning_rate(optimizers, learning_rate)
    return optimizers


def set_learning_rate(optimizers, learning_rate):
    """Set the learning rate of Muon; AdamW runs at half of it."""
    for optimizer, value in zip(optimizers, (learning_rate, learning_rate / 2)):
        for group in optimizer.param_groups:
            group['lr'] = value
