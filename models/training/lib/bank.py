"""Batches made on a GPU: faces, those that nobody has, and the teacher's answers, all in its memory.

As blends.py, yet new ones at every step, so that the net meets each of them a few times only. Of the faces themselves the teacher is asked
anew: its stored answers are of the pictures before they were compressed (cosine 0.98 between the two).
"""
import os

import torch
import torch.nn.functional as F

from .blends import BEND, BENT_ONLY, GRID
from .faces import SIZE
from .teacher import Teacher
from .torch_views import Dice, views
from .views import planes

REAL = 0.3       # of a batch
AT_FIRST = 60000  # blends before the first step
AT_ONCE = 500
FRESH = 128      # at every step
MOST = 900000    # 35 GB, less where the GPU has less to give
SPARE = 6e9      # bytes left to the nets


def bend(x, dice):
    """A smooth random displacement of each picture (B x 3 x 112 x 112)."""
    field = F.interpolate(dice.normal(len(x), 2, GRID, GRID) * BEND * 2 / SIZE, size=[SIZE] * 2, mode='bicubic',
                          align_corners=False)
    still = torch.eye(2, 3, device=x.device).expand(len(x), 2, 3)
    grid = F.affine_grid(still, list(x.shape), align_corners=False) + field.permute(0, 2, 3, 1)
    return F.grid_sample(x, grid, padding_mode='border', align_corners=False)


def room(device):
    """How many blends there is memory for."""
    if device.type != 'cuda':
        return MOST
    return int(min(MOST, (torch.cuda.mem_get_info()[0] - SPARE) / (3 * SIZE ** 2 + 1024)))


class Bank:
    """Batches without end, B x 3 x size x size float and B x 256. Grows by FRESH blends a batch while there is room, then replaces the oldest."""

    def __init__(self, args, pictures, _, rows, device):
        self.real = planes(pictures[rows]).to(device).contiguous()
        self.teacher = Teacher(os.path.join(args.data, 'models', 'face-reid-0095.onnx'), device, torch.float32)
        self.answers = torch.cat([self.teacher.of_crops(part.float()) for part in self.real.split(AT_ONCE)])
        self.size, self.batch, self.strength = args.size, args.batch, args.strength
        self.dice = Dice(device, args.seed)
        most = room(device)
        self.made = torch.empty((most, 3, SIZE, SIZE), dtype=torch.uint8, device=device)
        self.told = torch.empty((most, self.answers.shape[1]), device=device)
        self.count = 0
        while self.count < AT_FIRST:
            self.grow(AT_ONCE)

    def few(self):
        return (self.batch_of_views()[0] for _ in range(16))

    def batches(self, step):
        """`step` seeds what follows; the first blends of a run that goes on are those with which it began."""
        self.dice = Dice(self.dice.device, (self.dice.source.initial_seed() << 32) + step + 1)
        while True:
            yield self.batch_of_views()

    @torch.no_grad()
    def grow(self, number):
        one, other = (bend(self.real[self.dice.rows(len(self.real), number)].float(), self.dice) for _ in range(2))
        alone = self.dice.uniform(0, 1, number) < BENT_ONLY
        share = torch.where(alone, 1.0, self.dice.uniform(0.3, 0.7, number))[:, None, None, None]
        faces = (one * share + other * (1 - share)).round().to(torch.uint8)
        at = torch.arange(self.count, self.count + number, device=faces.device) % len(self.made)
        self.made[at], self.told[at] = faces, self.teacher.of_crops(faces.float())
        self.count += number

    @torch.no_grad()
    def batch_of_views(self):
        self.grow(FRESH)
        real = round(REAL * self.batch)
        rows, more = self.dice.rows(len(self.real), real), self.dice.rows(min(self.count, len(self.made)), self.batch - real)
        seen, order = views(torch.cat([self.real[rows], self.made[more]]), self.size, self.dice, self.strength)
        return seen.contiguous(memory_format=torch.channels_last), torch.cat([self.answers[rows], self.told[more]])[order]
