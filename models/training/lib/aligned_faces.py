"""Aligned training faces of the embedder, decoded once into a memory map.

The data folder (`--data` or RECOGNIZE_DATA) holds `faces/` with the archives, `teacher_index.json` (a list of
[set, file]) and `teacher_reid0095.f16` (the teacher's embeddings in the order of the index: 256 float16 of unit length,
mean of each face and its mirror image). The decoded faces are N x 112 x 112 x 3 uint8 RGB, aligned to the ArcFace
five-point template. Their rows continue after those of the index with the rows of FairFace (fairface.py), of which only
the part `train` is decoded.
"""
import csv
import json
import os
import tarfile
from dataclasses import dataclass

import cv2
import numpy as np

from . import fairface

SIZE = 112       # side of an aligned face, pixels
HELD_OUT = 1500  # faces of the validation set, at most a fifth of all
DIMENSION = 256  # of the teacher's embeddings
NO_GROUP = -1    # of a face of which no group is known
# ArcFace template, pixels of a 112 px crop: left eye, right eye, nose, left and right corner of the mouth, as seen in
# the image. An input of another side s uses x' = (x + 0.5) * s / 112 - 0.5, the convention of cv2.resize.
TEMPLATE = np.float32([[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366],
                       [41.5493, 92.3655], [70.7299, 92.2041]])
# Set -> archive, and a table of landmarks when its images are not aligned.
ARCHIVES = {
    'celeba10k': ('celeba10k_raw89x109.tar.gz', 'celeba10k.csv'),
    'celeba4k': ('celeba4k_raw178x218.tar.gz', 'celeba4k.csv'),
    'utk': ('utkface_aligned112_q75.tar.gz', None),
    'extra': ('extra_aligned112_webp.tar.gz', None),
    fairface.SET: (fairface.ARCHIVE, None),
}


@dataclass(frozen=True)
class TrainingFaces:
    images: np.ndarray    # N x 112 x 112 x 3 uint8 RGB
    teacher: np.ndarray   # the teacher's embeddings, N x 256 float32 of unit length
    groups: np.ndarray    # number of the group of similar people, or NO_GROUP: N int64
    train: np.ndarray     # rows to train on
    held_out: np.ndarray  # rows of the validation set


def similarity_to_template(landmarks, template=TEMPLATE):
    """Least-squares similarity (Umeyama 1991, without reflection) from 5 x 2 landmarks to the template: 2 x 3."""
    source_mean, target_mean = landmarks.mean(0), template.mean(0)
    a, b = landmarks - source_mean, template - target_mean
    scale = (a ** 2).sum()
    c = (a * b).sum() / scale
    s = (a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]).sum() / scale
    rotation = np.array([[c, -s], [s, c]])
    return np.hstack([rotation, (target_mean - rotation @ source_mean)[:, None]])


def align(image, landmarks):
    """Warp an image so that its five landmarks lie on the template: 112 x 112 x 3."""
    matrix = similarity_to_template(landmarks)
    factor = np.hypot(matrix[0, 0], matrix[1, 0])
    if factor < 0.7:  # low-pass filter before downscaling, as the browser's canvas applies
        image = cv2.GaussianBlur(image, (0, 0), 0.5 / factor)
    return cv2.warpAffine(image, matrix, (SIZE, SIZE), flags=cv2.INTER_LINEAR)


def read_landmarks(path):
    """{file: 5 x 2 landmarks in pixels of the image}."""
    with open(path, newline='') as handle:
        return {row['file']: np.float64([[row[f'p{i}_x'], row[f'p{i}_y']] for i in range(5)])
                for row in csv.DictReader(handle)}


def read_index(folder):
    """{(set, file): row}: the index, then the part `train` of FairFace."""
    with open(os.path.join(folder, 'teacher_index.json')) as handle:
        keys = [tuple(key) for key in json.load(handle)]
    index = {key: row for row, key in enumerate(keys)}
    fairface_rows = {(fairface.SET, file): len(keys) + row for file, row in fairface.training_rows(folder).items()}
    return {**index, **fairface_rows}


def read_archive(folder, name, index):
    """(row, 112 x 112 x 3 BGR) of every indexed face of one set."""
    archive, table = ARCHIVES[name]
    landmarks = read_landmarks(os.path.join(folder, table)) if table else None
    with tarfile.open(os.path.join(folder, archive)) as tar:
        for member in tar:
            file = member.name.removeprefix('./')
            row = index.get((name, file))
            if row is not None:
                image = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), cv2.IMREAD_COLOR)
                yield row, align(image, landmarks[file]) if landmarks else image


def decode(folder, faces_path, rows_path):
    """Decode all faces of the index whose archive exists, in its order; write them and their rows (.npy)."""
    index = read_index(folder)
    available = [name for name, (archive, _) in ARCHIVES.items() if os.path.exists(os.path.join(folder, archive))]
    rows = np.array([row for (name, _), row in index.items() if name in available], np.int64)
    if not len(rows):
        raise SystemExit(f'{folder}: no archive of {", ".join(sorted({name for name, _ in index}))}')
    for name in sorted({name for name, _ in index} - set(available)):
        print(f'{ARCHIVES[name][0]} is missing; its faces are left out', flush=True)
    position = {row: i for i, row in enumerate(rows)}
    faces = np.lib.format.open_memmap(faces_path + '.part', 'w+', np.uint8, (len(rows), SIZE, SIZE, 3))
    count = 0
    for name in available:
        for row, face in read_archive(folder, name, index):
            faces[position[row]] = face[..., ::-1]
            count += 1
    if count != len(rows):
        raise SystemExit(f'{folder}: the archives hold {count} of {len(rows)} indexed faces')
    faces.flush()
    np.save(rows_path, rows)
    os.replace(faces_path + '.part', faces_path)


def read_teacher(data):
    """The teacher's embeddings of all indexed faces: N x 256 float32 of unit length."""
    embeddings = np.fromfile(os.path.join(data, 'faces', 'teacher_reid0095.f16'), np.float16)
    return embeddings.reshape(-1, DIMENSION).astype(np.float32)


def load(data, cache):
    """The `TrainingFaces` whose archives exist.

    Decodes the archives on first use. The split is drawn over the whole index, so that a missing archive never moves a
    training face of an earlier run into the held-out set. FairFace is not in the index: all of its part `train` is
    trained on.
    """
    os.makedirs(cache, exist_ok=True)
    folder = os.path.join(data, 'faces')
    faces_path, rows_path = (os.path.join(cache, name) for name in ('training112.npy', 'training112_rows.npy'))
    if not os.path.exists(faces_path):
        decode(folder, faces_path, rows_path)
    images, rows, indexed = np.load(faces_path, mmap_mode='r'), np.load(rows_path), read_teacher(data)
    teacher = np.concatenate([indexed, fairface.read_teacher(folder, DIMENSION)])
    groups = np.concatenate([np.full(len(indexed), NO_GROUP), fairface.read_groups(folder)])
    held_out = np.isin(rows, held_out_rows(len(indexed)))
    return TrainingFaces(images, teacher[rows], groups[rows], np.flatnonzero(~held_out), np.flatnonzero(held_out))


def held_out_rows(count, seed=0):
    """Rows of the index that no run trains on: the same for every run."""
    return np.random.default_rng(seed).permutation(count)[:min(HELD_OUT, count // 5)]


class ConcatenatedFaces:
    """The rows of one array, then those of another, without a copy."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def __getitem__(self, row):
        return self.first[row] if row < len(self.first) else self.second[row - len(self.first)]
