"""A face on paper: what a printer and the paper do to a picture (linear float32 in, linear float32 out)."""
import cv2
import numpy as np

from .capture_model import add_light_spot, ramp, smooth_noise


def limit_gamut(rng, image):
    """Ink on paper: less contrast, less saturation, a tint of the paper; sometimes black and white."""
    luma = image @ np.float32([0.3, 0.59, 0.11])
    saturation = 0 if rng.random() < 0.06 else rng.uniform(0.5, 1.05)
    image = luma[..., None] + (image - luma[..., None]) * saturation
    black, white = np.exp(rng.uniform(np.log(0.004), np.log(0.08))), rng.uniform(0.65, 0.95)
    paper = white * np.exp(rng.normal(0, 0.03, 3)).astype(np.float32)
    return black + (paper - black) * np.clip(image, 0, 1) ** np.exp(rng.normal(0, 0.2))


def halftone(rng, image, x, y):
    """Dots of three inks at their own angles. x, y: position on the paper in pixels of the sensor, S x S each."""
    period, depth = np.exp(rng.uniform(np.log(1.3), np.log(5))), rng.uniform(0.1, 0.9)
    out = np.empty_like(image)
    for channel, angle in enumerate(np.deg2rad([15, 75, 45]) + rng.uniform(0, np.pi)):
        c, s = np.cos(angle) * 2 * np.pi / period, np.sin(angle) * 2 * np.pi / period
        dots = (np.cos(c * x + s * y) + np.cos(c * y - s * x)) / 2
        value = image[..., channel]
        out[..., channel] = value + depth * dots * value * (1 - np.clip(value, 0, 1))
    return out


def paper_surface(rng, image):
    """Fibers, bands of the printer, folds, and the light that falls on a sheet."""
    side = len(image)
    factor = 1 + rng.uniform(0, 0.03) * smooth_noise(rng, side, max(4, side // 3))
    if rng.random() < 0.25:
        bands = rng.standard_normal(max(3, side // int(rng.integers(3, 14)))).astype(np.float32)
        factor = factor + rng.uniform(0.01, 0.05) * cv2.resize(bands[:, None], (side, side))
    if rng.random() < 0.5:  # bent paper is lighter where it faces the lamp
        phase, waves = rng.uniform(0, 6.3), rng.uniform(1, 5)
        factor = factor * (1 + rng.uniform(0.03, 0.3) * np.sin(waves * ramp(rng, side) + phase))
    if rng.random() < 0.2:
        fold = ramp(rng, side) - rng.uniform(-0.5, 0.5)
        factor = factor * (1 + rng.uniform(0.05, 0.2) * np.tanh(fold * 8) - 0.1 * np.exp(-(fold * side / 2) ** 2))
    return image * factor[..., None].astype(np.float32)


def print_picture(rng, image, x, y):
    """The picture as it lies on paper in front of the camera."""
    image = limit_gamut(rng, image)
    if rng.random() < 0.55:
        image = halftone(rng, image, x, y)
    image = paper_surface(rng, image)
    if rng.random() < 0.35:  # glossy photo paper
        add_light_spot(rng, image, rng.uniform(0.1, 0.9))
    if rng.random() < 0.25:
        image = image * rng.uniform(0.9, 1) + rng.uniform(0.01, 0.12)
    return image
