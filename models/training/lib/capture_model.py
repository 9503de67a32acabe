"""The camera in front of every scene, live or attack: lens, exposure, Bayer sensor, noise, processing, compression.

Both classes pass through the same distribution, so that the network cannot learn the camera. Images are S x S x 3
float32 in linear light, 1 being white, unless said otherwise.
"""
import cv2
import numpy as np

GAMMA = 2.2
TO_LINEAR = ((np.arange(256) / 255) ** GAMMA).astype(np.float32)


def linear(image):
    """sRGB uint8 -> linear float32."""
    return TO_LINEAR[image]


def smooth_noise(rng, side, cells):
    """Smooth values with standard deviation about 1: side x side float32."""
    grid = rng.standard_normal((cells, cells), dtype=np.float32)
    return cv2.resize(grid, (side, side), interpolation=cv2.INTER_CUBIC)


def ramp(rng, side):
    """-1 to 1 along a random direction: side x side float32."""
    angle = rng.uniform(0, 2 * np.pi)
    axis = np.linspace(-1, 1, side, dtype=np.float32)
    return (axis[None] * np.cos(angle) + axis[:, None] * np.sin(angle)) / 1.42


def add_light_spot(rng, image, strength):
    """A soft bright spot, as a lamp mirrored in a surface makes it; in place."""
    side = len(image)
    axis = np.arange(side, dtype=np.float32)
    x, y = rng.uniform(0.05, 0.95, 2) * side
    wide, high = np.exp(rng.uniform(np.log(0.03), np.log(0.25), 2)) * side
    power = rng.choice([1, 2, 4])  # from a soft lamp to a window with clear edges
    distance = ((axis[None] - x) / wide) ** 2 + ((axis[:, None] - y) / high) ** 2
    image += (strength * np.exp(-distance ** power))[..., None]


def blur_lens(rng, image, largest):
    """Blur of the lens up to a standard deviation of `largest` pixels, and sometimes of motion."""
    image = cv2.GaussianBlur(image, (0, 0), np.exp(rng.uniform(np.log(0.35), np.log(largest))))
    if rng.random() < 0.15:
        length = int(rng.integers(3, 9))
        kernel = np.zeros((length, length), np.float32)
        angle = rng.uniform(0, np.pi)
        tip = (length - 1) / 2 * np.float64([np.cos(angle), np.sin(angle)])
        start, end = (tuple(np.rint((length - 1) / 2 + sign * tip).astype(int).tolist()) for sign in (-1, 1))
        cv2.line(kernel, start, end, 1)
        image = cv2.filter2D(image, -1, kernel / kernel.sum())
    return image


def light_from_behind(rng, image):
    """A window behind the person: bright surroundings, and a haze over everything."""
    side = len(image)
    mask = np.zeros((side, side), np.uint8)
    center = (int(side * rng.uniform(0.45, 0.55)), int(side * rng.uniform(0.5, 0.65)))
    axes = (int(side * rng.uniform(0.16, 0.3)), int(side * rng.uniform(0.25, 0.45)))
    cv2.ellipse(mask, center, axes, 0, 0, 360, 255, -1)
    person = cv2.GaussianBlur(mask, (0, 0), 0.025 * side).astype(np.float32)[..., None] / 255
    window = image * rng.uniform(2, 5) + rng.uniform(0.1, 0.8) * (1 + 0.5 * ramp(rng, side))[..., None]
    return image * person + window * (1 - person) + rng.uniform(0, 0.1)


def expose(rng, image):
    """Exposure toward a middle brightness as automatic exposure finds it, white balance, vignette, dim or harsh light."""
    level = float(image.mean()) + 1e-3
    gain = (0.18 / level) ** rng.uniform(0.3, 0.9) * np.exp(rng.normal(0, 0.35))
    gains = (gain * np.exp(rng.normal(0, 0.07, 3))).astype(np.float32)
    if rng.random() < 0.3:
        image = image * (1 + rng.uniform(0.1, 0.6) * ramp(rng, len(image)))[..., None]
    return image * gains


