"""The detector's teacher, `yunet_n.onnx`, says where it sees faces in a scene: that is the truth to learn, whatever was pasted."""
import cv2
import numpy as np
import torch

from .onnx_net import OnnxNet

INPUT = 320
BATCH = 8               # what stays in a cache of a processor
STRIDES = (8, 16, 32)
CERTAIN, FAINT = 0.65, 0.25  # its scores: a face from, none below; in between it counts neither way
SAME = 0.4              # intersection over union from which two boxes show one face
MOST = 10               # faces in a scene
WIDTH = 15              # centre, size, five points, whether it is certain


class Judge:
    """N x 320 x 320 x 3 RGB uint8 -> a table of faces per scene, F x 15 in pixels, surest first."""

    def __init__(self, path):
        self.net = OnnxNet(path)
        self.names = [self.map_behind(f'{part}_{stride}') for part in ('cls', 'obj', 'bbox', 'kps') for stride in STRIDES]

    def map_behind(self, name):
        """The convolution whose map becomes an output by reshaping."""
        made_by = {output: (operator, inputs) for operator, inputs, output, _ in self.net.steps}
        while made_by[name][0] != 'Conv':
            name = made_by[name][1][0]
        return name

    def __call__(self, pictures):
        batch = torch.from_numpy(np.stack(pictures)).flip(3).permute(0, 3, 1, 2)  # BGR
        parts = [self.cells(part) for part in batch.split(BATCH)]
        return [suppressed(rows[rows[:, 14] >= FAINT]) for part in parts for rows in part]

    def cells(self, batch):
        """B x cells x 15, the score last."""
        maps = [y.float().permute(0, 2, 3, 1).numpy() for y in self.net(batch, self.names)]
        found = []
        for i, stride in enumerate(STRIDES):
            cls, obj, box, points = maps[i::3]
            height, width = cls.shape[1:3]
            at = np.stack(np.meshgrid(np.arange(width), np.arange(height)), -1)
            score = np.sqrt(1 / (1 + np.exp(-cls)) / (1 + np.exp(-obj)))
            rows = [(box[..., :2] + at) * stride, np.exp(box[..., 2:]) * stride, (points + np.tile(at, 5)) * stride, score]
            found.append(np.concatenate(rows, -1).reshape(len(cls), -1, WIDTH))
        return np.concatenate(found, 1)


def suppressed(rows):
    """Non-maximum suppression: F x 15, surest first."""
    if not len(rows):
        return rows
    corners = np.concatenate([rows[:, :2] - rows[:, 2:4] / 2, rows[:, 2:4]], 1)
    return rows[np.asarray(cv2.dnn.NMSBoxes(corners.tolist(), rows[:, 14].tolist(), FAINT, SAME)).flatten()]


def overlap(face, others):
    """Intersection over union of a box (centre, size) with each of N."""
    low = np.maximum(face[:2] - face[2:4] / 2, others[:, :2] - others[:, 2:4] / 2)
    high = np.minimum(face[:2] + face[2:4] / 2, others[:, :2] + others[:, 2:4] / 2)
    both = np.clip(high - low, 0, None).prod(1)
    return both / (face[2:4].prod() + others[:, 2:4].prod(1) - both + 1e-6)


def verdict(seen, pasted):
    """What the judge saw (F x 15) and the faces pasted (P x 15, same pixels; last whether nothing hides them) -> MOST x 15,
    zeros where there is no face.

    What the judge is sure of is as it sees it. A face that it sees faintly or misses, against the light or in profile, is as it was pasted; but
    where it was hidden or cut it counts neither way.
    """
    table = np.zeros((MOST, WIDTH), np.float32)
    sure, faint = seen[seen[:, 14] >= CERTAIN].copy(), seen[seen[:, 14] < CERTAIN].copy()
    sure[:, 14], faint[:, 14] = 1, 0
    own = [face for face in pasted if not (overlap(face, sure) >= SAME).any()]
    open_ones = np.float32([face for face in own if face[14]]).reshape(-1, WIDTH)
    rest = [face for face in [*own, *faint] if not face[14] and not (overlap(face, open_ones) >= SAME).any()]
    faces = np.concatenate([sure, open_ones, np.float32(rest).reshape(-1, WIDTH)])[:MOST]
    table[:len(faces)] = faces
    return table
