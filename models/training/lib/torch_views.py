"""The augmentation of views.py for a whole batch at once, in PyTorch: for a GPU, which no processor could feed.

The same changes, as often and as strong. What strikes a part of the views strikes exactly that share of each batch: its first rows, after
the batch was shuffled for it.
"""
import functools

import torch
import torch.nn.functional as F

from .faces import SIZE

LUMA = (0.299, 0.587, 0.114)
# luminance table of JPEG (ITU-T T.81, annex K.1)
JPEG = ((16, 11, 10, 16, 24, 40, 51, 61), (12, 12, 14, 19, 26, 58, 60, 55), (14, 13, 16, 24, 40, 57, 69, 56),
        (14, 17, 22, 29, 51, 87, 80, 62), (18, 22, 37, 56, 68, 109, 103, 77), (24, 35, 55, 64, 81, 104, 113, 92),
        (49, 64, 78, 87, 103, 121, 120, 101), (72, 92, 95, 98, 112, 100, 103, 99))


@functools.cache
def constant(values, device):
    """A tensor made once: a copy from the host cannot be recorded (recorded.py)."""
    return torch.tensor(values, device=device)


@functools.cache
def cosines(device):
    """The 8 x 8 basis of JPEG."""
    k = torch.arange(8.)
    basis = torch.cos(torch.pi * (2 * k + 1) * k[:, None] / 16) * 0.5
    basis[0] *= 0.5 ** 0.5
    return basis.to(device)


class Dice:
    """Random numbers on a device."""

    def __init__(self, device, seed):
        self.device = device
        self.source = torch.Generator(device).manual_seed(seed)

    def normal(self, *shape):
        return torch.randn(shape, generator=self.source, device=self.device)

    def uniform(self, low, high, *shape):
        return low + (high - low) * torch.rand(shape, generator=self.source, device=self.device)

    def rows(self, stop, count):
        return torch.randint(stop, (count,), generator=self.source, device=self.device)


