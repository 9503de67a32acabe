"""Pictures with a face each, its box and points, for the detector: read from the archives, kept decoded (1 GB)."""
import csv
import json
import os
import tarfile

import cv2
import numpy as np

SETS = (  # archive, table, share of all drawings
    ('celeba4k_raw178x218.tar.gz', 'celeba4k.csv', 0.5),
    ('utkface_raw200_every8th.tar.gz', 'utkface.csv', 0.33),
    ('celeba10k_raw89x109.tar.gz', 'celeba10k.csv', 0.17),
)


class Portrait:
    """Picture (H x W x 3 uint8, RGB), box (x1, y1, x2, y2), points 5 x 2, in pixels from the top left corner."""

    def __init__(self, picture, box, points):
        self.picture, self.box, self.points = picture, box, points


def decode(data):
    """A picture file -> H x W x 3 uint8, RGB."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    return np.ascontiguousarray(picture[..., ::-1])


def turned(points):
    """How far the nose is off the middle between the eyes, in eye distances: about 0 frontal, 0.5 at 40 degrees."""
    across = points[1] - points[0]
    middle = points[:2].mean(0)
    return abs((points[2] - middle) @ across) / max(across @ across, 1)


def read_set(folder, archive, table):
    """Every picture in which a face was seen, with confidence."""
    with open(os.path.join(folder, table), newline='') as handle:
        rows = {row['file']: row for row in csv.DictReader(handle) if float(row['score']) >= 0.7}
    portraits = []
    with tarfile.open(os.path.join(folder, archive)) as tar:
        for member in tar:
            row = rows.get(member.name.removeprefix('./'))
            if row:
                box = np.float32([row[f'box_{key}'] for key in ('x1', 'y1', 'x2', 'y2')])
                points = np.float32([[row[f'p{i}_x'], row[f'p{i}_y']] for i in range(5)])
                portraits.append(Portrait(decode(tar.extractfile(member).read()), box, points))
    return portraits


def read_views(folder):
    """Views that render_simulated.ts has written (views.json, views.rgb); or nothing."""
    table = os.path.join(folder, 'views.json') if folder else ''
    if not os.path.exists(table):
        return []
    with open(table) as handle:
        index = json.load(handle)
    shape = (len(index['views']), index['height'], index['width'], 3)
    pictures = np.fromfile(os.path.join(folder, 'views.rgb'), np.uint8).reshape(shape)
    return [Portrait(picture, np.float32(view['box']), np.float32(view['points']))
            for picture, view in zip(pictures, index['views'])]


def load(data, views=None):
    """(portraits, their probabilities summed up): turned heads are drawn up to three times as often as frontal ones."""
    groups = [(read_set(os.path.join(data, 'faces'), archive, table), share) for archive, table, share in SETS]
    rendered = read_views(views)
    if rendered:
        groups.append((rendered, 0.1))
    portraits, chances = [], []
    for group, share in groups:
        weight = np.float64([1 + min(2, 5 * turned(portrait.points)) for portrait in group])
        portraits += group
        chances.append(weight / weight.sum() * share)
    ladder = np.concatenate(chances).cumsum()
    return portraits, ladder / ladder[-1]
