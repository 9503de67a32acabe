"""The detector as a task of train_loop.py."""
import itertools
import os

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from . import annotated_faces
from .detection_teacher import FILE, INPUT_SIZE, DetectionTeacher, annotate
from .detector import Detector
from .detector_export import write_onnx
from .detector_loss import detector_loss
from .precision import uses_bfloat16
from .scene_composition import compose_scene

CALIBRATION_SIZE, CALIBRATION_BATCHES = 256, 8
CALIBRATION_STEP = 1 << 30  # no training run gets here, so these scenes are never trained on


class SceneBatches(IterableDataset):
    """Endless batches: scenes B x 3 x size x size uint8 and their annotations B x faces x 15 (detection_teacher.py).

    A batch is a pure function of (seed, step); worker processes take turns.
    """

    def __init__(self, sampler, teacher_path, size, batch_size, seed, first_step):
        self.sampler, self.teacher_path, self.size = sampler, teacher_path, size
        self.batch_size, self.seed, self.first_step = batch_size, seed, first_step

    def __iter__(self):
        cv2.setNumThreads(1)
        torch.set_num_threads(1)
        worker = get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        teacher = DetectionTeacher(self.teacher_path)
        for step in itertools.count(self.first_step + number, count):
            yield self.batch(teacher, np.random.default_rng([self.seed, step]))

    def batch(self, teacher, rng):
        # Half of the batches are composed at the teacher's size and downscaled for the detector, as camera images are;
        # the others are composed at the detector's size and upscaled for the teacher.
        side = INPUT_SIZE if rng.random() < 0.5 else self.size
        scenes, pasted = zip(*(compose_scene(rng, self.sampler, side) for _ in range(self.batch_size)))
        detections = teacher([resize(scene, INPUT_SIZE) for scene in scenes])
        to_teacher = np.float32([INPUT_SIZE / side] * 14 + [1])
        faces = np.stack([annotate(found, table * to_teacher) for found, table in zip(detections, pasted)])
        faces[..., :14] *= self.size / INPUT_SIZE
        inputs = np.stack([resize(scene, self.size).transpose(2, 0, 1) for scene in scenes])
        return torch.from_numpy(inputs), torch.from_numpy(faces)


def resize(scene, side):
    """A square image at another size."""
    return cv2.resize(scene, (side, side), interpolation=cv2.INTER_AREA if side < len(scene) else cv2.INTER_LINEAR)


class DetectorTask:
    ema_decay = 0.998
    max_gradient_norm = 20
    cuda_graph = False  # the loss selects cells by their values

    def __init__(self, data, rendered, size, batch_size, seed, workers, device):
        """data: folder; rendered: folder of render_simulated.ts or None; size: side of a scene in pixels."""
        self.device, self.size, self.batch_size, self.seed, self.workers = device, size, batch_size, seed, workers
        self.sampler = annotated_faces.load(data, rendered)
        self.teacher_path = os.path.join(data, 'models', FILE)
        self.net = Detector().to(device, memory_format=torch.channels_last)

    def scenes(self, size, first_step):
        return SceneBatches(self.sampler, self.teacher_path, size, self.batch_size, self.seed, first_step)

    def calibration_batches(self):
        threads = torch.get_num_threads()
        for scenes, _ in itertools.islice(self.scenes(CALIBRATION_SIZE, CALIBRATION_STEP), CALIBRATION_BATCHES):
            yield scenes.float().to(self.device)
        torch.set_num_threads(threads)  # the scenes set it to one

    def batches(self, first_step):
        return DataLoader(self.scenes(self.size, first_step), batch_size=None, num_workers=self.workers)

    def loss(self, scenes, faces):
        scenes = scenes.to(self.device).float().contiguous(memory_format=torch.channels_last)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=uses_bfloat16(self.device)):
            outputs = self.net(scenes)
        return detector_loss(outputs, faces.to(self.device))

    def validate(self, net):
        """None: the detector is measured by `npm run models:eval`, which runs the shipped pipeline."""

    def export(self, net, path, step, views):
        return write_onnx(net, path, step, views)
