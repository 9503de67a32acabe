"""Aligned training faces: decode the archives of a data folder once, keep them as one uint8 array.

The folder (argument or RECOGNIZE_DATA) holds `faces/` with the archives and `teacher_index.json`,
a list of [set, file] in the order of the teacher's embeddings. The result is a memory map of
N x 112 x 112 x 3 uint8 RGB, aligned to the ArcFace five-point template, beside the checkpoints.
"""
import csv
import json
import os
import tarfile

import cv2
import numpy as np

SIZE = 112
HELD_BACK = 1500
# right eye, left eye, nose, right and left mouth corner as seen from left to right, in a 112 px crop
TEMPLATE = np.float32([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366],
                       [41.5493, 92.3655], [70.7299, 92.2041]])
ARCHIVES = {
    'celeba10k': ('celeba10k_raw89x109.tar.gz', 'celeba10k.csv'),
    'celeba4k': ('celeba4k_raw178x218.tar.gz', 'celeba4k.csv'),
    'utk': ('utkface_aligned112_q75.tar.gz', None),
    'extra': ('extra_aligned112_webp.tar.gz', None),
}


def similarity(points, template=TEMPLATE):
    """Least-squares similarity (Umeyama 1991, no reflection) from 5x2 points to the template: 2x3."""
    p, q = points.mean(0), template.mean(0)
    a, b = points - p, template - q
    scale = (a ** 2).sum()
    c = (a * b).sum() / scale
    s = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / scale
    turn = np.array([[c, -s], [s, c]])
    return np.hstack([turn, (q - turn @ p)[:, None]])


def align(picture, points):
    """Warp a picture so that its five points lie on the template; shrinks through an area average."""
    matrix = similarity(points)
    factor = np.hypot(matrix[0, 0], matrix[1, 0])
    if factor < 0.7:  # the browser's canvas smooths when it shrinks; so does this
        picture = cv2.GaussianBlur(picture, (0, 0), 0.5 / factor)
    return cv2.warpAffine(picture, matrix, (SIZE, SIZE), flags=cv2.INTER_LINEAR)


def read_points(path):
    """file -> 5x2 points in pixels of the picture."""
    with open(path, newline='') as handle:
        return {row['file']: np.float64([[row[f'p{i}_x'], row[f'p{i}_y']] for i in range(5)])
                for row in csv.DictReader(handle)}


def decode(folder, target):
    """Decode all faces of the teacher's index into `target` (.npy, N x 112 x 112 x 3, RGB)."""
    index = json.load(open(os.path.join(folder, 'teacher_index.json')))
    place = {tuple(key): i for i, key in enumerate(index)}
    faces = np.lib.format.open_memmap(target + '.part', 'w+', np.uint8, (len(index), SIZE, SIZE, 3))
    done = 0
    for name, (archive, table) in ARCHIVES.items():
        points = read_points(os.path.join(folder, table)) if table else None
        with tarfile.open(os.path.join(folder, archive)) as tar:
            for member in tar:
                file = member.name.removeprefix('./')
                at = place.get((name, file))
                if at is None:
                    continue
                picture = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), 1)
                face = align(picture, points[file]) if points else picture
                faces[at] = face[..., ::-1]
                done += 1
    if done != len(index):
        raise ValueError(f'{done} of {len(index)} faces found in {folder}')
    faces.flush()
    os.replace(target + '.part', target)


def load(folder, cache):
    """(faces N x 112 x 112 x 3 uint8, teacher N x 256 float32 of unit length), decoding on first use."""
    os.makedirs(cache, exist_ok=True)
    target = os.path.join(cache, 'faces112.npy')
    folder = os.path.join(folder, 'faces')
    if not os.path.exists(target):
        decode(folder, target)
    faces = np.load(target, mmap_mode='r')
    teacher = np.fromfile(os.path.join(folder, 'teacher_reid0095.f16'), np.float16)
    return faces, teacher.reshape(len(faces), -1).astype(np.float32)


def split(count, seed=0):
    """(training rows, held-back rows): the same for every run, so that no run sees the held-back faces."""
    order = np.random.default_rng(seed).permutation(count)
    return np.sort(order[HELD_BACK:]), np.sort(order[:HELD_BACK])


class Joined:
    """The rows of one array, then those of another, without a copy of either."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def __getitem__(self, row):
        return self.first[row] if row < len(self.first) else self.second[row - len(self.first)]
