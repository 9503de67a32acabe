"""Loss of the detector: focal loss for the score, IoU and L1 for the box, L1 for the landmarks, relative to the face.

A face is its box (center, width, height) and five landmarks; its size is sqrt(width * height). Each stride is trained
on a range of face sizes. The ranges overlap; just outside its range a stride ignores the face.
"""
import torch
from torch.nn.functional import logsigmoid

from .detector import STRIDES, decode

# Per stride, face size in pixels: ignored from, trained from, trained to, ignored to.
SIZE_RANGES = {16: (0, 18, 105, 150), 32: (45, 68, 1e9, 1e9)}
LANDMARK_WEIGHT = 20  # of the landmark loss relative to the box loss
# Distance of a cell from the center of its face, in face sizes: positive within the first, trained on box and landmarks
# within the second, never negative within the third.
POSITIVE_RADIUS, GEOMETRY_RADIUS, IGNORE_RADIUS = 0.2, 0.3, 0.45


def cell_centers(height, width, device):
    """All cells of an input of height x width pixels: centers N x 2 in pixels, strides N."""
    centers, strides = [], []
    for stride in STRIDES:
        y, x = torch.meshgrid(torch.arange(height // stride), torch.arange(width // stride), indexing='ij')
        centers.append((torch.stack([x, y], -1).reshape(-1, 2) + 0.5) * stride)
        strides.append(torch.full((len(centers[-1]),), stride))
    return torch.cat(centers).to(device), torch.cat(strides).to(device)


def assign_targets(faces, centers, strides):
    """Assign each cell to its nearest face.

    faces: B x F x 15 (box, landmarks, 1 if the annotation is certain; width 0: no face). Returns, B x N each, the index
    of the nearest face and whether the cell is positive, trained on box and landmarks, negative. Cells around an
    uncertain face are none of the three.
    """
    size = (faces[..., 2] * faces[..., 3]).clamp(min=0).sqrt()
    offset = centers[None, None] - faces[:, :, None, :2]
    distance = offset.norm(dim=-1) / size.clamp(min=1)[..., None]
    distance = distance.masked_fill(size[..., None] <= 0, 1e9)
    distance, index = distance.min(1)
    size, certain = size.gather(1, index), faces[..., 14].gather(1, index) > 0
    axis_distance = offset.gather(1, index[:, None, :, None].expand(-1, 1, -1, 2))[:, 0].abs().amax(-1)
    ranges = torch.tensor([SIZE_RANGES[int(stride)] for stride in strides], device=size.device)
    ignore_from, train_from, train_to, ignore_to = ranges.unbind(1)
    in_range = (size >= train_from) & (size <= train_to)
    near_range = (size >= ignore_from) & (size <= ignore_to)
    central = (distance < POSITIVE_RADIUS) | (axis_distance <= strides / 2)
    positive = in_range & central & (distance < IGNORE_RADIUS)
    geometry = near_range & ((distance < GEOMETRY_RADIUS) | positive)
    negative = ~(near_range & (distance < IGNORE_RADIUS)) & ~positive
    return index, positive & certain, geometry & certain, negative


def box_iou(a, b):
    """Intersection over union of N pairs of boxes, each N x 4: center and size."""
    low = torch.maximum(a[:, :2] - a[:, 2:] / 2, b[:, :2] - b[:, 2:] / 2)
    high = torch.minimum(a[:, :2] + a[:, 2:] / 2, b[:, :2] + b[:, 2:] / 2)
    intersection = (high - low).clamp(min=0).prod(1)
    return intersection / (a[:, 2:].prod(1) + b[:, 2:].prod(1) - intersection + 1e-6)


def focal_loss(logits, positive, negative):
    """Focal loss with gamma 2 (Lin et al., "Focal Loss for Dense Object Detection", 2017), per positive cell."""
    probability = logits.sigmoid().detach()
    on_positive = positive * (1 - probability) ** 2 * -logsigmoid(logits)
    on_negative = negative * probability ** 2 * -logsigmoid(-logits)
    return (on_positive.sum() + on_negative.sum()) / positive.sum().clamp(min=1)


def detector_loss(outputs, faces):
    """(total, its parts): score, box and landmarks; the last is the mean L1 error in face sizes.

    outputs: those of `Detector`; faces: B x F x 15 as in `assign_targets`.
    """
    height, width = outputs[0].shape[2] * STRIDES[0], outputs[0].shape[3] * STRIDES[0]
    centers, strides = cell_centers(height, width, faces.device)
    index, positive, geometry, negative = assign_targets(faces, centers, strides)
    logits = torch.cat([y[:, 0].flatten(1) for y in outputs], 1).float()
    score = focal_loss(logits, positive, negative)
    predicted = decode(outputs)[geometry]
    row = torch.arange(len(faces), device=faces.device)[:, None].expand_as(index)[geometry]
    target = faces[row, index[geometry]]
    size = (target[:, 2] * target[:, 3]).sqrt()[:, None]
    box = 1 - box_iou(predicted[:, 1:5], target[:, :4]).mean()
    box = box + ((predicted[:, 1:3] - target[:, :2]) / size).abs().mean()
    landmarks = ((predicted[:, 5:] - target[:, 4:14]) / size).abs().mean()
    parts = dict(score=score.detach(), box=box.detach(), landmarks=landmarks.detach())
    return score + box + LANDMARK_WEIGHT * landmarks, parts
