"""The passive liveness network as a task of train_loop.py."""
import glob
import os

import numpy as np
import torch
import torch.nn.functional as F

from .liveness_net import INPUT_SIZE, LivenessNet, write_onnx
from .liveness_samples import LIVE, SAMPLE_SIDE
from .precision import uses_bfloat16

VALIDATION_BATCH = 250
RELOAD_STEPS = 400       # new files of synthesize_liveness.py are read while training runs
LABEL_SMOOTHING = 0.05


def load_samples(folder, name):
    """(samples N x SAMPLE_SIDE x SAMPLE_SIDE x 3 uint8, classes N) of all files of a part; exits if there are none."""
    files = sorted(glob.glob(os.path.join(folder, f'{name}-*.npz')))
    if not files:
        raise SystemExit(f'{folder} has no {name} samples: run synthesize_liveness.py first')
    parts = [np.load(file) for file in files]
    return np.concatenate([part['images'] for part in parts]), np.concatenate([part['classes'] for part in parts])


def augment(images, generator):
    """A random crop for the batch, mirrored in half of the samples, with other brightness and color: float32."""
    def uniform(low, high, *shape):
        return low + (high - low) * torch.rand(shape, generator=generator)

    margin = SAMPLE_SIDE - INPUT_SIZE
    y, x = torch.randint(margin + 1, (2,), generator=generator).tolist()
    batch = images[:, :, y:y + INPUT_SIZE, x:x + INPUT_SIZE].float()
    mirrored = uniform(0, 1, len(batch), 1, 1, 1) < 0.5
    batch = torch.where(mirrored, batch.flip(3), batch)
    gain = uniform(0.8, 1.2, len(batch), 1, 1, 1) * uniform(0.95, 1.05, len(batch), 3, 1, 1)
    noise = uniform(0, 3, len(batch), 1, 1, 1) * torch.randn(batch.shape, generator=generator)
    return (batch * gain + uniform(-12, 12, len(batch), 1, 1, 1) + noise).clamp(0, 255)


def to_tensor(images):
    return torch.from_numpy(images).permute(0, 3, 1, 2)


class LivenessTask:
    ema_decay = 0.997
    max_gradient_norm = None
    cuda_graph = False

    def __init__(self, samples, batch_size, seed, device):
        """samples: folder written by synthesize_liveness.py."""
        self.samples, self.batch_size, self.seed, self.device = samples, batch_size, seed, device
        images, classes = load_samples(samples, 'validation')
        margin = (SAMPLE_SIDE - INPUT_SIZE) // 2
        self.held_out = images[:, margin:margin + INPUT_SIZE, margin:margin + INPUT_SIZE], torch.from_numpy(classes)
        self.net = LivenessNet().to(device, memory_format=torch.channels_last)

    def calibration_batches(self):
        return (inputs for _, (inputs, _) in zip(range(16), self.batches(1 << 30)))

    def batches(self, first_step):
        step, images = first_step, np.empty(0)
        while True:
            if step % RELOAD_STEPS == 0 or not len(images):
                images, classes = load_samples(self.samples, 'training')
            rng = np.random.default_rng([self.seed, step])
            rows = np.sort(rng.choice(len(images), self.batch_size, replace=len(images) < self.batch_size))
            generator = torch.Generator().manual_seed(int(rng.integers(1 << 62)))
            yield augment(to_tensor(images[rows]), generator), torch.from_numpy(classes[rows])
            step += 1

    def classify(self, net, images):
        """N x 3 logits."""
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=uses_bfloat16(self.device)):
            images = images.to(self.device).float().contiguous(memory_format=torch.channels_last)
            return net(images).float()

    def loss(self, images, classes):
        logits, classes = self.classify(self.net, images), classes.to(self.device)
        loss = F.cross_entropy(logits, classes, label_smoothing=LABEL_SMOOTHING)
        wrong = ((logits.argmax(1) == LIVE) != (classes == LIVE)).float().mean()
        return loss, dict(train_loss=loss.detach(), wrong=wrong)

    @torch.no_grad()
    def scores(self, net):
        """Probability of LIVE for each held-out sample."""
        net.eval()
        parts = [self.classify(net, to_tensor(self.held_out[0][start:start + VALIDATION_BATCH])).softmax(1)
                 for start in range(0, len(self.held_out[0]), VALIDATION_BATCH)]
        return torch.cat(parts)[:, LIVE]

    def validate(self, net):
        """Equal error rate of held-out samples: the rate at which APCER and BPCER meet."""
        scores, live = self.scores(net), self.held_out[1] == LIVE
        order = scores.argsort()
        bpcer = (live[order].cumsum(0) / live.sum())
        apcer = 1 - ((~live[order]).cumsum(0) / (~live).sum())
        at = (bpcer - apcer).abs().argmin()
        return float((bpcer[at] + apcer[at]) / 2)

    def export(self, net, path, step, views):
        return write_onnx(net, path, step, views)
