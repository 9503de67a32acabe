"""Trains the two nets that tell whether something covers eyes, nose or mouth: src/vision/pipeline/coverage-weights.ts.

    nice python3 models/training/coverage.py --samples 90000 --minutes 15

Faces: FairFace train, aligned (CC BY 4.0), without those among the portraits that the net is measured on. Runs on the CPU.
"""
import argparse
import base64
import io
import os
import tarfile
import time

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from lib import covered_faces

HERE = os.path.dirname(os.path.abspath(__file__))
WEIGHTS = os.path.join(HERE, '../../src/vision/pipeline/coverage-weights.ts')
SUNGLASSES = os.path.join(HERE, 'lib/sunglasses.txt')  # faces of FairFace that wear some, chosen by eye
CHANNELS = (10, 20, 28)
BATCH = 256
RATE = 4e-3
CERTAIN = 0.4  # log odds from which an untouched face is taken for a covered one


class CoverageNet(nn.Module):
    def __init__(self):
        super().__init__()
        inputs = (3, *CHANNELS)
        self.convolutions = nn.ModuleList(nn.Conv2d(a, b, 3, 2, 1) for a, b in zip(inputs, CHANNELS))
        self.last = nn.Linear(CHANNELS[-1] * 16, 2)

    def forward(self, x):
        for convolution in self.convolutions:
            x = F.relu(convolution(x))
        return self.last(x.flatten(1))


def normalized(images):
    """N x 32 x 32 x 3 bytes, BGR, to RGB planes as coverage.ts makes them."""
    x = torch.from_numpy(images).float().flip(3).permute(0, 3, 1, 2)
    return (x - x.mean((1, 2, 3), keepdim=True)) / (x.std((1, 2, 3), unbiased=False, keepdim=True) + 8)


def read_faces(data, limit):
    """@returns the faces, and the numbers of those that wear sunglasses"""
    portraits = os.path.join(data, 'faces/portraits_open224_webp.tar.gz')
    with tarfile.open(portraits) as tar:
        measured = {os.path.basename(name) for name in tar.getnames()}
    with open(SUNGLASSES) as file:
        listed = set(file.read().split())
    faces, worn = [], []
    with tarfile.open(os.path.join(data, 'faces/fairface_aligned112_webp.tar.gz')) as tar:
        for member in tar:
            name = os.path.basename(member.name)
            if name.startswith('train_') and name not in measured:
                worn += [len(faces)] if name in listed else []
                faces.append(cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), 1))
                if len(faces) == limit:
                    break
    return faces, worn


def draw_samples(rng, faces, worn, count, far):
    images = np.empty((count, 32, 32, 3), np.uint8)
    labels, origin = np.empty((count, 2), np.uint8), rng.integers(0, len(faces), count)
    if worn:  # every twelfth
        origin[::12] = rng.choice(worn, len(origin[::12]))
    for k, face in enumerate(origin):
        picture, labels[k] = covered_faces.sample(rng, faces[face], faces, covered=rng.random() < 0.52)
        labels[k, 0] |= face in worn
        images[k] = covered_faces.seen_by_camera(rng, picture, labels[k], far)
    return images, labels, origin


def train(images, labels, weights, minutes):
    net, average = CoverageNet(), CoverageNet()
    average.load_state_dict(net.state_dict())
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-3)
    started, step = time.time(), 0
    while (spent := (time.time() - started) / (60 * minutes)) < 1:
        for group in optimizer.param_groups:
            group['lr'] = RATE * max(0.01, 1 - spent) * min(1, (step + 1) / 100)
        batch = np.random.randint(0, len(images), BATCH)
        target = torch.from_numpy(labels[batch]).float() * 0.98 + 0.01
        losses = F.binary_cross_entropy_with_logits(net(normalized(images[batch])), target, reduction='none')
        loss = (losses * torch.from_numpy(weights[batch])[:, None]).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        with torch.no_grad():
            for target_value, value in zip(average.parameters(), net.parameters()):
                target_value.lerp_(value, 0.002 if step > 500 else 0.05)
        if step % 500 == 0:
            print(f'step {step}, {100 * spent:.0f} %, loss {loss.item():.4f}', flush=True)
    return average.eval()


@torch.no_grad()
def log_odds(net, images):
    return np.concatenate([net(normalized(images[k:k + 4000])).numpy() for k in range(0, len(images), 4000)]).max(1)


def export(nets, path):
    encode = lambda array: base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()
    out = io.StringIO()
    out.write('/** Written by models/training/coverage.py: signed bytes and little-endian floats, base64. */\n')
    out.write('export const COVERAGE_NETS = [\n')
    for net in nets:
        out.write('  [\n')
        for layer in (*net.convolutions, net.last):
            weights = layer.weight.detach().numpy().reshape(len(layer.weight), -1)
            scales = np.abs(weights).max(1) / 127
            integers = np.round(weights / scales[:, None]).astype(np.int8)
            biases = layer.bias.detach().numpy()
            out.write(f"    {{\n      weights:\n        '{encode(integers)}',\n      scales: '{encode(scales.astype('<f4'))}',\n"
                      f"      biases: '{encode(biases.astype('<f4'))}',\n    }},\n")
        out.write('  ],\n')
    out.write('];\n')
    with open(path, 'w') as file:
        file.write(out.getvalue())


def train_net(faces, worn, options, far):
    images, labels, origin = draw_samples(np.random.default_rng(0), faces, worn, options.samples, far)
    weights = np.ones(len(images), np.float32)
    net = train(images, labels, weights, options.minutes / 2)
    # Some faces of the data wear sunglasses or a mask: untouched, they would teach the opposite.
    untouched = labels.max(1) == 0
    covered = np.unique(origin[untouched & (log_odds(net, images) > CERTAIN)])
    weights[untouched & np.isin(origin, covered)] = 0
    print(f'{len(covered)} of {len(faces)} faces are taken for covered')
    net = train(images, labels, weights, options.minutes / 2)
    odds = log_odds(net, images)
    print(f'training pictures above 0: {(odds[~untouched] > 0).mean():.3f} covered, {(odds[untouched] > 0).mean():.3f} not')
    return net


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--data', default=os.environ.get('RECOGNIZE_DATA', os.path.join(HERE, '../../../shared/data')))
    parser.add_argument('--samples', type=int, default=90_000)
    parser.add_argument('--faces', type=int, default=25_000)
    parser.add_argument('--minutes', type=float, default=15, help='of training for each net, half of them to find covered faces of the data')
    parser.add_argument('--output', default=WEIGHTS)
    options = parser.parse_args()
    torch.manual_seed(0)
    np.random.seed(0)
    faces, worn = read_faces(options.data, options.faces)
    export([train_net(faces, worn, options, far) for far in (False, True)], options.output)


if __name__ == '__main__':
    main()
