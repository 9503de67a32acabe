"""Synthetic faces from training faces: elastic deformation (Simard et al. 2003) and mixup (Zhang et al. 2018).

The teacher embeds any image, so faces of people who do not exist are as useful as photographs. In the cache:
`synthetic112.npy` (N x 112 x 112 x 3 uint8 RGB) and `synthetic_teacher.npy` (N x 256 float16 of unit length, zeros
where synthesize_faces.py has not written yet).
"""
import os

import cv2
import numpy as np

from .aligned_faces import DIMENSION, SIZE

GRID = 5                   # control points of the deformation per side
DEFORMATION = 2.2          # standard deviation of their displacement, pixels of the 112 px crop
DEFORMED_FRACTION = 0.25   # of the faces are one deformed face; the others mix two


def deform(face, rng):
    """Displace the pixels of a face by a smooth random field."""
    field = rng.normal(0, DEFORMATION, (GRID, GRID, 2)).astype(np.float32)
    field = cv2.resize(field, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[:SIZE, :SIZE].astype(np.float32)
    return cv2.remap(face, x + field[..., 0], y + field[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def synthesize(faces, rows, rng):
    """One synthetic face (112 x 112 x 3 uint8) from one or two of the given rows of `faces`."""
    first, second = (deform(faces[row], rng) for row in rng.choice(rows, 2, replace=False))
    share = 1 if rng.random() < DEFORMED_FRACTION else rng.uniform(0.3, 0.7)
    return cv2.addWeighted(first, share, second, 1 - share, 0)


def paths(cache):
    return os.path.join(cache, 'synthetic112.npy'), os.path.join(cache, 'synthetic_teacher.npy')


def open_writable(cache, count):
    """(faces, embeddings) as writable memory maps: those of the cache, or new ones when their count differs."""
    shapes = ((count, SIZE, SIZE, 3), np.uint8), ((count, DIMENSION), np.float16)
    return [open_map(path, *shape) for path, shape in zip(paths(cache), shapes)]


def open_map(path, shape, dtype):
    if os.path.exists(path):
        stored = np.load(path, mmap_mode='r+')
        if stored.shape == shape:
            return stored
    return np.lib.format.open_memmap(path, 'w+', dtype, shape)


def load(cache):
    """(faces, embeddings float32) that are complete; empty when synthesize_faces.py has not run."""
    faces_path, embeddings_path = paths(cache)
    if not os.path.exists(embeddings_path):
        return np.empty((0, SIZE, SIZE, 3), np.uint8), np.empty((0, DIMENSION), np.float32)
    embeddings = np.load(embeddings_path)
    complete = embeddings.any(1)
    count = len(embeddings) if complete.all() else int(complete.argmin())
    return np.load(faces_path, mmap_mode='r')[:count], embeddings[:count].astype(np.float32)
