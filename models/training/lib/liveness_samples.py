"""Samples of the passive liveness network: live frames and attacks, each a crop around a face.

A sample is S x S pixels of the sensor, then downscaled. Classes: LIVE, PRINT, SCREEN.
"""
import cv2
import numpy as np

from .backgrounds import multiscale_noise, random_color
from .capture_model import capture, linear, smooth_noise
from .print_attack import print_picture
from .screen_attack import screen_picture

LIVE, PRINT, SCREEN = range(3)
CROP_SCALE = 2.7
SAMPLE_SIDE = 88  # pixels; training cuts 80 out of it


def crop_of(rng, picture):
    """Size and center of the crop, as src/vision/pipeline/liveness-crop.ts places it: CROP_SCALE times the box, or less
    where the picture is too small; moved into the picture. The box is that of a detector that is not exact."""
    frame = np.float64(picture.image.shape[1::-1])
    x1, y1, x2, y2 = picture.box
    box = np.float64([x2 - x1, y2 - y1]) * np.exp(rng.normal(0, 0.05, 2))
    scale = CROP_SCALE * (rng.uniform(0.6, 1) if rng.random() < 0.15 else 1)
    size = box * min(scale, *(frame / box))
    center = np.float64([x1 + x2, y1 + y2]) / 2 + rng.normal(0, 0.025, 2) * size
    return size, np.clip(center, size / 2, frame - size / 2)


def place(rng, picture, side):
    """2 x 3 matrix from the picture to the crop."""
    size, center = crop_of(rng, picture)
    angle = np.deg2rad(rng.normal(0, 4))
    c, s = np.cos(angle), np.sin(angle)
    linear_part = np.diag(side / size) @ [[c, -s], [s, c]]
    if rng.random() < 0.5:
        linear_part = linear_part @ np.diag([-1, 1])
    return np.hstack([linear_part, (side / 2 - linear_part @ center)[:, None]])


def warp(picture, matrix, side):
    """The picture in the crop, continued beyond its border by reflection: side x side x 3 uint8."""
    image = picture.image
    scale = np.sqrt(abs(np.linalg.det(matrix[:, :2])))
    if scale < 0.8:
        image = cv2.GaussianBlur(image, (0, 0), 0.45 / scale)
    return cv2.warpAffine(image, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT_101)


def room(rng, sampler, side):
    """What is around and behind: a part of another picture without its face, or smooth noise; side x side x 3 linear."""
    draw = rng.random()
    if draw < 0.35:
        image = multiscale_noise(rng, side)
    else:
        picture = sampler.sample(rng)
        image = picture.image
        x1, _, x2, _ = picture.box
        left, right = int(max(0, x1)), int(max(0, image.shape[1] - x2))
        strip = image[:, :left] if left > right else image[:, image.shape[1] - max(right, 8):]
        image = strip if min(strip.shape[:2]) >= 8 else image
        image = cv2.resize(image, (side, side), interpolation=cv2.INTER_LINEAR)
        image = cv2.flip(image, int(rng.integers(-1, 2)))
    return cv2.GaussianBlur(linear(image), (0, 0), np.exp(rng.uniform(np.log(0.4), np.log(4)))) * rng.uniform(0.4, 1.5)


def edges(rng, side):
    """Four edges of a picture around the face, as distances from the middle in pixels: left, top, right, bottom.

    In a third of the pictures the crop lies inside the picture, and no edge is seen.
    """
    if rng.random() < 0.33:
        return np.full(4, 2.0 * side)
    return side / CROP_SCALE * np.exp(rng.uniform(np.log(0.55), np.log(2.3), 4)) * [0.9, 1.05, 0.9, 1.1]


def rectangle_mask(corners, side):
    """Coverage 0..1 of a quadrilateral: side x side float32."""
    mask = np.zeros((side, side), np.uint8)
    cv2.fillConvexPoly(mask, np.rint(corners * 16).astype(np.int32), 255, cv2.LINE_AA, 4)
    return mask.astype(np.float32) / 255


def draw_perspective(rng, side):
    """How a flat picture around the middle is seen: a function from distances of its edges to its corners (4 x 2)."""
    angle, keystone = np.deg2rad(rng.normal(0, 6)), rng.normal(0, 0.12, 2) / side
    c, s = np.cos(angle), np.sin(angle)

    def corners(around):
        left, top, right, bottom = around
        flat = np.float64([[-left, -top], [right, -top], [right, bottom], [-left, bottom]])
        depth = np.clip(1 + flat @ keystone, 0.6, 1.6)[:, None]
        return side / 2 + (flat * depth) @ np.float64([[c, s], [-s, c]])

    return corners


def cover(scene, mask, color):
    """Paint over the scene, in place."""
    scene += mask[..., None] * (color - scene)


def hold(rng, scene, corners, side):
    """Fingers over an edge of the picture, in place."""
    for _ in range(rng.integers(1, 4)):
        k, t = int(rng.integers(4)), rng.random()
        at = corners[k] * t + corners[(k + 1) % 4] * (1 - t)
        inward = np.arctan2(*(side / 2 - at)[::-1])
        mask = np.zeros((side, side), np.uint8)
        axes = (int(side * rng.uniform(0.06, 0.16)), int(side * rng.uniform(0.025, 0.055)))
        angle = np.rad2deg(inward) + rng.normal(0, 15)
        cv2.ellipse(mask, tuple(at.astype(int).tolist()), axes, angle, 0, 360, 255, -1, cv2.LINE_AA)
        shade = np.float32([0.55, 0.3, 0.2]) * np.exp(rng.normal(-0.5, 0.6))
        texture = shade * (1 + 0.15 * smooth_noise(rng, side, 12))[..., None]
        cover(scene, cv2.GaussianBlur(mask, (0, 0), 1).astype(np.float32) / 255, texture)


