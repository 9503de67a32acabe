"""Faces that nobody has: two training faces in one, both bent smoothly first, or one face bent alone.

In the cache: `blends112.npy` (N x 112 x 112 x 3 uint8, RGB) and `blends.npy` (N x 256 float16, the teacher's answers of unit
length, zeros where blend.py has not been yet).
"""
import os

import cv2
import numpy as np

from .faces import SIZE

GRID = 5        # points by points that are moved
BEND = 2.2      # how far, standard deviation in pixels of the 112 px crop
BENT_ONLY = 0.25


def bend(face, rng):
    """A smooth random displacement of the picture: another face of the same look."""
    field = rng.normal(0, BEND, (GRID, GRID, 2)).astype(np.float32)
    field = cv2.resize(field, (SIZE, SIZE), interpolation=cv2.INTER_CUBIC)
    y, x = np.mgrid[:SIZE, :SIZE].astype(np.float32)
    return cv2.remap(face, x + field[..., 0], y + field[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def blend(pictures, rows, rng):
    """A new face of one or two of those rows."""
    one, other = (bend(pictures[row], rng) for row in rng.choice(rows, 2, replace=False))
    share = 1 if rng.random() < BENT_ONLY else rng.uniform(0.3, 0.7)
    return cv2.addWeighted(one, share, other, 1 - share, 0)


def paths(cache):
    return os.path.join(cache, 'blends112.npy'), os.path.join(cache, 'blends.npy')


def opened(cache, count):
    """(faces, answers) to fill, as memory maps: those of the cache, or new ones when it holds none or another number."""
    shapes = ((count, SIZE, SIZE, 3), np.uint8), ((count, 256), np.float16)
    return [open_map(path, *shape) for path, shape in zip(paths(cache), shapes)]


def open_map(path, shape, kind):
    if os.path.exists(path):
        stored = np.load(path, mmap_mode='r+')
        if stored.shape == shape:
            return stored
    return np.lib.format.open_memmap(path, 'w+', kind, shape)


def load(cache):
    """(faces, answers float32) that have an answer: none when blend.py was not run."""
    if not os.path.exists(paths(cache)[1]):
        return np.empty((0, SIZE, SIZE, 3), np.uint8), np.empty((0, 256), np.float32)
    answers = np.load(paths(cache)[1])
    done = int(answers.any(1).argmin()) if not answers.any(1).all() else len(answers)
    return np.load(paths(cache)[0], mmap_mode='r')[:done], answers[:done].astype(np.float32)
