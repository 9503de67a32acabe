"""Embedder batches made on a GPU: real faces, synthetic faces and the teacher's embeddings, all in GPU memory.

Synthetic faces are made as in synthetic_faces.py, plus a third kind: patches of two faces under a smooth mask (as
CutMix, Yun et al. 2019). New ones are added during training, so that the network sees each of them only several
times. The embeddings of the real faces are computed again: the stored ones belong to the images before their compression
(cosine 0.98 between the two).
"""
import os

import torch
import torch.nn.functional as F

from .aligned_faces import DIMENSION, NO_GROUP, SIZE
from .augmentation import to_nchw
from .augmentation_torch import augment_batch
from .cuda_graphs import GraphedFunction
from .device_random import DeviceRandom
from .embedding_teacher import FILE, EmbeddingTeacher
from .synthetic_faces import DEFORMATION, GRID

REAL_FRACTION = 0.25      # of a batch; the rest is synthetic
INITIAL_SAMPLES = 40000   # synthetic faces before the first step
CHUNK = 500               # synthetic faces made at once
REFRESH_STEPS = 8         # training steps per chunk
MAX_SAMPLES = 900000      # 35 GB
RESERVED_BYTES = 12e9     # GPU memory left to the networks
DEFORMED_FRACTION, MIXUP_FRACTION = 0.25, 0.35  # of the synthetic faces; the rest are patches of two


def smooth_field(rng, count, channels):
    """Random fields without sharp edges, about standard normal: count x channels x 112 x 112."""
    points = rng.normal(count, channels, GRID, GRID)
    return F.interpolate(points, size=[SIZE] * 2, mode='bicubic', align_corners=False)


def deform(x, rng):
    """Elastic deformation of B x 3 x 112 x 112, each with its own amplitude."""
    amplitude = DEFORMATION * rng.uniform(0.5, 1.5, len(x), 1, 1, 1)
    grid = F.affine_grid(torch.eye(2, 3, device=x.device).expand(len(x), 2, 3), list(x.shape), align_corners=False)
    field = smooth_field(rng, len(x), 2) * amplitude * 2 / SIZE
    return F.grid_sample(x, grid + field.permute(0, 2, 3, 1), padding_mode='border', align_corners=False)


def match_color(x, reference):
    """x with the mean and standard deviation of each channel of the reference (Reinhard et al. 2001, in RGB)."""
    (mean, deviation), (target_mean, target_deviation) = (
        (y.mean((2, 3), keepdim=True), y.std((2, 3), keepdim=True) + 1) for y in (x, reference))
    return ((x - mean) / deviation * target_deviation + target_mean).clamp(0, 255)


def synthesize_batch(first, second, rng):
    """Synthetic faces from B pairs of faces (B x 3 x 112 x 112 float): B x 3 x 112 x 112 uint8."""
    first, second = deform(first, rng), match_color(deform(second, rng), first)
    count, deformed = len(first), round(DEFORMED_FRACTION * len(first))
    mixed = round(MIXUP_FRACTION * count)
    share = torch.sigmoid(smooth_field(rng, count, 1) * rng.uniform(2, 10, count, 1, 1, 1))
    share[:deformed] = 1
    share[deformed:deformed + mixed] = rng.uniform(0.3, 0.7, mixed, 1, 1, 1)
    return (first * share + second * (1 - share)).round().to(torch.uint8)


def default_capacity(device):
    """The number of synthetic faces for which the device has memory."""
    if device.type != 'cuda':
        return MAX_SAMPLES
    return int(min(MAX_SAMPLES, (torch.cuda.mem_get_info()[0] - RESERVED_BYTES) / (3 * SIZE ** 2 + 4 * DIMENSION)))


class SampleCache:
    """Endless batches: B x 3 x size x size float, and B x 257: the teacher's embeddings and the group of each face.

    Adds synthetic faces until the capacity is reached, then replaces the oldest ones.
    """

    def __init__(self, data, faces, groups, size, batch_size, strength, seed, device,
                 initial_samples=INITIAL_SAMPLES, capacity=None):
        self.size, self.batch_size, self.strength = size, batch_size, strength
        self.real = to_nchw(faces).to(device).contiguous()
        dtype = torch.float16 if device.type == 'cuda' else torch.float32  # activations of the teacher stay below 300
        self.teacher = EmbeddingTeacher(os.path.join(data, 'models', FILE), device, dtype)
        self.real_embeddings = torch.cat([self.teacher.embed_crops(part.float()) for part in self.real.split(CHUNK)])
        self.groups = torch.from_numpy(groups).float().to(device)
        capacity = capacity or default_capacity(device)
        self.synthetic = torch.empty((capacity, 3, SIZE, SIZE), dtype=torch.uint8, device=device)
        self.synthetic_embeddings = torch.empty((capacity, DIMENSION), device=device)
        self.count, self.next_rows = 0, torch.arange(CHUNK, device=device)
        self.synthesis_random, self.batch_random = DeviceRandom(device, seed), DeviceRandom(device, seed + (1 << 31))
        self.synthesize_chunk = GraphedFunction(self.fill_next_rows, device, self.synthesis_random.generator)
        self.next_batch = GraphedFunction(self.draw_batch, device, self.batch_random.generator)
        while self.count < initial_samples:
            self.grow()

    def calibration_batches(self):
        return (self.draw_batch()[0] for _ in range(16))

    def batches(self, first_step):
        """Seeded by the first step. A resumed run starts with the same initial synthetic faces."""
        for generator in (self.synthesis_random.generator, self.batch_random.generator):
            generator.manual_seed((generator.initial_seed() << 16) + first_step + 1)
        step = 0
        while True:
            if step % REFRESH_STEPS == 0:
                self.grow()
            yield self.next_batch()
            step += 1

    def grow(self):
        self.synthesize_chunk()
        self.count += CHUNK

    @torch.no_grad()
    def fill_next_rows(self):
        first, second = (self.real[self.synthesis_random.integers(len(self.real), CHUNK)].float() for _ in range(2))
        faces = synthesize_batch(first, second, self.synthesis_random)
        self.synthetic[self.next_rows] = faces
        self.synthetic_embeddings[self.next_rows] = self.teacher.embed_crops(faces.float())
        self.next_rows.add_(CHUNK).remainder_(len(self.synthetic))

    @torch.no_grad()
    def draw_batch(self):
        real_count = round(REAL_FRACTION * self.batch_size)
        real = self.batch_random.integers(len(self.real), real_count)
        available = min(self.count, len(self.synthetic))
        synthetic = self.batch_random.integers(available, self.batch_size - real_count)
        faces = torch.cat([self.real[real], self.synthetic[synthetic]])
        embeddings = torch.cat([self.real_embeddings[real], self.synthetic_embeddings[synthetic]])
        groups = torch.cat([self.groups[real], torch.full_like(synthetic, NO_GROUP, dtype=torch.float32)])
        targets = torch.cat([embeddings, groups[:, None]], 1)
        augmented, order = augment_batch(faces, self.size, self.batch_random, self.strength)
        return augmented.contiguous(memory_format=torch.channels_last), targets[order]
