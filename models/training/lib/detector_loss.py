"""What the detector is asked: focal loss for the score, errors in units of the face for box and points.

A face is its box (centre, width, height) and five points; its size is sqrt(width x height). Every stride is
responsible for a range of sizes; the ranges overlap, and just outside them a face counts neither way.
"""
import torch
from torch.nn.functional import logsigmoid

from .detector import STRIDES, decode

RANGES = {16: (0, 18, 105, 150), 32: (45, 68, 1e9, 1e9)}  # undecided from, responsible from, to, undecided to
POINTS = 20  # weight of the points' errors against the box's
POSITIVE, GEOMETRY, UNDECIDED = 0.2, 0.3, 0.45  # distance of the cell to the face's centre, in sizes


def cells(height, width, device):
    """Centres of all cells of an input of height x width, with their strides: N x 2, N."""
    centres, strides = [], []
    for stride in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing='ij')
        centres.append((torch.stack([x, y], -1).reshape(-1, 2) + 0.5) * stride)
        strides.append(torch.full((len(centres[-1]),), stride))
    return torch.cat(centres).to(device), torch.cat(strides).to(device)


def assign(faces, centres, strides):
    """faces B x F x 15 (width 0: none; last whether it is certain) -> for each cell its nearest face, and whether it is
    positive, has to give the geometry, is negative. Around an uncertain face a cell is none of them."""
    size = (faces[..., 2] * faces[..., 3]).clamp(min=0).sqrt()
    offset = centres[None, None] - faces[:, :, None, :2]
    distance = offset.norm(dim=-1) / size.clamp(min=1)[..., None]
    distance = distance.masked_fill(size[..., None] <= 0, 1e9)
    near, which = distance.min(1)
    own, certain = size.gather(1, which), faces[..., 14].gather(1, which) > 0
    at = offset.gather(1, which[:, None, :, None].expand(-1, 1, -1, 2))[:, 0].abs().amax(-1)
    low0, low, high, high1 = (torch.tensor([RANGES[int(s)][i] for s in strides], device=own.device) for i in range(4))
    mine = (own >= low) & (own <= high)
    maybe = (own >= low0) & (own <= high1)
    central = (near < POSITIVE) | (at <= strides / 2)
    positive = mine & central & (near < UNDECIDED)
    geometry = maybe & ((near < GEOMETRY) | positive)
    negative = ~(maybe & (near < UNDECIDED)) & ~positive
    positive, geometry = positive & certain, geometry & certain
    return which, positive, geometry, negative


def overlap(a, b):
    """Intersection over union of boxes given by centre and size."""
    low = torch.maximum(a[:, :2] - a[:, 2:] / 2, b[:, :2] - b[:, 2:] / 2)
    high = torch.minimum(a[:, :2] + a[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2)
    both = (high - low).clamp(min=0).prod(1)
    return both / (a[:, 2:].prod(1) + b[:, 2:].prod(1) - both + 1e-6)


def loss(outputs, faces):
    """(total, parts as floats): score, box, points (mean error in face sizes)."""
    height, width = outputs[0].shape[2] * STRIDES[0], outputs[0].shape[3] * STRIDES[0]
    centres, strides = cells(height, width, faces.device)
    which, positive, geometry, negative = assign(faces, centres, strides)
    logits = torch.cat([y[:, 0].flatten(1) for y in outputs], 1).float()
    probability = logits.sigmoid().detach()
    gain = positive * (1 - probability) ** 2 * -logsigmoid(logits)
    cost = negative * probability ** 2 * -logsigmoid(-logits)
    score = (gain.sum() + cost.sum()) / positive.sum().clamp(min=1)
    found = decode(outputs)[geometry]
    row = torch.arange(len(faces), device=faces.device)[:, None].expand_as(which)[geometry]
    truth = faces[row, which[geometry]]
    size = (truth[:, 2] * truth[:, 3]).sqrt()[:, None]
    box = 1 - overlap(found[:, 1:5], truth[:, :4]).mean()
    box = box + ((found[:, 1:3] - truth[:, :2]) / size).abs().mean()
    points = ((found[:, 5:] - truth[:, 4:14]) / size).abs().mean()
    total = score + box + POINTS * points
    return total, dict(score=float(score), box=float(box), points=float(points))
