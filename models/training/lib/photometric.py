"""Light and camera of a scene: photometric augmentation. Images are H x W x 3 uint8 RGB."""
import cv2
import numpy as np


def random_tone_curve(rng, strength):
    """Gamma, contrast, brightness and tint as a lookup table: 256 x 3 uint8."""
    x = np.arange(256, dtype=np.float32)[:, None] / 255
    gamma = np.exp(rng.normal(0, 0.35 * strength))
    gain = np.exp(rng.normal(0, 0.12 * strength)) * np.exp(rng.normal(0, 0.06 * strength, 3))
    y = (x ** gamma - 0.5) * np.exp(rng.normal(0, 0.2 * strength)) + 0.5
    return np.clip((y * gain + rng.normal(0, 0.06 * strength)) * 255, 0, 255).astype(np.uint8)


def apply_tone_curve(image, table):
    return np.dstack([cv2.LUT(image[..., i], np.ascontiguousarray(table[:, i])) for i in range(3)])


def light_gradient(rng, height, width):
    """Light from one side: factors around 1, height x width float32."""
    angle, depth = rng.uniform(0, 2 * np.pi), rng.uniform(0.1, 0.7)
    x = np.linspace(-1, 1, width, dtype=np.float32)[None] * np.cos(angle)
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] * np.sin(angle)
    return 1 + depth * np.clip(x + y, -1, 1)


def relight(rng, image):
    """Side light with probability 0.3, a dark face as against a bright room with 0.2."""
    draw = rng.random()
    if draw < 0.3:
        factor = light_gradient(rng, *image.shape[:2])[..., None]
        image = np.clip(image * factor, 0, 255).astype(np.uint8)
    elif draw < 0.5:
        level = rng.uniform(0.18, 0.7)
        image = np.clip(image * level + rng.uniform(0, 50), 0, 255).astype(np.uint8)
    return image


def add_noise(rng, image):
    """Gaussian noise, standard deviation 2 to 18, cut from one random sequence: drawing every value costs too much."""
    deviation = np.exp(rng.uniform(np.log(2), np.log(18)))
    sequence = rng.standard_normal(1 << 15, dtype=np.float32) * deviation
    field = np.resize(sequence, image.size + 4096)[rng.integers(4096):][:image.size].reshape(image.shape)
    return np.clip(image + field, 0, 255).astype(np.uint8)


def motion_blur(rng, image):
    """Blur along a line of at most 7 pixels."""
    kernel = np.zeros((7, 7), np.float32)
    angle = rng.uniform(0, np.pi)
    tip = 3 * np.float64([np.cos(angle), np.sin(angle)]) * rng.uniform(0.4, 1)
    start, end = (tuple(int(round(v)) for v in 3 + sign * tip) for sign in (-1, 1))
    cv2.line(kernel, start, end, 1)
    return cv2.filter2D(image, -1, kernel / kernel.sum())


def lower_resolution(rng, image):
    """Downscale a square image and upscale it again."""
    side = image.shape[0]
    small = cv2.resize(image, (int(side * rng.uniform(0.5, 0.9)),) * 2, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)


def simulate_camera(rng, image):
    """Tone, grayscale, blur, motion, low resolution, noise and JPEG compression, each with its own probability."""
    image = apply_tone_curve(image, random_tone_curve(rng, 1.0 if rng.random() < 0.8 else 1.8))
    if rng.random() < 0.08:
        image = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    draw = rng.random()
    if draw < 0.15:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.6))
    elif draw < 0.22:
        image = motion_blur(rng, image)
    elif draw < 0.34:
        image = lower_resolution(rng, image)
    if rng.random() < 0.3:
        image = add_noise(rng, image)
    if rng.random() < 0.25:
        quality = int(rng.uniform(25, 85))
        image = cv2.imdecode(cv2.imencode('.jpg', image, [cv2.IMWRITE_JPEG_QUALITY, quality])[1], cv2.IMREAD_COLOR)
    return image
