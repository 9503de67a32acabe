"""What is not a face: backgrounds, and clutter that tempts a detector."""
import cv2
import numpy as np


def spare(rng, portrait):
    """A rectangle of a portrait beside or above its face, H x W x 3, or None where there is too little."""
    picture = portrait.picture
    height, width = picture.shape[:2]
    x1, y1, x2, y2 = portrait.box
    margin = 0.08 * (x2 - x1)
    strips = [(0, 0, width, int(y1 - margin)), (0, 0, int(x1 - margin), height),
              (int(x2 + margin), 0, width, height), (0, int(y2 + margin), width, height)]
    strips = [s for s in strips if s[2] - s[0] >= 12 and s[3] - s[1] >= 12]
    if not strips:
        return None
    x1, y1, x2, y2 = strips[rng.integers(len(strips))]
    w, h = int(rng.uniform(0.5, 1) * (x2 - x1)), int(rng.uniform(0.4, 1) * (y2 - y1))
    w, h = max(w, 8), max(h, 8)
    x, y = rng.integers(x1, x2 - w + 1), rng.integers(y1, y2 - h + 1)
    return picture[y:y + h, x:x + w]


def clouds(rng, side):
    """Noise on several scales, coloured."""
    total = np.zeros((side, side, 3), np.float32)
    strength = 1.0
    for cells in (2, 5, 11, 23, 47):
        grid = rng.normal(0, strength, (cells, cells, 3 if cells < 6 else 1)).astype(np.float32)
        grid = np.broadcast_to(grid, (cells, cells, 3)).copy()
        total += cv2.resize(grid, (side, side), interpolation=cv2.INTER_CUBIC)
        strength *= rng.uniform(0.4, 1)
    return np.clip(rng.uniform(40, 210) + total * rng.uniform(10, 50), 0, 255).astype(np.uint8)


def shapes(rng, canvas, count):
    """Rectangles, ellipses and lines in random colours, in place; skin is among the colours."""
    side = canvas.shape[0]
    for _ in range(count):
        colour = tuple(int(v) for v in rng.integers(0, 256, 3))
        if rng.random() < 0.3:
            light = rng.uniform(0.3, 1)
            colour = tuple(int(v * light) for v in (rng.uniform(210, 255), rng.uniform(150, 200), rng.uniform(110, 170)))
        p, q = (tuple(int(v) for v in rng.integers(-20, side + 20, 2)) for _ in range(2))
        kind = rng.integers(4)
        if kind == 0:
            cv2.rectangle(canvas, p, q, colour, -1 if rng.random() < 0.6 else int(rng.integers(1, 6)))
        elif kind == 1:
            axes = tuple(int(v) for v in rng.integers(2, side // 3, 2))
            cv2.ellipse(canvas, p, axes, float(rng.uniform(0, 180)), 0, 360, colour, -1 if rng.random() < 0.6 else 2)
        elif kind == 2:
            cv2.line(canvas, p, q, colour, int(rng.integers(1, 9)))
        else:
            cv2.putText(canvas, 'Aa0%&8Bo'[rng.integers(7):], p, int(rng.integers(0, 5)), rng.uniform(0.4, 3), colour,
                        int(rng.integers(1, 5)))


def background(rng, side, draw):
    """A scene without a face, side x side x 3 uint8; `draw` gives a random portrait."""
    kind = rng.random()
    piece = spare(rng, draw()) if kind < 0.7 else None
    if piece is not None:
        canvas = cv2.resize(piece, (side, side), interpolation=cv2.INTER_CUBIC)
        if rng.random() < 0.5:
            canvas = cv2.flip(canvas, int(rng.integers(-1, 2)))
    elif kind < 0.95:
        canvas = clouds(rng, side)
    else:
        canvas = np.empty((side, side, 3), np.uint8)
        canvas[:] = rng.integers(0, 256, 3)
    if rng.random() < 0.4:
        shapes(rng, canvas, int(rng.integers(1, 9)))
    for _ in range(rng.integers(0, 5)):
        patch = spare(rng, draw())
        if patch is not None:
            put(rng, canvas, patch)
    return canvas


def put(rng, canvas, patch, taken=()):
    """Paste a patch somewhere at a random size, clear of the faces in `taken`."""
    side = canvas.shape[0]
    w, h = (int(v) for v in np.exp(rng.uniform(np.log(16), np.log(side * 0.7), 2)))
    if rng.random() < 0.7:
        h = int(np.clip(w * patch.shape[0] / patch.shape[1], 4, side))
    x, y = int(rng.integers(-w // 3, side - w // 2)), int(rng.integers(-h // 3, side - h // 2))
    for face in taken:
        gap = np.abs(face[:2] - (x + w / 2, y + h / 2)) - (face[2:4] + (w, h)) / 2
        if gap.max() < 2:
            return
    x1, y1, x2, y2 = max(0, x), max(0, y), min(side, x + w), min(side, y + h)
    if x2 - x1 > 2 and y2 - y1 > 2:
        canvas[y1:y2, x1:x2] = cv2.resize(patch, (w, h))[y1 - y:y2 - y, x1 - x:x2 - x]


def broken(rng, portrait):
    """A face that is none: upside down, its tiles shuffled, or a piece of skin."""
    picture = portrait.picture
    x1, y1, x2, y2 = (int(v) for v in np.clip(portrait.box, 0, (picture.shape[1::-1] * 2)))
    face = picture[y1:y2, x1:x2]
    if min(face.shape[:2]) < 18:
        return None
    kind = rng.random()
    if kind < 0.35:
        return face[::-1]
    if kind < 0.7:
        h, w = face.shape[0] // 3, face.shape[1] // 3
        tiles = [face[i * h:(i + 1) * h, j * w:(j + 1) * w] for i in range(3) for j in range(3)]
        order = rng.permutation(9)
        return np.vstack([np.hstack([tiles[order[i * 3 + j]] for j in range(3)]) for i in range(3)])
    h, w = face.shape[:2]
    return face[:h // 4] if kind < 0.85 else face[h // 2:h * 3 // 4, :w // 4]


def stripes(rng):
    """Coloured bands, wide and thin, as on clothes: 96 x 96 x 3."""
    patch, at = np.empty((96, 96, 3), np.uint8), 0
    while at < 96:
        wide = int(np.exp(rng.uniform(0, np.log(40))))
        patch[at:at + wide] = rng.integers(0, 256, 3)
        at += wide
    patch = patch.transpose(1, 0, 2) if rng.random() < 0.3 else patch
    return cv2.GaussianBlur(np.ascontiguousarray(patch), (0, 0), rng.uniform(0.3, 1.2))


def clutter(rng, canvas, draw, faces):
    """Now and then patches, broken faces and stripes, all clear of the faces; in place."""
    for _ in range(rng.integers(0, 3)):
        kind = rng.random()
        patch = broken(rng, draw()) if kind < 0.4 else stripes(rng) if kind < 0.6 else spare(rng, draw())
        if patch is not None:
            put(rng, canvas, patch, faces)
