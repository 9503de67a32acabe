"""Distractors: image parts that a detector confuses with a face. All images are H x W x 3 uint8 RGB."""
import cv2
import numpy as np

from .backgrounds import background_patch, paste_patch

MIN_SIDE = 18      # of a face from which a distractor is made, pixels
STRIPES_SIDE = 96  # pixels


def corrupted_face(rng, face):
    """An AnnotatedFace upside down, with its tiles shuffled, or a piece of its skin; None when it is too small."""
    image = face.image
    x1, y1, x2, y2 = (int(v) for v in np.clip(face.box, 0, (image.shape[1::-1] * 2)))
    crop = image[y1:y2, x1:x2]
    if min(crop.shape[:2]) < MIN_SIDE:
        return None
    draw = rng.random()
    if draw < 0.35:
        return crop[::-1]
    if draw < 0.7:
        h, w = crop.shape[0] // 3, crop.shape[1] // 3
        tiles = [crop[i * h:(i + 1) * h, j * w:(j + 1) * w] for i in range(3) for j in range(3)]
        order = rng.permutation(9)
        return np.vstack([np.hstack([tiles[order[i * 3 + j]] for j in range(3)]) for i in range(3)])
    h, w = crop.shape[:2]
    return crop[:h // 4] if draw < 0.85 else crop[h // 2:h * 3 // 4, :w // 4]


def stripes(rng):
    """Colored bands, wide and thin, as on clothes."""
    patch, start = np.empty((STRIPES_SIDE, STRIPES_SIDE, 3), np.uint8), 0
    while start < STRIPES_SIDE:
        width = int(np.exp(rng.uniform(0, np.log(40))))
        patch[start:start + width] = rng.integers(0, 256, 3)
        start += width
    patch = patch.transpose(1, 0, 2) if rng.random() < 0.3 else patch
    return cv2.GaussianBlur(np.ascontiguousarray(patch), (0, 0), rng.uniform(0.3, 1.2))


def random_distractor(rng, sampler):
    """A corrupted face, stripes or a background patch; None when the sampled face gives none."""
    draw = rng.random()
    if draw < 0.4:
        return corrupted_face(rng, sampler.sample(rng))
    return stripes(rng) if draw < 0.6 else background_patch(rng, sampler.sample(rng))


def add_distractors(rng, canvas, sampler, faces):
    """Paste up to two distractors that touch none of the faces (rows), in place."""
    for _ in range(rng.integers(0, 3)):
        patch = random_distractor(rng, sampler)
        if patch is not None:
            paste_patch(rng, canvas, patch, faces)