def blur(x, sigma, radius):
    """Gaussian blur, one width (pixels) for each of B x C x H x W."""
    b, c, h, w = x.shape
    taps = torch.arange(-radius, radius + 1, device=x.device)
    kernel = torch.exp(-0.5 * (taps / sigma[:, None]) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(c, 0)[:, None]
    x = F.pad(x, [radius] * 4, mode='reflect').reshape(1, b * c, h + 2 * radius, w + 2 * radius)
    x = F.conv2d(F.conv2d(x, kernel[:, :, None], groups=b * c), kernel[..., None], groups=b * c)
    return x.reshape(b, c, h, w)


def warp(x, size, dice, strength):
    """Flip, shift, turn and scale, then down to `size`, as in views.py; in coordinates of the middle, where -1 and 1 are the edges."""
    b, part = len(x), 0.5 + strength / 2
    sharp = dice.uniform(0, 1, b) < 0.4 * strength
    sigma = dice.uniform(0.4, 0.7, b) * SIZE / size
    x = blur(x, torch.where(sharp, torch.full_like(sigma, 0.05), sigma), 3)
    angle, scale = dice.normal(b) * 2.5 * part * torch.pi / 180, torch.exp(dice.normal(b) * 0.025 * part)
    shift = dice.normal(b, 2) * 1.3 * part * 2 / SIZE
    flip = (dice.uniform(0, 1, b) < 0.5) * 2.0 - 1
    c, s = torch.cos(angle) / scale, torch.sin(angle) / scale
    back = torch.stack([torch.stack([c * flip, s * flip], 1), torch.stack([-s, c], 1)], 1)  # from the view to the crop
    theta = torch.cat([back, -back @ shift[..., None]], 2)
    grid = F.affine_grid(theta, [b, 3, size, size], align_corners=False)
    return F.grid_sample(x, grid, padding_mode='border', align_corners=False)


def light(x, dice, strength):
    """Gamma, contrast, brightness and white balance of 0.7 of the views."""
    n = round(0.7 * len(x))
    part = x[:n].clamp(0, 255) / 255
    one = lambda width, *shape: (dice.normal(*shape) * width * strength)[:, :, None, None]
    part = part ** torch.exp(one(0.25, n, 1))
    part = (part - 0.5) * torch.exp(one(0.2, n, 1) + one(0.07, n, 3)) + 0.5 + one(0.08, n, 1)
    return torch.cat([part.clamp(0, 1) * 255, x[n:]])


def grey(x, _, share):
    n = round(share * len(x))
    luma = (x[:n] * constant(LUMA, x.device)[:, None, None]).sum(1, keepdim=True)
    return torch.cat([luma.expand(-1, 3, -1, -1), x[n:]])


def coarse(x, factor):
    """Low resolution: down by the factor and up again."""
    size = x.shape[-1]
    small = F.interpolate(x, size=[int(size * factor)] * 2, mode='area')
    return F.interpolate(small, size=[size] * 2, mode='bilinear', align_corners=False)


def compress(x, quality):
    """What JPEG of that quality (B) leaves of the channels, without subsampling; the side is a multiple of 8."""
    b, c, h, w = x.shape
    basis = cosines(x.device)
    scale = torch.where(quality < 50, 50 / quality, 2 - quality / 50)
    table = (constant(JPEG, x.device) * scale[:, None, None]).clamp(min=1)[:, None, None, None]
    blocks = (x - 128).reshape(b, c, h // 8, 8, w // 8, 8).transpose(3, 4)
    parts = torch.round(basis @ blocks @ basis.T / table) * table
    return (basis.T @ parts @ basis).transpose(3, 4).reshape(b, c, h, w) + 128


def soften(x, dice, share):
    """Low resolution or blur, `share` of the views each."""
    n = round(share * len(x))
    if not n:
        return x
    low = torch.cat([coarse(part, factor) for part, factor in zip(x[:n].chunk(5), (0.3, 0.4, 0.5, 0.6, 0.7))])
    return torch.cat([low, blur(x[n:2 * n], dice.uniform(0.5, 1.6, n), 5), x[2 * n:]])


def grain(x, dice, share):
    """Compression or noise, `share` of the views each."""
    n = round(share * len(x))
    if not n:
        return x
    noise = dice.normal(n, *x.shape[1:]) * dice.uniform(2, 12, n, 1, 1, 1)
    return torch.cat([compress(x[:n], dice.uniform(20, 75, n)), x[n:2 * n] + noise, x[2 * n:]])


def cover(x, dice, share):
    """One filled rectangle, at most 0.4 x 0.4 of the picture."""
    n, size = round(share * len(x)), x.shape[-1]
    if not n:
        return x
    length = dice.uniform(0.1, 0.4, n, 2) * size
    start = dice.uniform(0, 1, n, 2) * (size - length)
    at = torch.arange(size, device=x.device)
    inside = (at >= start[..., None]) & (at < (start + length)[..., None])  # n x 2 x size
    hidden = inside[:, 0, :, None] & inside[:, 1, None, :]
    return torch.cat([torch.where(hidden[:, None], dice.uniform(0, 255, n, 3, 1, 1), x[:n]), x[n:]])


def views(faces, size, dice, strength=1.0):
    """B x 3 x 112 x 112 (0..255) -> (B x 3 x size x size, whole numbers as float; which face each is of)."""
    x, order = warp(faces.float(), size, dice, strength), torch.arange(len(faces), device=faces.device)
    for change, part in ((light, strength), (grey, 0.05 * strength), (soften, 0.12 * strength), (grain, 0.12 * strength),
                         (cover, 0.2 * strength ** 2)):
        mix = torch.argsort(dice.uniform(0, 1, len(x)))
        x, order = change(x[mix], dice, part), order[mix]
    return x.round().clamp(0, 255), order
