"""The embedder as a task of train_loop.py."""
import itertools

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from . import aligned_faces, synthetic_faces
from .augmentation import AugmentedBatches, downscale
from .embedder import Embedder
from .embedder_export import write_onnx
from .embedder_loss import GROUP_WEIGHT, RELATIONAL_WEIGHT, cosine_loss, group_loss, relational_loss
from .look_alikes import LookAlikes
from .precision import uses_bfloat16
from .sample_cache import SampleCache

VALIDATION_BATCH = 250


class CpuBatches:
    """Batches augmented by a worker process: real faces and those of synthesize_faces.py.

    Yields B x 3 x size x size uint8 and B x 257: the teacher's embeddings and the group of each face.
    """

    def __init__(self, cache, faces, size, batch_size, strength, seed, device):
        synthetic, embeddings = synthetic_faces.load(cache)
        rows = np.concatenate([faces.train, len(faces.images) + np.arange(len(synthetic))])
        print(f'{len(rows)} faces, {len(synthetic)} of them synthetic', flush=True)
        if len(rows) < batch_size:
            raise SystemExit(f'--batch {batch_size} is more than the {len(rows)} faces for training')
        self.device = device
        targets = np.concatenate([targets_of(faces.teacher, faces.groups),
                                  targets_of(embeddings, np.full(len(embeddings), aligned_faces.NO_GROUP))])
        self.dataset = AugmentedBatches(aligned_faces.ConcatenatedFaces(faces.images, synthetic), targets, rows, size,
                                        batch_size, seed, strength,
                                        LookAlikes(faces.teacher, faces.groups, faces.train))

    def calibration_batches(self):
        return (self.dataset[step][0].float().to(self.device) for step in range(16))

    def batches(self, first_step):
        return DataLoader(self.dataset, batch_size=None, sampler=itertools.count(first_step), num_workers=1,
                          prefetch_factor=8)


def targets_of(teacher, groups):
    """The teacher's embeddings with the group of each face as a last column: N x 257 float32."""
    return np.concatenate([teacher, groups[:, None]], 1).astype(np.float32)


class EmbedderTask:
    ema_decay = 0.999
    max_gradient_norm = None
    cuda_graph = True

    def __init__(self, data, cache, size, batch_size, strength, seed, device):
        """data, cache: folders; size: side of the input, a multiple of 16 px; strength: of the augmentation, 0..1."""
        faces = aligned_faces.load(data, cache)
        self.device = device
        self.held_out = (downscale(faces.images[faces.held_out], size), torch.from_numpy(faces.teacher[faces.held_out]))
        self.net = Embedder().to(device, memory_format=torch.channels_last)
        if device.type == 'cuda':
            self.source = SampleCache(data, faces.images[faces.train], faces.groups[faces.train], size, batch_size,
                                      strength, seed, device)
        else:
            self.source = CpuBatches(cache, faces, size, batch_size, strength, seed, device)

    def calibration_batches(self):
        return self.source.calibration_batches()

    def batches(self, first_step):
        return self.source.batches(first_step)

    def embed(self, net, images):
        """N x 256 of unit length."""
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=uses_bfloat16(self.device)):
            embeddings = net(images.to(self.device).float())
        return F.normalize(embeddings.float(), dim=1)

    def loss(self, images, targets):
        embeddings, targets = self.embed(self.net, images), targets.to(self.device)
        target, groups = F.normalize(targets[:, :aligned_faces.DIMENSION], dim=1), targets[:, -1]
        cosine, push = cosine_loss(embeddings, target), group_loss(embeddings, target, groups)
        loss = cosine + RELATIONAL_WEIGHT * relational_loss(embeddings, target) + GROUP_WEIGHT * push
        return loss, dict(train_loss=cosine.detach(), group_loss=push.detach())

    @torch.no_grad()
    def validate(self, net):
        """Mean of 1 - cosine to the teacher on the held-out faces, without augmentation."""
        net.eval()
        images, target = (tensor.split(VALIDATION_BATCH) for tensor in self.held_out)
        losses = [cosine_loss(self.embed(net, part), goal.to(self.device)).item() * len(part)
                  for part, goal in zip(images, target)]
        return sum(losses) / len(self.held_out[0])

    def export(self, net, path, step, views):
        return write_onnx(net, path, step, views)

