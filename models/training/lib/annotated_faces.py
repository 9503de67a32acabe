"""Images with one face each, its box and landmarks: what the detector's scenes are composed of (1 GB decoded)."""
import csv
import json
import os
import tarfile
from dataclasses import dataclass

import cv2
import numpy as np

# Archive, table, share of all sampled faces
SETS = (
    ('celeba4k_raw178x218.tar.gz', 'celeba4k.csv', 0.5),
    ('utkface_raw200_every8th.tar.gz', 'utkface.csv', 0.33),
    ('celeba10k_raw89x109.tar.gz', 'celeba10k.csv', 0.17),
)
RENDERED_SHARE = 0.1  # relative to the shares above
MIN_SCORE = 0.7       # of the annotation; faces below it are left out


@dataclass(eq=False)
class AnnotatedFace:
    """Coordinates in pixels from the top left corner."""
    image: np.ndarray      # H x W x 3 uint8 RGB
    box: np.ndarray        # x1, y1, x2, y2
    landmarks: np.ndarray  # 5 x 2


class FaceSampler:
    """Samples faces with given probabilities."""

    def __init__(self, faces, probabilities):
        self.faces, cumulative = faces, np.cumsum(probabilities)
        self.cumulative = cumulative / cumulative[-1]

    def sample(self, rng):
        return self.faces[np.searchsorted(self.cumulative, rng.random())]


def decode_image(data):
    """An encoded image -> H x W x 3 uint8 RGB."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.ascontiguousarray(image[..., ::-1])


def nose_offset(landmarks):
    """Offset of the nose from the middle between the eyes, in eye distances: about 0 frontal, 0.5 at 40 degrees yaw."""
    across = landmarks[1] - landmarks[0]
    middle = landmarks[:2].mean(0)
    return abs((landmarks[2] - middle) @ across) / max(across @ across, 1)


def read_set(folder, archive, table):
    """The faces of one archive whose annotation has at least MIN_SCORE."""
    with open(os.path.join(folder, table), newline='') as handle:
        rows = {row['file']: row for row in csv.DictReader(handle) if float(row['score']) >= MIN_SCORE}
    faces = []
    with tarfile.open(os.path.join(folder, archive)) as tar:
        for member in tar:
            row = rows.get(member.name.removeprefix('./'))
            if row:
                box = np.float32([row[f'box_{key}'] for key in ('x1', 'y1', 'x2', 'y2')])
                landmarks = np.float32([[row[f'p{i}_x'], row[f'p{i}_y']] for i in range(5)])
                faces.append(AnnotatedFace(decode_image(tar.extractfile(member).read()), box, landmarks))
    return faces


def read_rendered(folder):
    """The faces that render_simulated.ts has written (views.json, views.rgb)."""
    with open(os.path.join(folder, 'views.json')) as handle:
        index = json.load(handle)
    shape = (len(index['views']), index['height'], index['width'], 3)
    images = np.fromfile(os.path.join(folder, 'views.rgb'), np.uint8).reshape(shape)
    return [AnnotatedFace(image, np.float32(view['box']), np.float32(view['points']))
            for image, view in zip(images, index['views'])]


def load(data, rendered=None):
    """A sampler of all sets in the data folder and of the rendered faces, if a folder is given.

    Within a set, heads turned to the side are sampled up to three times as often as frontal ones.
    """
    groups = []
    for archive, table, share in SETS:
        if os.path.exists(os.path.join(data, 'faces', archive)):
            groups.append((read_set(os.path.join(data, 'faces'), archive, table), share))
        else:
            print(f'{archive} is missing; its faces are left out', flush=True)
    if rendered:
        groups.append((read_rendered(rendered), RENDERED_SHARE))
    if not groups:
        raise SystemExit(f'{data}: no archive with annotated faces, and no --rendered folder')
    faces, probabilities = [], []
    for group, share in groups:
        weights = np.float64([1 + min(2, 5 * nose_offset(face.landmarks)) for face in group])
        faces += group
        probabilities.append(weights / weights.sum() * share)
    return FaceSampler(faces, np.concatenate(probabilities))
