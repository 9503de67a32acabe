"""The augmentation of augmentation.py for a whole batch in PyTorch: no CPU could feed a GPU.

Same changes, frequencies and strengths. A change with probability p is applied to exactly that share of each batch: to
its first rows, after the batch has been shuffled for this change. Shapes therefore never depend on random numbers, as
CUDA graphs require.
"""
import functools

import torch
import torch.nn.functional as F

from .aligned_faces import SIZE

LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
# Luminance quantization table of JPEG (ITU-T T.81, annex K.1)
JPEG_QUANTIZATION = (
    (16, 11, 10, 16, 24, 40, 51, 61), (12, 12, 14, 19, 26, 58, 60, 55), (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62), (18, 22, 37, 56, 68, 109, 103, 77), (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101), (72, 92, 95, 98, 112, 100, 103, 99))


@functools.cache
def constant(values, device):
    """A tensor created once: a CUDA graph cannot capture a copy from the host."""
    return torch.tensor(values, device=device)


@functools.cache
def dct_basis(device):
    """The orthonormal 8 x 8 basis of the discrete cosine transform in JPEG."""
    k = torch.arange(8.)
    basis = torch.cos(torch.pi * (2 * k + 1) * k[:, None] / 16) * 0.5
    basis[0] *= 0.5 ** 0.5
    return basis.to(device)


def gaussian_blur(x, sigma, radius):
    """Blur each of B x C x H x W by its own standard deviation (sigma: B, pixels)."""
    b, c, h, w = x.shape
    taps = torch.arange(-radius, radius + 1, device=x.device)
    kernel = torch.exp(-0.5 * (taps / sigma[:, None]) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(c, 0)[:, None]
    x = F.pad(x, [radius] * 4, mode='reflect').reshape(1, b * c, h + 2 * radius, w + 2 * radius)
    x = F.conv2d(F.conv2d(x, kernel[:, :, None], groups=b * c), kernel[..., None], groups=b * c)
    return x.reshape(b, c, h, w)


def warp(x, size, rng, strength):
    """Flip, shift, rotate and scale, then downscale to `size`; coordinates run from -1 to 1 between the edges."""
    b, noise = len(x), 0.5 + strength / 2
    sharp = rng.uniform(0, 1, b) < 0.4 * strength
    sigma = rng.uniform(0.4, 0.7, b) * SIZE / size
    x = gaussian_blur(x, torch.where(sharp, torch.full_like(sigma, 0.05), sigma), 3)
    angle, scale = rng.normal(b) * 2.5 * noise * torch.pi / 180, torch.exp(rng.normal(b) * 0.025 * noise)
    shift = rng.normal(b, 2) * 1.3 * noise * 2 / SIZE
    flip = (rng.uniform(0, 1, b) < 0.5) * 2.0 - 1
    c, s = torch.cos(angle) / scale, torch.sin(angle) / scale
    # From the augmented face to the crop, as affine_grid expects.
    inverse = torch.stack([torch.stack([c * flip, s * flip], 1), torch.stack([-s, c], 1)], 1)
    theta = torch.cat([inverse, -inverse @ shift[..., None]], 2)
    grid = F.affine_grid(theta, [b, 3, size, size], align_corners=False)
    return F.grid_sample(x, grid, padding_mode='border', align_corners=False)


def jitter_color(x, rng, strength):
    """Gamma, contrast, brightness and white balance of 0.7 of the faces."""
    n = round(0.7 * len(x))
    part = x[:n].clamp(0, 255) / 255

    def noise(deviation, *shape):
        return (rng.normal(*shape) * deviation * strength)[:, :, None, None]

    part = part ** torch.exp(noise(0.25, n, 1))
    part = (part - 0.5) * torch.exp(noise(0.2, n, 1) + noise(0.07, n, 3)) + 0.5 + noise(0.08, n, 1)
    return torch.cat([part.clamp(0, 1) * 255, x[n:]])


def to_grayscale(x, _, share):
    n = round(share * len(x))
    luma = (x[:n] * constant(LUMA, x.device)[:, None, None]).sum(1, keepdim=True)
    return torch.cat([luma.expand(-1, 3, -1, -1), x[n:]])


def lower_resolution(x, factor):
    """Downscale by the factor and upscale again."""
    size = x.shape[-1]
    small = F.interpolate(x, size=[int(size * factor)] * 2, mode='area')
    return F.interpolate(small, size=[size] * 2, mode='bilinear', align_corners=False)


def compress(x, quality):
    """JPEG artifacts of a quality (B values, 1..100) on each channel, without chroma subsampling.

    The side has to be a multiple of 8.
    """
    b, c, h, w = x.shape
    basis = dct_basis(x.device)
    scale = torch.where(quality < 50, 50 / quality, 2 - quality / 50)
    table = (constant(JPEG_QUANTIZATION, x.device) * scale[:, None, None]).clamp(min=1)[:, None, None, None]
    blocks = (x - 128).reshape(b, c, h // 8, 8, w // 8, 8).transpose(3, 4)
    coefficients = torch.round(basis @ blocks @ basis.T / table) * table
    return (basis.T @ coefficients @ basis).transpose(3, 4).reshape(b, c, h, w) + 128


def reduce_detail(x, rng, share):
    """Low resolution or blur, `share` of the faces each."""
    n = round(share * len(x))
    if not n:
        return x
    factors = (0.3, 0.4, 0.5, 0.6, 0.7)
    low = torch.cat([lower_resolution(part, factor) for part, factor in zip(x[:n].chunk(5), factors)])
    return torch.cat([low, gaussian_blur(x[n:2 * n], rng.uniform(0.5, 1.6, n), 5), x[2 * n:]])


def add_artifacts(x, rng, share):
    """Compression or noise, `share` of the faces each."""
    n = round(share * len(x))
    if not n:
        return x
    noise = rng.normal(n, *x.shape[1:]) * rng.uniform(2, 12, n, 1, 1, 1)
    return torch.cat([compress(x[:n], rng.uniform(20, 75, n)), x[n:2 * n] + noise, x[2 * n:]])


def erase(x, rng, share):
    """Random erasing: one filled rectangle, at most 0.4 x 0.4 of the image."""
    n, size = round(share * len(x)), x.shape[-1]
    if not n:
        return x
    length = rng.uniform(0.1, 0.4, n, 2) * size
    start = rng.uniform(0, 1, n, 2) * (size - length)
    position = torch.arange(size, device=x.device)
    inside = (position >= start[..., None]) & (position < (start + length)[..., None])  # n x 2 x size
    erased = inside[:, 0, :, None] & inside[:, 1, None, :]
    return torch.cat([torch.where(erased[:, None], rng.uniform(0, 255, n, 3, 1, 1), x[:n]), x[n:]])


def augment_batch(faces, size, rng, strength=1.0):
    """Augment B x 3 x 112 x 112 (0..255), `rng` being a DeviceRandom.

    Returns (B x 3 x size x size, integers as float, in another order; the row of `faces` that each one shows).
    """
    x, order = warp(faces.float(), size, rng, strength), torch.arange(len(faces), device=faces.device)
    for change, parameter in ((jitter_color, strength), (to_grayscale, 0.05 * strength),
                              (reduce_detail, 0.12 * strength), (add_artifacts, 0.12 * strength),
                              (erase, 0.2 * strength ** 2)):
        shuffled = torch.argsort(rng.uniform(0, 1, len(x)))
        x, order = change(x[shuffled], rng, parameter), order[shuffled]
    return x.round().clamp(0, 255), order
