"""Light and camera for the detector's scenes: cheap, in place of hours of recordings."""
import cv2
import numpy as np


def curve(rng, strength):
    """A random tone curve as a table of 256 values per channel: gamma, contrast, brightness, tint."""
    x = np.arange(256, dtype=np.float32)[:, None] / 255
    gamma = np.exp(rng.normal(0, 0.35 * strength))
    gain = np.exp(rng.normal(0, 0.12 * strength)) * np.exp(rng.normal(0, 0.06 * strength, 3))
    y = (x ** gamma - 0.5) * np.exp(rng.normal(0, 0.2 * strength)) + 0.5
    return np.clip((y * gain + rng.normal(0, 0.06 * strength)) * 255, 0, 255).astype(np.uint8)


def toned(picture, table):
    return np.dstack([cv2.LUT(picture[..., i], np.ascontiguousarray(table[:, i])) for i in range(3)])


def ramp(rng, height, width):
    """Light from one side: factors around 1, height x width float32."""
    angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.7)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None] * np.cos(angle)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.sin(angle)
    return 1 + depth * np.clip(x + y, -1, 1)


def relight(rng, picture):
    """A portrait in another light than its scene: side light, or dark against a bright room."""
    draw = rng.random()
    if draw < 0.3:
        factor = ramp(rng, *picture.shape[:2])[..., None]
        picture = np.clip(picture * factor, 0, 255).astype(np.uint8)
    elif draw < 0.5:
        low = rng.uniform(0.18, 0.7)
        picture = np.clip(picture * low + rng.uniform(0, 50), 0, 255).astype(np.uint8)
    return picture


def noise(rng, picture):
    strength = np.exp(rng.uniform(np.log(2), np.log(18)))
    grain = rng.standard_normal(1 << 15, dtype=np.float32) * strength
    field = np.resize(grain, picture.size + 4096)[rng.integers(4096):][:picture.size].reshape(picture.shape)
    return np.clip(picture + field, 0, 255).astype(np.uint8)


def camera(rng, picture):
    """Tone, grey, blur, movement, few pixels, grain, compression: each now and then."""
    picture = toned(picture, curve(rng, 1.0 if rng.random() < 0.8 else 1.8))
    if rng.random() < 0.08:
        picture = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    draw = rng.random()
    if draw < 0.15:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 1.6))
    elif draw < 0.22:
        kernel = np.zeros((7, 7), np.float32)
        angle = rng.uniform(0, np.pi)
        tip = 3 * np.float64([np.cos(angle), np.sin(angle)]) * rng.uniform(0.4, 1)
        ends = [tuple(int(round(v)) for v in 3 + sign * tip) for sign in (-1, 1)]
        cv2.line(kernel, ends[0], ends[1], 1)
        picture = cv2.filter2D(picture, -1, kernel / kernel.sum())
    elif draw < 0.34:
        side = picture.shape[0]
        small = cv2.resize(picture, (int(side * rng.uniform(0.5, 0.9)),) * 2, interpolation=cv2.INTER_AREA)
        picture = cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)
    if rng.random() < 0.3:
        picture = noise(rng, picture)
    if rng.random() < 0.25:
        quality = int(rng.uniform(25, 85))
        picture = cv2.imdecode(cv2.imencode('.jpg', picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], 1)
    return picture
