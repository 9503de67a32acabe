"""Random tensors drawn from a generator on the device, so that a CUDA graph can draw new ones at every replay."""
import torch


class DeviceRandom:
    def __init__(self, device, seed: int):
        self.device = device
        self.generator = torch.Generator(device).manual_seed(seed)

    def normal(self, *shape):
        """Standard normal values."""
        return torch.randn(shape, generator=self.generator, device=self.device)

    def uniform(self, low, high, *shape):
        return low + (high - low) * torch.rand(shape, generator=self.generator, device=self.device)

    def integers(self, stop: int, count: int):
        """`count` integers in 0..stop-1, drawn with replacement."""
        return torch.randint(stop, (count,), generator=self.generator, device=self.device)
