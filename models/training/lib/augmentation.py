"""Augmentation of aligned faces on a CPU. A batch is a pure function of (seed, step): resuming repeats no batch.

The target is the teacher's embedding of the clean face, so every change has to leave the person recognizable: noise of
the landmarks, light, color, blur, compression and small occlusions.

`strength` (0..1) scales all of them. A small network pays with accuracy for every variation that it has to ignore:
train at 1 first and finish at 0.2 to 0.4 (RESULTS.md).
"""
import cv2
import numpy as np
import torch

from .aligned_faces import SIZE

cv2.setNumThreads(0)
LOOK_ALIKE_FRACTION = 0.25  # of a batch


def warp(face, size, rng, strength):
    """Flip, shift (standard deviation 1.3 px), rotate (2.5 degrees) and scale (2.5 %) the 112 px crop, then downscale
    to size x size.

    These model the noise of the detector's landmarks, which stays as it is; half of it therefore remains at strength 0.
    Pixel centers follow cv2.resize: output x' = (x + 0.5) * size / 112 - 0.5.
    """
    shrink, noise = size / SIZE, 0.5 + strength / 2
    angle, scale = np.deg2rad(rng.normal(0, 2.5 * noise)), np.exp(rng.normal(0, 0.025 * noise))
    shift = rng.normal(0, 1.3 * noise, 2)
    c, s = np.cos(angle) * scale, np.sin(angle) * scale
    rotation = np.array([[c, -s], [s, c]])
    if rng.random() < 0.5:
        rotation[:, 0] *= -1
    middle = (SIZE - 1) / 2
    target = np.array([middle, middle]) + shift
    matrix = np.hstack([rotation, (target - rotation @ [middle, middle])[:, None]])
    matrix = matrix * shrink
    matrix[:, 2] += 0.5 * shrink - 0.5
    if rng.random() < 1 - 0.4 * strength:  # low-pass filter; the other faces stay sharper than any browser renders them
        face = cv2.GaussianBlur(face, (0, 0), rng.uniform(0.4, 0.7) / shrink)
    return cv2.warpAffine(face, matrix, (size, size), flags=cv2.INTER_LINEAR,
                          borderMode=cv2.BORDER_REPLICATE)


def jitter_color(face, rng, strength):
    """Gamma, contrast, brightness and white balance through one lookup table per channel."""
    ramp = np.linspace(0, 1, 256)[:, None] ** np.exp(rng.normal(0, 0.25 * strength))
    gain = np.exp(rng.normal(0, 0.2 * strength)) * np.exp(rng.normal(0, 0.07 * strength, 3))
    table = (ramp - 0.5) * gain + 0.5 + rng.normal(0, 0.08 * strength)
    table = np.clip(table * 255, 0, 255).astype(np.uint8)
    return cv2.LUT(face, table.reshape(256, 1, 3))


def degrade(face, rng):
    """Low resolution or blur, and compression or noise: each with probability 0.12."""
    size = face.shape[0]
    draws = rng.random(4)
    if draws[0] < 0.12:
        small = int(size * rng.uniform(0.3, 0.7))
        face = cv2.resize(cv2.resize(face, (small, small), interpolation=cv2.INTER_AREA), (size, size))
    elif draws[1] < 0.12:
        face = cv2.GaussianBlur(face, (0, 0), rng.uniform(0.5, 1.6))
    if draws[2] < 0.12:
        _, data = cv2.imencode('.jpg', face, (cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 75))))
        face = cv2.imdecode(data, cv2.IMREAD_COLOR)
    elif draws[3] < 0.12:
        noise = rng.normal(0, rng.uniform(2, 12), (size, size, 3))
        face = np.clip(face + noise, 0, 255).astype(np.uint8)
    return face


def erase(face, rng):
    """Random erasing (Zhong et al. 2020): one filled rectangle, at most 0.4 x 0.4 of the image; in place."""
    size = face.shape[0]
    h, w = (rng.uniform(0.1, 0.4, 2) * size).astype(int)
    y, x = rng.integers(0, size - h), rng.integers(0, size - w)
    face[y:y + h, x:x + w] = rng.integers(0, 256, 3)
    return face


def augment(face, size, rng, strength=1.0):
    """112 x 112 x 3 uint8 -> size x size x 3 uint8."""
    face = warp(face, size, rng, strength)
    if rng.random() < 0.7:
        face = jitter_color(face, rng, strength)
    if rng.random() < 0.05 * strength:
        face = np.repeat(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY)[..., None], 3, 2)
    if rng.random() < strength:
        face = degrade(face, rng)
    return erase(face, rng) if rng.random() < 0.2 * strength ** 2 else face


def downscale(faces, size):
    """Faces without augmentation, downscaled as in the browser: N x 112 x 112 x 3 -> N x 3 x size x size."""
    return to_nchw(np.stack([cv2.resize(face, (size, size), interpolation=cv2.INTER_AREA) for face in faces]))


def to_nchw(images):
    """N x H x W x 3 array -> N x 3 x H x W tensor in channels_last memory, without a copy."""
    return torch.from_numpy(images).permute(0, 3, 1, 2)


class AugmentedBatches(torch.utils.data.Dataset):
    """Item `step` is a whole batch: (batch x 3 x size x size uint8, targets batch x columns float32).

    A quarter of it are look-alikes (look_alikes.py) when their groups are known.
    """

    def __init__(self, faces, targets, rows, size, batch_size, seed, strength, look_alikes):
        self.faces, self.targets, self.rows, self.look_alikes = faces, targets, rows, look_alikes
        self.size, self.batch_size, self.seed, self.strength = size, batch_size, seed, strength

    def __getitem__(self, step):
        epoch, batch = divmod(step, len(self.rows) // self.batch_size)
        order = np.random.default_rng([self.seed, epoch]).permutation(self.rows)
        rows = order[batch * self.batch_size:(batch + 1) * self.batch_size]
        rng = np.random.default_rng([self.seed, 7, step])
        similar = self.look_alikes.draw(int(LOOK_ALIKE_FRACTION * self.batch_size), rng)
        rows = np.concatenate([rows[len(similar):], similar])
        faces = np.stack([augment(self.faces[row], self.size, rng, self.strength) for row in rows])
        return to_nchw(faces), torch.from_numpy(self.targets[rows])
