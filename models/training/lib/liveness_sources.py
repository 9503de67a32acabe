"""Pictures of faces with their surroundings, from which live frames and attacks are composed.

Only pictures whose terms allow commercial use: `portraits_open224` (FairFace, CC BY 4.0; Faker, CC0) and the simulated
people of render_simulated.ts. Boxes come from the detector's teacher, so that they follow the convention of the browser.
"""
import json
import os
import tarfile
from dataclasses import dataclass

import cv2
import numpy as np

from .annotated_faces import decode_image
from .detection_teacher import FILE, INPUT_SIZE, DetectionTeacher

ARCHIVE = 'portraits_open224_webp.tar.gz'
MIN_SCORE = 0.6         # of the teacher; pictures below it are left out
MIN_EYE_DISTANCE = 0.5  # relative to the distance from eyes to mouth: no profiles
VALIDATION_SHARE = 12   # every 12th picture or simulated person is for validation only
TEACHER_BATCH = 16


@dataclass(eq=False)
class Picture:
    image: np.ndarray      # H x W x 3 uint8 RGB
    box: np.ndarray        # x1, y1, x2, y2 in pixels
    landmarks: np.ndarray  # 5 x 2
    group: str             # 'fairface' (tight), 'faker' or 'simulated' (with body and room)


def letterbox(image):
    """(the image in the top left corner of a square of INPUT_SIZE, its scale)."""
    scale = INPUT_SIZE / max(image.shape[:2])
    resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    square = np.zeros((INPUT_SIZE, INPUT_SIZE, 3), np.uint8)
    square[:resized.shape[0], :resized.shape[1]] = resized
    return square, scale


def annotate(images, data):
    """The most certain face of each image: box and landmarks in pixels, and the score (N x 15), zeros without a face."""
    teacher, table = DetectionTeacher(os.path.join(data, 'models', FILE)), np.zeros((len(images), 15), np.float32)
    for start in range(0, len(images), TEACHER_BATCH):
        squares, scales = zip(*(letterbox(image) for image in images[start:start + TEACHER_BATCH]))
        for i, (scale, rows) in enumerate(zip(scales, teacher(list(squares)))):
            if len(rows):
                table[start + i] = np.append(rows[0, :14] / scale, rows[0, 14])
    return table


def read_portraits(data, cache):
    """Portraits with a face that the teacher is certain of. Its annotations are kept in `cache`."""
    images, groups = [], []
    with tarfile.open(os.path.join(data, 'faces', ARCHIVE)) as tar:
        for member in sorted((member for member in tar if member.isfile()), key=lambda member: member.name):
            images.append(decode_image(tar.extractfile(member).read()))
            groups.append('faker' if 'faker' in member.name else 'fairface')
    path = os.path.join(cache, 'portraits.npy')
    if not os.path.exists(path):
        np.save(path, annotate(images, data))
    pictures = []
    for image, group, row in zip(images, groups, np.load(path)):
        if row[14] >= MIN_SCORE:
            box = np.concatenate([row[:2] - row[2:4] / 2, row[:2] + row[2:4] / 2])
            pictures.append(Picture(image, box, row[4:14].reshape(5, 2), group))
    return pictures


def read_rendered(folder):
    """Simulated people of render_simulated.ts: (pictures, seed of the person of each)."""
    with open(os.path.join(folder, 'views.json')) as handle:
        index = json.load(handle)
    shape = (-1, index['height'], index['width'], 3)
    images = np.memmap(os.path.join(folder, 'views.rgb'), np.uint8, 'r').reshape(shape)
    pictures = [Picture(image, np.float32(view['box']), np.float32(view['points']), 'simulated')
                for image, view in zip(images, index['views'])]
    return pictures, [view['seed'] for view in index['views']]


def is_frontal(picture):
    left, right, _, *mouth = picture.landmarks
    height = np.linalg.norm((left + right) / 2 - np.mean(mouth, 0))
    return np.linalg.norm(right - left) > MIN_EYE_DISTANCE * height


