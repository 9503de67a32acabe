"""Augmented views of aligned faces. A batch is a pure function of (seed, step): resuming repeats nothing.

The teacher's answer for the clean picture stays the target, so every change here must leave the
person recognisable: noise of the detector's points, light, colour, blur, compression, small covers.

`strength` (0 to 1) scales them. A net of this size pays for what it has to overlook: 1 for the long way, about
0.4, then 0.3, for the last ones, which lowered the held-back loss from 0.223 to 0.158, and that of views of full strength too.
"""
import cv2
import numpy as np
import torch

from .faces import SIZE

cv2.setNumThreads(0)


def warp(face, size, rng, strength):
    """Flip, shift +-2 px, turn +-4 degrees and scale +-4 % (of the 112 px crop), then down to `size`. The points of our detector
    stay as noisy as they are, so half of it is left when strength is 0.

    Pixel centres: output x' = (x + 0.5) * size / 112 - 0.5, the convention of cv2.resize.
    """
    shrink, part = size / SIZE, 0.5 + strength / 2
    angle, scale = np.deg2rad(rng.normal(0, 2.5 * part)), np.exp(rng.normal(0, 0.025 * part))
    shift = rng.normal(0, 1.3 * part, 2)
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    turn = np.array([[c, -s], [s, c]])
    if rng.random() < 0.5:
        turn[:, 0] *= -1
    middle = (SIZE - 1) / 2
    target = np.array([middle, middle]) + shift
    matrix = np.hstack([turn, (target - turn @ [middle, middle])[:, None]])
    matrix = matrix * shrink
    matrix[:, 2] += 0.5 * shrink - 0.5
    if rng.random() < 1 - 0.4 * strength:  # against aliasing; the rest stays sharper than any browser would make it
        face = cv2.GaussianBlur(face, (0, 0), rng.uniform(0.4, 0.7) / shrink)
    return cv2.warpAffine(face, matrix, (size, size), flags=cv2.INTER_LINEAR,
                          borderMode=cv2.BORDER_REPLICATE)


def light(face, rng, strength):
    """Gamma, contrast, brightness and white balance through one table per channel."""
    ramp = np.linspace(0, 1, 256)[:, None] ** np.exp(rng.normal(0, 0.25 * strength))
    gain = np.exp(rng.normal(0, 0.2 * strength)) * np.exp(rng.normal(0, 0.07 * strength, 3))
    table = (ramp - 0.5) * gain + 0.5 + rng.normal(0, 0.08 * strength)
    table = np.clip(table * 255, 0, 255).astype(np.uint8)
    return cv2.LUT(face, table.reshape(256, 1, 3))


def spoil(face, rng):
    """Low resolution, blur, compression or noise: at most two of them."""
    size = face.shape[0]
    kinds = rng.random(4)
    if kinds[0] < 0.12:
        small = int(size * rng.uniform(0.3, 0.7))
        face = cv2.resize(cv2.resize(face, (small, small), interpolation=cv2.INTER_AREA), (size, size))
    elif kinds[1] < 0.12:
        face = cv2.GaussianBlur(face, (0, 0), rng.uniform(0.5, 1.6))
    if kinds[2] < 0.12:
        ok, data = cv2.imencode('.jpg', face, (cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 75))))
        face = cv2.imdecode(data, 1)
    elif kinds[3] < 0.12:
        noise = rng.normal(0, rng.uniform(2, 12), (size, size, 3))
        face = np.clip(face + noise, 0, 255).astype(np.uint8)
    return face


def cover(face, rng):
    """One filled rectangle, at most 0.4 x 0.4 of the picture."""
    size = face.shape[0]
    h, w = (rng.uniform(0.1, 0.4, 2) * size).astype(int)
    y, x = rng.integers(0, size - h), rng.integers(0, size - w)
    face[y:y + h, x:x + w] = rng.integers(0, 256, 3)
    return face


def view(face, size, rng, strength=1.0):
    """112 x 112 x 3 uint8 -> size x size x 3 uint8."""
    face = warp(face, size, rng, strength)
    if rng.random() < 0.7:
        face = light(face, rng, strength)
    if rng.random() < 0.05 * strength:
        face = np.repeat(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY)[..., None], 3, 2)
    if rng.random() < strength:
        face = spoil(face, rng)
    return cover(face, rng) if rng.random() < 0.2 * strength ** 2 else face


def plain(faces, size):
    """The clean pictures, as the browser would give them: N x 112 x 112 x 3 -> N x 3 x size x size."""
    return planes(np.stack([cv2.resize(face, (size, size), interpolation=cv2.INTER_AREA) for face in faces]))


def planes(pictures):
    """N x H x W x 3 -> N x 3 x H x W, channels_last: a view of it."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2)


class Views(torch.utils.data.Dataset):
    """Item `step` is a whole batch: (batch x 3 x size x size uint8, batch x 256 float32)."""

    def __init__(self, faces, teacher, rows, size, batch, seed, steps, strength=1.0):
        self.faces, self.teacher, self.rows = faces, teacher, rows
        self.size, self.batch, self.seed, self.steps, self.strength = size, batch, seed, steps, strength

    def __len__(self):
        return self.steps

    def __getitem__(self, step):
        per_epoch = len(self.rows) // self.batch
        epoch, place = divmod(step, per_epoch)
        order = np.random.default_rng([self.seed, epoch]).permutation(self.rows)
        rows = order[place * self.batch:(place + 1) * self.batch]
        rng = np.random.default_rng([self.seed, 7, step])
        faces = np.stack([view(self.faces[row], self.size, rng, self.strength) for row in rows])
        return planes(faces), torch.from_numpy(self.teacher[rows])
