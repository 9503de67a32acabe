"""Initialize a network from a shipped ONNX file, with batch norms that leave its outputs unchanged.

The export folds batch norms into the convolutions. Training needs them back: with the folded weights alone and
batch norms that only add the bias, the network would train as if it had no normalization.
"""
import torch

from .onnx_reader import read_layers

# Root mean square to which each output's weights are scaled. Muon's updates and its weight decay keep trained weights
# near 0.2 * sqrt(rate / (2 * weight decay)); exported weights contain the scale of their batch norms instead and
# would train too fast or too slowly.
WEIGHT_RMS = 0.05


@torch.no_grad()
def initialize_from_onnx(net, path, batches):
    """Load the weights of an ONNX file of this project into a network of the same architecture.

    Each batch norm first only adds the folded bias. Then `batches` (inputs of the network) run through it, and each
    batch norm gets the mean and variance measured at its input, with a scale and a shift that cancel them.

    Raises ValueError when the shapes of the weights differ.
    """
    layers, stored = net.exported_layers(), read_layers(path)
    if [tuple(weight.shape) for weight, _ in stored] != [tuple(layer.weight.shape) for layer in layers]:
        raise ValueError(f'{path}: the shapes of the weights are those of another network')
    for layer, (weight, bias) in zip(layers, stored):
        layer.weight.copy_(torch.from_numpy(weight) / layer.input_scale)
        if layer.norm is None:
            layer.bias.copy_(torch.from_numpy(bias))
        else:
            reset_to_bias(layer.norm, torch.from_numpy(bias))
    measure_statistics(net, [layer.norm for layer in layers if layer.norm is not None], batches)
    for layer in layers:
        if layer.norm is not None and layer.weight.shape[1] > 1:
            rescale(layer)


def reset_to_bias(norm, bias):
    """Make a batch norm the addition of `bias`."""
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    norm.weight.fill_(1)
    norm.bias.copy_(bias)


def measure_statistics(net, norms, batches):
    """Set the running statistics of each batch norm to those of its inputs without changing its output."""
    moments = {norm: [] for norm in norms}

    def collect(norm, inputs, _):
        x = inputs[0].float().transpose(0, 1).flatten(1)
        moments[norm].append((x.mean(1), x.pow(2).mean(1)))

    hooks = [norm.register_forward_hook(collect) for norm in norms]
    net.eval()
    for batch in batches:
        net(batch)
    for hook in hooks:
        hook.remove()
    for norm, collected in moments.items():
        mean, square = (torch.stack(part).mean(0) for part in zip(*collected))
        norm.running_mean.copy_(mean)
        norm.running_var.copy_((square - mean ** 2).clamp(min=1e-8))
        norm.weight.copy_((norm.running_var + norm.eps).sqrt())
        norm.bias.add_(mean)


def rescale(layer):
    """Scale the weights of each output to WEIGHT_RMS; the statistics of the batch norm cancel the factor."""
    flat = layer.weight.flatten(1)
    factor = WEIGHT_RMS / flat.pow(2).mean(1).sqrt().clamp(min=1e-8)
    layer.weight.mul_(factor.reshape(-1, *[1] * (layer.weight.dim() - 1)))
    norm = layer.norm
    deviation = (norm.running_var + norm.eps).sqrt()
    norm.running_mean.mul_(factor)
    norm.running_var.mul_(factor ** 2)
    norm.weight.mul_((norm.running_var + norm.eps).sqrt() / (deviation * factor))
