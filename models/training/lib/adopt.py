"""Go on from a shipped net: its weights, and batch norms that change nothing of what it computes."""
import torch

from .onnx_reader import layers

# Muon's updates and its decay hold the weights at about this size (0.2 * sqrt(rate / (2 * decay))); the
# exported ones carry the scale of their norms instead, and would learn too fast or too slowly.
SIZE = 0.05


@torch.no_grad()
def adopt(net, path, batches):
    """Fill a network with the weights of an ONNX file of ours.

    First every batch norm only adds the folded bias. Then the batches (as the network takes them) run through, and each
    norm gets the mean and variance that they have there, with a scale and shift that take them back out.
    """
    places = net.layers()
    stored = layers(path)
    if [tuple(weight.shape) for weight, _ in stored] != [tuple(p.weight.shape) for p in places]:
        raise ValueError(f'{path} is another network')
    for place, (weight, bias) in zip(places, stored):
        place.weight.copy_(torch.from_numpy(weight) / place.scale)
        if place.norm is None:
            place.bias.copy_(torch.from_numpy(bias))
        else:
            plain(place.norm, torch.from_numpy(bias))
    measure([place for place in places if place.norm is not None], net, batches)
    for place in places:
        if place.norm is not None and place.weight.shape[1] > 1:
            resize(place)


def plain(norm, bias):
    """Make a norm the addition of `bias`."""
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    norm.weight.fill_(1)
    norm.bias.copy_(bias)


def measure(places, net, batches):
    """Give each norm the statistics of its input, keeping what it computes."""
    sums = {place.norm: [] for place in places}

    def note(norm, inputs, _):
        x = inputs[0].float().transpose(0, 1).flatten(1)
        sums[norm].append((x.mean(1), x.pow(2).mean(1)))

    hooks = [norm.register_forward_hook(note) for norm in sums]
    net.eval()
    for batch in batches:
        net(batch)
    for hook in hooks:
        hook.remove()
    for norm, seen in sums.items():
        mean, square = (torch.stack(part).mean(0) for part in zip(*seen))
        norm.running_mean.copy_(mean)
        norm.running_var.copy_((square - mean ** 2).clamp(min=1e-8))
        norm.weight.copy_((norm.running_var + norm.eps).sqrt())
        norm.bias.add_(mean)


def resize(place):
    """Scale each output's weights to SIZE; the norm's statistics take it back out."""
    flat = place.weight.flatten(1)
    factor = SIZE / flat.pow(2).mean(1).sqrt().clamp(min=1e-8)
    place.weight.mul_(factor.reshape(-1, *[1] * (place.weight.dim() - 1)))
    norm = place.norm
    before = (norm.running_var + norm.eps).sqrt()
    norm.running_mean.mul_(factor)
    norm.running_var.mul_(factor ** 2)
    norm.weight.mul_((norm.running_var + norm.eps).sqrt() / (before * factor))