def distractors(rng, scene, side):
    """Straight edges beside the face, as doors, posters and monitors make them, in live frames and attacks; in place."""
    for _ in range(rng.integers(1, 4)):
        x = rng.choice([-1, 1]) * rng.uniform(0.3, 0.55) * side + side / 2
        width, top = rng.uniform(0.05, 0.4) * side, rng.uniform(-0.2, 0.8) * side
        if x < side / 2:
            x -= width
        corners = np.float64([[x, top], [x + width, top], [x + width, top + side], [x, top + side]])
        if rng.random() < 0.4:
            corners[2:, 1] = top + rng.uniform(0.1, 0.6) * side
        corners += rng.normal(0, 0.01 * side, (4, 2))
        color = linear(np.uint8(random_color(rng))) * np.ones((side, side, 1), np.float32)
        cover(scene, rectangle_mask(corners, side), color)


def recompress(rng, image):
    """A picture that was saved, sent or filmed before it is shown: uint8 -> uint8."""
    side = len(image)
    if rng.random() < 0.5:
        small = int(side * rng.uniform(0.35, 0.95))
        image = cv2.resize(cv2.resize(image, (small, small), interpolation=cv2.INTER_AREA), (side, side))
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.uniform(20, 90))]
    return cv2.imdecode(cv2.imencode('.jpg', image, quality)[1], cv2.IMREAD_COLOR)


def surface_coordinates(rng, side):
    """Position on the paper or screen for each pixel, turned a little and in perspective: two side x side float32."""
    axis = np.arange(side, dtype=np.float32)
    angle = rng.normal(0, 0.09)
    x = axis[None] * np.cos(angle) + axis[:, None] * np.sin(angle)
    y = axis[:, None] * np.cos(angle) - axis[None] * np.sin(angle)
    depth = 1 + (axis[None] * rng.normal(0, 0.1) + axis[:, None] * rng.normal(0, 0.1)) / side
    return x * depth, y * depth


def picture_mask(rng, corners, side):
    """Coverage of the picture: a quadrilateral, or a face that was cut out along its outline."""
    if rng.random() < 0.1:
        mask = np.zeros((side, side), np.uint8)
        axes = (int(side / CROP_SCALE * rng.uniform(0.55, 0.8)), int(side / CROP_SCALE * rng.uniform(0.65, 0.95)))
        cv2.ellipse(mask, (side // 2, side // 2), axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
        return mask.astype(np.float32) / 255
    return rectangle_mask(corners, side)


def frame_picture(rng, scene, corners, around, kind, side):
    """The white margin of a print or the case of a device around the picture, and its shadow; in place."""
    if kind == PRINT:
        grow = rng.choice([0, rng.uniform(0.01, 0.15)]) * side
        color = np.full(3, rng.uniform(0.5, 0.95), np.float32)
    else:
        grow = rng.uniform(0.01, 0.16) * side * np.exp(rng.normal(0, 0.5, 4))
        dark = rng.random() < 0.8
        color = (rng.uniform(0.005, 0.06) if dark else rng.uniform(0.3, 0.9)) * np.exp(rng.normal(0, 0.05, 3))
    outer = corners(around + grow)
    if rng.random() < 0.4:
        shadow = cv2.GaussianBlur(rectangle_mask(outer + rng.normal(0, 0.03 * side, 2), side), (0, 0), 0.03 * side)
        scene *= 1 - rng.uniform(0.2, 0.7) * shadow[..., None]
    cover(scene, rectangle_mask(outer, side), color.astype(np.float32))


def attack(rng, sampler, content, kind, side):
    """A scene in which the content is only a picture: side x side x 3 linear."""
    if rng.random() < 0.5:
        content = recompress(rng, content)
    scene, (x, y) = room(rng, sampler, side), surface_coordinates(rng, side)
    content = linear(content)
    content = print_picture(rng, content, x, y) if kind == PRINT else screen_picture(rng, content, x, y, scene[::-1])
    around = edges(rng, side)
    if around[0] > side:  # the crop lies inside the picture
        return content
    corners = draw_perspective(rng, side)
    frame_picture(rng, scene, corners, around, kind, side)
    cover(scene, picture_mask(rng, corners(around), side), content)
    if rng.random() < 0.5:
        hold(rng, scene, corners(around), side)
    return scene


def sample(rng, sampler, kind):
    """One sample of a class: SAMPLE_SIDE x SAMPLE_SIDE x 3 uint8 RGB."""
    side = 2 * int(np.exp(rng.uniform(np.log(96), np.log(256))) / 2)
    picture = sampler.sample(rng)
    content = warp(picture, place(rng, picture, side), side)
    scene = linear(content) if kind == LIVE else attack(rng, sampler, content, kind, side)
    if rng.random() < 0.25:
        distractors(rng, scene, side)
    image = capture(rng, np.ascontiguousarray(scene, np.float32))
    return cv2.resize(image, (SAMPLE_SIDE, SAMPLE_SIDE), interpolation=cv2.INTER_AREA)
