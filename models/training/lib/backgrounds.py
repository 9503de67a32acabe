"""Backgrounds of scenes: images without a face. All images are H x W x 3 uint8 RGB."""
import cv2
import numpy as np

SKIN_COLOR_SHARE = 0.3  # of the drawn shapes


def background_patch(rng, face):
    """A random rectangle of an AnnotatedFace's image outside its box, or None where too little is left."""
    image = face.image
    height, width = image.shape[:2]
    x1, y1, x2, y2 = face.box
    margin = 0.08 * (x2 - x1)
    strips = [(0, 0, width, int(y1 - margin)), (0, 0, int(x1 - margin), height),
              (int(x2 + margin), 0, width, height), (0, int(y2 + margin), width, height)]
    strips = [strip for strip in strips if strip[2] - strip[0] >= 12 and strip[3] - strip[1] >= 12]
    if not strips:
        return None
    x1, y1, x2, y2 = strips[rng.integers(len(strips))]
    w, h = int(rng.uniform(0.5, 1) * (x2 - x1)), int(rng.uniform(0.4, 1) * (y2 - y1))
    w, h = max(w, 8), max(h, 8)
    x, y = rng.integers(x1, x2 - w + 1), rng.integers(y1, y2 - h + 1)
    return image[y:y + h, x:x + w]


def multiscale_noise(rng, side):
    """Smooth colored noise on several scales."""
    total = np.zeros((side, side, 3), np.float32)
    strength = 1.0
    for cells in (2, 5, 11, 23, 47):
        grid = rng.normal(0, strength, (cells, cells, 3 if cells < 6 else 1)).astype(np.float32)
        grid = np.broadcast_to(grid, (cells, cells, 3)).copy()
        total += cv2.resize(grid, (side, side), interpolation=cv2.INTER_CUBIC)
        strength *= rng.uniform(0.4, 1)
    return np.clip(rng.uniform(40, 210) + total * rng.uniform(10, 50), 0, 255).astype(np.uint8)


def random_color(rng):
    """Any color, or one of skin under some light."""
    color = tuple(int(v) for v in rng.integers(0, 256, 3))
    if rng.random() < SKIN_COLOR_SHARE:
        level = rng.uniform(0.3, 1)
        color = tuple(int(v * level) for v in (rng.uniform(210, 255), rng.uniform(150, 200), rng.uniform(110, 170)))
    return color


def draw_shapes(rng, canvas, count):
    """Draw rectangles, ellipses, lines and text in random colors, in place."""
    side = canvas.shape[0]
    for _ in range(count):
        color = random_color(rng)
        p, q = (tuple(int(v) for v in rng.integers(-20, side + 20, 2)) for _ in range(2))
        shape = rng.integers(4)
        if shape == 0:
            cv2.rectangle(canvas, p, q, color, -1 if rng.random() < 0.6 else int(rng.integers(1, 6)))
        elif shape == 1:
            axes = tuple(int(v) for v in rng.integers(2, side // 3, 2))
            cv2.ellipse(canvas, p, axes, float(rng.uniform(0, 180)), 0, 360, color, -1 if rng.random() < 0.6 else 2)
        elif shape == 2:
            cv2.line(canvas, p, q, color, int(rng.integers(1, 9)))
        else:
            cv2.putText(canvas, 'Aa0%&8Bo'[rng.integers(7):], p, int(rng.integers(0, 5)), rng.uniform(0.4, 3), color,
                        int(rng.integers(1, 5)))


def compose_background(rng, side, sampler):
    """A scene without a face: side x side x 3. `sampler` supplies images from which patches are taken."""
    draw = rng.random()
    patch = background_patch(rng, sampler.sample(rng)) if draw < 0.7 else None
    if patch is not None:
        canvas = cv2.resize(patch, (side, side), interpolation=cv2.INTER_CUBIC)
        if rng.random() < 0.5:
            canvas = cv2.flip(canvas, int(rng.integers(-1, 2)))
    elif draw < 0.95:
        canvas = multiscale_noise(rng, side)
    else:
        canvas = np.empty((side, side, 3), np.uint8)
        canvas[:] = rng.integers(0, 256, 3)
    if rng.random() < 0.4:
        draw_shapes(rng, canvas, int(rng.integers(1, 9)))
    for _ in range(rng.integers(0, 5)):
        patch = background_patch(rng, sampler.sample(rng))
        if patch is not None:
            paste_patch(rng, canvas, patch)
    return canvas


def paste_patch(rng, canvas, patch, faces=()):
    """Paste a patch at a random position and size, in place, unless it touches one of the faces (rows)."""
    side = canvas.shape[0]
    w, h = (int(v) for v in np.exp(rng.uniform(np.log(16), np.log(side * 0.7), 2)))
    if rng.random() < 0.7:
        h = int(np.clip(w * patch.shape[0] / patch.shape[1], 4, side))
    x, y = int(rng.integers(-w // 3, side - w // 2)), int(rng.integers(-h // 3, side - h // 2))
    for face in faces:
        gap = np.abs(face[:2] - (x + w / 2, y + h / 2)) - (face[2:4] + (w, h)) / 2
        if gap.max() < 2:
            return
    x1, y1, x2, y2 = max(0, x), max(0, y), min(side, x + w), min(side, y + h)
    if x2 - x1 > 2 and y2 - y1 > 2:
        canvas[y1:y2, x1:x2] = cv2.resize(patch, (w, h))[y1 - y:y2 - y, x1 - x:x2 - x]
