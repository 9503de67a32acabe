"""Batches made on a GPU: faces, those that nobody has, and the teacher's answers, all in its memory.

As blends.py, yet new ones at every step, so that the net meets each of them a few times only, and of one kind more: patches of two faces. Of
the faces themselves the teacher is asked anew: its stored answers are of the pictures before they were compressed (cosine 0.98 between the two).
"""
import os

import torch
import torch.nn.functional as F

from .blends import BEND, GRID
from .faces import SIZE
from .recorded import Recorded
from .teacher import Teacher
from .torch_views import Dice, views
from .views import planes

REAL = 0.25       # of a batch
AT_FIRST = 40000  # blends before the first step
AT_ONCE = 500
EVERY = 8         # steps until there are as many new ones again
MOST = 900000     # 35 GB, less where the GPU has less to give
SPARE = 12e9      # bytes left to the nets
ALONE, LAID_OVER = 0.25, 0.35  # of the blends: one face bent, two laid over each other; the rest are patches of two


def smooth(dice, number, channels):
    """Random fields without sharp edges: number x channels x 112 x 112, about normal."""
    return F.interpolate(dice.normal(number, channels, GRID, GRID), size=[SIZE] * 2, mode='bicubic', align_corners=False)


def bend(x, dice):
    """A smooth random displacement of each picture (B x 3 x 112 x 112)."""
    width = BEND * dice.uniform(0.5, 1.5, len(x), 1, 1, 1)
    grid = F.affine_grid(torch.eye(2, 3, device=x.device).expand(len(x), 2, 3), list(x.shape), align_corners=False)
    field = smooth(dice, len(x), 2) * width * 2 / SIZE
    return F.grid_sample(x, grid + field.permute(0, 2, 3, 1), padding_mode='border', align_corners=False)


def recolour(x, like):
    """x with the mean and the spread of each channel of the other pictures."""
    parts = [(y.mean((2, 3), keepdim=True), y.std((2, 3), keepdim=True) + 1) for y in (x, like)]
    (mean, spread), (other, width) = parts
    return ((x - mean) / spread * width + other).clamp(0, 255)


def blend(one, other, dice):
    """B x 3 x 112 x 112 of faces that nobody has, from two of each."""
    one, other = bend(one, dice), recolour(bend(other, dice), one)
    n, alone = len(one), round(ALONE * len(one))
    over = round(LAID_OVER * n)
    share = torch.sigmoid(smooth(dice, n, 1) * dice.uniform(2, 10, n, 1, 1, 1))
    share[:alone] = 1
    share[alone:alone + over] = dice.uniform(0.3, 0.7, over, 1, 1, 1)
    return (one * share + other * (1 - share)).round().to(torch.uint8)


def room(device):
    """How many blends there is memory for."""
    if device.type != 'cuda':
        return MOST
    return int(min(MOST, (torch.cuda.mem_get_info()[0] - SPARE) / (3 * SIZE ** 2 + 1024)))


class Bank:
    """Batches without end, B x 3 x size x size float and B x 256. Grows while there is room, then replaces the oldest blends."""

    def __init__(self, args, pictures, _, rows, device):
        self.real = planes(pictures[rows]).to(device).contiguous()
        kind = torch.float16 if device.type == 'cuda' else torch.float32  # its values stay below 300
        self.teacher = Teacher(os.path.join(args.data, 'models', 'face-reid-0095.onnx'), device, kind)
        self.answers = torch.cat([self.teacher.of_crops(part.float()) for part in self.real.split(AT_ONCE)])
        self.size, self.batch, self.strength = args.size, args.batch, args.strength
        self.seed(device, args.seed)
        most = room(device)
        self.made = torch.empty((most, 3, SIZE, SIZE), dtype=torch.uint8, device=device)
        self.told = torch.empty((most, self.answers.shape[1]), device=device)
        self.count, self.next = 0, torch.arange(AT_ONCE, device=device)
        self.grow, self.show = Recorded(self.blends, device, self.blending), Recorded(self.batch_of_views, device, self.viewing)
        while self.count < AT_FIRST:
            self.grow()
            self.count += AT_ONCE

    def seed(self, device, seed):
        self.blending, self.viewing = Dice(device, seed), Dice(device, seed + (1 << 31))

    def few(self):
        return (self.batch_of_views()[0] for _ in range(16))

    def batches(self, step):
        """`step` seeds what follows; the first blends of a run that goes on are those with which it began."""
        for dice in (self.blending, self.viewing):
            dice.source.manual_seed((dice.source.initial_seed() << 16) + step + 1)
        for count in range(1 << 60):
            if count % EVERY == 0:
                self.grow()
                self.count += AT_ONCE
            yield self.show()

    @torch.no_grad()
    def blends(self):
        one, other = (self.real[self.blending.rows(len(self.real), AT_ONCE)].float() for _ in range(2))
        faces = blend(one, other, self.blending)
        self.made[self.next], self.told[self.next] = faces, self.teacher.of_crops(faces.float())
        self.next.add_(AT_ONCE).remainder_(len(self.made))

    @torch.no_grad()
    def batch_of_views(self):
        real = round(REAL * self.batch)
        rows = self.viewing.rows(len(self.real), real)
        more = self.viewing.rows(min(self.count, len(self.made)), self.batch - real)
        seen, order = views(torch.cat([self.real[rows], self.made[more]]), self.size, self.viewing, self.strength)
        return seen.contiguous(memory_format=torch.channels_last), torch.cat([self.answers[rows], self.told[more]])[order]
