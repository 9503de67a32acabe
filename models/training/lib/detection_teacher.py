"""The teacher of the detector, `yunet_n.onnx`: its detections in a scene are the annotation, whatever was pasted there.

A face is a row of 15 numbers: center, width and height of its box, five landmarks, all in pixels, and a last value that
each function describes.
"""
import cv2
import numpy as np
import torch

from .onnx_interpreter import OnnxInterpreter

FILE = 'yunet_n.onnx'    # in models/ of the data folder
INPUT_SIZE = 320         # pixels
CPU_BATCH = 8            # activations of this many scenes fit into the cache of a CPU
STRIDES = (8, 16, 32)
CERTAIN_SCORE = 0.65     # from this score on a detection is a face
MIN_SCORE = 0.25         # below this score it is none; in between it is ignored
SAME_FACE_IOU = 0.4      # from this intersection over union on two boxes show one face
MAX_FACES = 10           # annotated per scene
ROW = 15


class DetectionTeacher:
    """Runs YuNet on a list of scenes, each 320 x 320 x 3 RGB uint8."""

    def __init__(self, path):
        self.net = OnnxInterpreter(path)
        self.maps = [self.producing_conv(f'{part}_{stride}')
                     for part in ('cls', 'obj', 'bbox', 'kps') for stride in STRIDES]

    def producing_conv(self, name):
        """The output of the convolution that becomes a network output by reshaping (and a sigmoid)."""
        producers = {output: (operator, inputs) for operator, inputs, output, _ in self.net.steps}
        while producers[name][0] != 'Conv':
            name = producers[name][1][0]
        return name

    def __call__(self, scenes):
        """Per scene the faces F x 15, the last value being the score, in descending order of scores."""
        batch = torch.from_numpy(np.stack(scenes)).flip(3).permute(0, 3, 1, 2)  # BGR
        parts = [self.decode_cells(part) for part in batch.split(CPU_BATCH)]
        return [non_maximum_suppression(rows[rows[:, 14] >= MIN_SCORE]) for part in parts for rows in part]

    def decode_cells(self, batch):
        """B x cells x 15, the last value being the score sqrt(cls * obj)."""
        maps = [y.float().permute(0, 2, 3, 1).numpy() for y in self.net(batch, self.maps)]
        strides = []
        for i, stride in enumerate(STRIDES):
            cls, obj, box, landmarks = maps[i::3]
            height, width = cls.shape[1:3]
            cell = np.stack(np.meshgrid(np.arange(width), np.arange(height)), -1)
            score = np.sqrt(1 / (1 + np.exp(-cls)) / (1 + np.exp(-obj)))
            columns = [(box[..., :2] + cell) * stride, np.exp(box[..., 2:]) * stride,
                       (landmarks + np.tile(cell, 5)) * stride, score]
            strides.append(np.concatenate(columns, -1).reshape(len(cls), -1, ROW))
        return np.concatenate(strides, 1)


def non_maximum_suppression(rows):
    """F x 15 with the score last -> the best row of each face, in descending order of scores."""
    if not len(rows):
        return rows
    corners = np.concatenate([rows[:, :2] - rows[:, 2:4] / 2, rows[:, 2:4]], 1)
    selected = cv2.dnn.NMSBoxes(corners.tolist(), rows[:, 14].tolist(), MIN_SCORE, SAME_FACE_IOU)
    return rows[np.asarray(selected).flatten()]


def box_iou(face, others):
    """Intersection over union of the box of one face with those of N others: N."""
    low = np.maximum(face[:2] - face[2:4] / 2, others[:, :2] - others[:, 2:4] / 2)
    high = np.minimum(face[:2] + face[2:4] / 2, others[:, :2] + others[:, 2:4] / 2)
    intersection = np.clip(high - low, 0, None).prod(1)
    return intersection / (face[2:4].prod() + others[:, 2:4].prod(1) - intersection + 1e-6)


def annotate(detections, pasted):
    """The targets of one scene: MAX_FACES x 15, the last value being 1 for certain faces; zeros fill the table.

    detections: F x 15 with the score last; pasted: P x 15 with 1 last for faces that nothing covers.

    A certain detection is used as YuNet sees it. A pasted face without a certain detection (against the light, in
    profile) is used as it was pasted if nothing covers it; otherwise it becomes an uncertain face, which the loss
    ignores. So do detections with a low score.
    """
    def overlaps(face, others):
        return (box_iou(face, others) >= SAME_FACE_IOU).any()

    certain = detections[detections[:, 14] >= CERTAIN_SCORE].copy()
    uncertain = detections[detections[:, 14] < CERTAIN_SCORE].copy()
    certain[:, 14], uncertain[:, 14] = 1, 0
    undetected = [face for face in pasted if not overlaps(face, certain)]
    uncovered = np.float32([face for face in undetected if face[14]]).reshape(-1, ROW)
    ignored = [face for face in [*undetected, *uncertain] if not face[14] and not overlaps(face, uncovered)]
    faces = np.concatenate([certain, uncovered, np.float32(ignored).reshape(-1, ROW)])[:MAX_FACES]
    table = np.zeros((MAX_FACES, ROW), np.float32)
    table[:len(faces)] = faces
    return table
