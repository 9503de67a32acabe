"""A face on a screen: backlight, sub-pixels, mirrored light, refresh bands (linear float32 in, linear float32 out)."""
import cv2
import numpy as np

from .capture_model import add_light_spot, ramp, smooth_noise


def show(rng, image):
    """Gamma, color temperature and black level of a display, brighter or darker than its surroundings."""
    image = np.clip(image, 0, 1) ** np.exp(rng.normal(0.05, 0.2))
    luma = image.mean(2, keepdims=True)
    image = luma + (image - luma) * np.exp(rng.normal(0.1, 0.2))
    temperature = np.float32([rng.uniform(0.75, 1.1), 1, rng.uniform(0.9, 1.4)])
    return (image + rng.uniform(0, 0.05)) * temperature * np.exp(rng.normal(0.1, 0.5))


def sub_pixels(rng, image, x, y):
    """The stripes of red, green and blue, point-sampled by the sensor: moiré appears by itself where they alias.

    x, y: position on the screen in pixels of the sensor, S x S each.
    """
    pitch = np.exp(rng.uniform(np.log(0.55), np.log(3.2)))  # of the screen, in pixels of the sensor
    across, down = rng.uniform(0.05, 0.7), rng.uniform(0.02, 0.5)
    rows = 1 + down * np.cos(2 * np.pi / pitch * y)
    out = np.empty_like(image)
    for channel in range(3):
        stripes = 1 + across * np.cos(2 * np.pi * (x / pitch - channel / 3))
        out[..., channel] = image[..., channel] * stripes * rows
    return out


def refresh_bands(rng, image):
    """Dark bands of a display that refreshes while the sensor reads its rows."""
    side = len(image)
    rows = np.arange(side, dtype=np.float32)[:, None, None] / side
    bands = np.tanh(rng.uniform(0.5, 3) * np.sin(2 * np.pi * (rows * rng.uniform(0.5, 4) + rng.random())))
    return image * (1 + rng.uniform(0.02, 0.2) * bands)


def mirror_room(rng, image, room):
    """Glass in front of the picture: a weak image of the room, and lamps."""
    if rng.random() < 0.6:
        image = image + rng.uniform(0.01, 0.15) * cv2.GaussianBlur(room, (0, 0), len(image) / 40)
    for _ in range(rng.integers(0, 3)):
        add_light_spot(rng, image, rng.uniform(0.05, 0.9))
    return image


def screen_picture(rng, image, x, y, room):
    """The picture as a screen shows it to the camera. room: S x S x 3, what the glass mirrors."""
    image = show(rng, image)
    if rng.random() < 0.75:
        image = sub_pixels(rng, image, x, y)
    if rng.random() < 0.4:  # seen from the side
        image = image * (1 + rng.uniform(0.1, 0.5) * ramp(rng, len(image)))[..., None]
    if rng.random() < 0.3:
        image = refresh_bands(rng, image)
    if rng.random() < 0.2:  # uneven backlight, fingerprints
        image = image * (1 + 0.05 * smooth_noise(rng, len(image), 5))[..., None]
    return mirror_room(rng, image, room) if rng.random() < 0.7 else image