def sense(rng, image, noise, mosaic):
    """Bayer pattern, shot and read noise, demosaicing: linear float32 -> gamma-coded float32 0..1."""
    shape = image.shape
    shot = noise * np.exp(rng.uniform(np.log(0.003), np.log(0.05)))
    read = noise * np.exp(rng.uniform(np.log(0.0005), np.log(0.012)))
    if mosaic:
        raw = np.empty(shape[:2], np.float32)
        for channel, row, column in ((0, 0, 0), (1, 0, 1), (1, 1, 0), (2, 1, 1)):
            raw[row::2, column::2] = image[row::2, column::2, channel]
        image = raw
    deviation = np.sqrt(np.maximum(image, 0) * shot ** 2 + read ** 2)
    image = image + deviation * rng.standard_normal(image.shape, dtype=np.float32)
    coded = np.clip(image, 0, 1) ** (1 / GAMMA)
    if mosaic:
        coded = cv2.demosaicing((coded * 65535).astype(np.uint16), cv2.COLOR_BayerBG2RGB).astype(np.float32) / 65535
    return coded


def reduce_noise(rng, coded):
    """Smooth skin and hard edges, as webcams and phones make them."""
    coded = np.clip(coded, 0, 1).astype(np.float32)
    if rng.random() < 0.3:
        return cv2.medianBlur((coded * 255).astype(np.uint8), 3).astype(np.float32) / 255
    return cv2.bilateralFilter(coded, 5, rng.uniform(0.03, 0.15), rng.uniform(1, 3))


def process(rng, coded):
    """Sharpening, tone curve and color: gamma-coded float32 -> uint8."""
    if rng.random() < 0.4:
        amount, sigma = rng.uniform(0.2, 1.3), rng.uniform(0.7, 2)
        coded = coded + amount * (coded - cv2.GaussianBlur(coded, (0, 0), sigma))
    contrast, shift = np.exp(rng.normal(0, 0.15)), rng.normal(0, 0.03)
    coded = (coded - 0.5) * contrast + 0.5 + shift
    if rng.random() < 0.5:
        luma = coded.mean(2, keepdims=True)
        coded = luma + (coded - luma) * np.exp(rng.normal(0, 0.25))
    return np.clip(coded * 255, 0, 255).astype(np.uint8)


def compress(rng, image):
    """JPEG, or a video of fewer pixels that is enlarged: uint8 -> uint8."""
    side, enlarged = len(image), rng.random() < 0.3
    if enlarged:
        small = int(side * rng.uniform(0.4, 0.9))
        image = cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA)
    if rng.random() < 0.65:
        quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(25, 97))]
        image = cv2.imdecode(cv2.imencode('.jpg', image, quality)[1], cv2.IMREAD_COLOR)
    return cv2.resize(image, (side, side), interpolation=cv2.INTER_LINEAR) if enlarged else image


def capture(rng, scene):
    """The picture that a camera takes of a scene: S x S x 3 uint8.

    A cheap camera (blur, noise, Bayer pattern), one that hides its noise, or one in good light.
    """
    camera = rng.random()
    if rng.random() < 0.07:
        scene = light_from_behind(rng, scene)
    if camera < 0.4:
        coded = sense(rng, expose(rng, blur_lens(rng, scene, 1.9)), 1, rng.random() < 0.75)
        if rng.random() < 0.3:
            coded = cv2.GaussianBlur(coded, (0, 0), rng.uniform(0.5, 1.1))
    elif camera < 0.7:
        coded = sense(rng, expose(rng, blur_lens(rng, scene, 1.5)), 0.7, rng.random() < 0.5)
        coded = reduce_noise(rng, coded)
    else:
        coded = sense(rng, expose(rng, blur_lens(rng, scene, 0.9)), 0.15, False)
    return compress(rng, process(rng, coded))