class PictureSampler:
    """Draws pictures. FairFace is cut tight around the face: a third of its faces are set into another person's picture."""

    SHARES = dict(fairface=0.65, faker=0.2, simulated=0.15)

    def __init__(self, pictures):
        self.groups = {name: [picture for picture in pictures if picture.group == name] for name in self.SHARES}
        self.names = [name for name in self.SHARES if self.groups[name]]
        shares = np.float64([self.SHARES[name] for name in self.names])
        self.probabilities = shares / shares.sum()

    def of_group(self, rng, name):
        return self.groups[name][rng.integers(len(self.groups[name]))]

    def sample(self, rng):
        name = self.names[rng.choice(len(self.names), p=self.probabilities)]
        picture = self.of_group(rng, name)
        if name == 'fairface' and len(self.names) > 1 and rng.random() < 0.35:
            host = 'faker' if self.groups['faker'] and rng.random() < 0.7 else self.names[-1]
            return set_into(rng, picture, self.of_group(rng, host))
        return picture


def set_into(rng, picture, host):
    """The face of a picture in the place of the host's face, in the light of the host: a Picture."""
    matrix = cv2.estimateAffinePartial2D(picture.landmarks.astype(np.float32), host.landmarks.astype(np.float32))[0]
    eyes, mouth = host.landmarks[:2].mean(0), host.landmarks[3:].mean(0)
    span = max(np.linalg.norm(mouth - eyes), 0.9 * np.linalg.norm(host.landmarks[1] - host.landmarks[0]))
    if matrix is None or span < 6 or not 0.1 < np.hypot(matrix[0, 0], matrix[1, 0]) < 8:
        return host
    center, reach = eyes + (mouth - eyes) * 0.45, 1.6 * span
    x1, y1 = np.maximum(center - reach, 0).astype(int)
    x2, y2 = np.minimum(center + reach, host.image.shape[1::-1]).astype(int)
    size = int(x2 - x1), int(y2 - y1)
    if min(size) < 8:
        return host
    matrix[:, 2] -= x1, y1
    face = cv2.warpAffine(picture.image, matrix, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    angle = np.rad2deg(np.arctan2(*(mouth - eyes)[::-1])) - 90
    mask = np.zeros(size[::-1], np.uint8)
    axes = (int(0.95 * span), int(1.15 * span))
    cv2.ellipse(mask, tuple((center - (x1, y1)).astype(int).tolist()), axes, float(angle), 0, 360, 255, -1)
    target = host.image[y1:y2, x1:x2].astype(np.float32)
    (mean, deviation), (goal, spread) = ((np.ravel(part) for part in cv2.meanStdDev(image, mask=mask))
                                         for image in (face, target))
    share = rng.uniform(0.6, 1)  # of the host's color and contrast
    gain = 1 + share * (np.clip(spread / (deviation + 1), 0.5, 2) - 1)
    face = face * np.float32(gain) + np.float32(mean + share * (goal - mean) - mean * gain)
    weight = cv2.blur(mask, (int(0.4 * span) | 1,) * 2).astype(np.float32)[..., None] / 255
    image = host.image.copy()
    image[y1:y2, x1:x2] = np.clip(target + weight * (face - target), 0, 255)
    return Picture(image, host.box, host.landmarks, host.group)


def load(data, cache, rendered):
    """(sampler of the pictures for training, sampler of those for validation). `rendered`: a folder, or None."""
    pictures = read_portraits(data, cache)
    numbers = list(range(len(pictures)))
    if rendered is not None:
        simulated, seeds = read_rendered(rendered)
        pictures, numbers = pictures + simulated, numbers + seeds
    parts = [], []
    for picture, number in zip(pictures, numbers):
        if is_frontal(picture):
            parts[number % VALIDATION_SHARE == 0].append(picture)
    return tuple(map(PictureSampler, parts))
