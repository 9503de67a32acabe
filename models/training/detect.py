"""Train the face detector: python3 models/training/detect.py --data DIR --minutes 25 [--side 192] [--scratch]

Goes on from the checkpoint in the cache, else from the shipped net (models/detect.onnx). Every sitting runs the learning rate from its peak
linearly to zero within the minutes given, so that each one ends with a net worth exporting: by export_detect.py, or `--output` in the same
run. Scenes are drawn afresh for every step, from the seed and the step, and YuNet says what is seen in them. State lies in the cache.
"""
import argparse
import functools
import json
import os
import time
from itertools import islice

import cv2
import numpy as np
import torch
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

import export_detect
from lib import judge
from lib.checkpoint import Average, begin, save
from lib.detector import Detector
from lib.detector_loss import loss
from lib.muon import optimisers, set_rate
from lib.portraits import load as load_portraits
from lib.precision import half
from lib.scenes import scene

BATCH = 64
SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'detect.onnx')


class Scenes(IterableDataset):
    """Batches of scenes without end: B x 3 x side x side uint8 and B x faces x 15 (judge.py)."""

    def __init__(self, portraits, ladder, teacher, side, first, seed):
        self.portraits, self.ladder, self.teacher = portraits, ladder, teacher
        self.side, self.first, self.seed = side, first, seed

    def __iter__(self):
        cv2.setNumThreads(1)
        torch.set_num_threads(1)
        worker = get_worker_info()
        number, count = (worker.id, worker.num_workers) if worker else (0, 1)
        step, teacher = self.first + number, judge.Judge(self.teacher)
        while True:
            rng = np.random.default_rng([self.seed, step])
            # A camera's picture shrinks for both nets; a small one grows for the judge.
            side = judge.INPUT if rng.random() < 0.5 else self.side
            pictures, pasted = zip(*(scene(rng, self.portraits, self.ladder, side) for _ in range(BATCH)))
            seen = teacher([resized(picture, judge.INPUT) for picture in pictures])
            larger = np.float32([judge.INPUT / side] * 14 + [1])
            faces = np.stack([judge.verdict(found, own * larger) for found, own in zip(seen, pasted)])
            faces[..., :14] *= self.side / judge.INPUT
            inputs = np.stack([resized(picture, self.side).transpose(2, 0, 1) for picture in pictures])
            yield torch.from_numpy(inputs), torch.from_numpy(faces)
            step += count


def resized(picture, side):
    """A square picture in another size."""
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if side < len(picture) else cv2.INTER_LINEAR)


def train(args):
    torch.manual_seed(args.seed)
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    teacher = os.path.join(args.data, 'models', 'yunet_n.onnx')
    scenes = functools.partial(Scenes, *load_portraits(args.data, args.views), teacher)
    net = Detector().to(device, memory_format=torch.channels_last)
    average = Average(net, 0.998)
    pair = optimisers(net, args.rate)
    folder = os.path.join(args.cache, 'detect')
    os.makedirs(folder, exist_ok=True)
    few = (pictures.float().to(device) for pictures, _ in islice(scenes(256, 1 << 30, args.seed), 8))
    step, seen = begin(folder, net, average, pair, None if args.scratch else SHIPPED, lambda: few)
    torch.set_num_threads(args.threads)  # the scenes drawn here have set it to one
    loader = DataLoader(scenes(args.side, step, args.seed), batch_size=None, num_workers=args.workers)
    start, sums, count = time.time(), {}, 0
    saved = start
    for pictures, faces in loader:
        done = (time.time() - start) / (60 * args.minutes)
        if done >= 1:
            break
        set_rate(pair, args.rate * min(1, 1.02 - done, (step + 20) / 200))
        pictures = pictures.to(device).float().contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=half(device)):
            outputs = net(pictures)
        total, parts = loss(outputs, faces.to(device))
        for optimiser in pair:
            optimiser.zero_grad(set_to_none=True)
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 20)
        for optimiser in pair:
            optimiser.step()
        step, seen, count = step + 1, seen + len(pictures), count + 1
        average.update(net, step)
        for key, value in parts.items():
            sums[key] = sums.get(key, 0) + value
        if step % 100 == 0:
            line = dict(step=step, views=seen, side=args.side, seconds=round(time.time() - start),
                        **{key: round(value / count, 4) for key, value in sums.items()})
            with open(os.path.join(folder, 'log.jsonl'), 'a') as handle:
                handle.write(json.dumps(line) + '\n')
            sums, count = {}, 0
        if time.time() - saved > 120:
            save(folder, net, average, pair, step, seen)
            saved = time.time()
    save(folder, net, average, pair, step, seen)
    if args.output:
        print(export_detect.write(average.net.cpu(), args.output, step, seen))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', default=os.environ.get('RECOGNIZE_DATA', '../shared/data'))
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'))
    parser.add_argument('--views', help='folder that render_simulated.ts has filled, drawn in a tenth of all cases')
    parser.add_argument('--minutes', type=float, default=25)
    parser.add_argument('--side', type=int, default=192, help='scene in pixels; 192 to begin with, 256 to end with')
    parser.add_argument('--rate', type=float, default=6e-3, help='peak learning rate')
    parser.add_argument('--seed', type=int, default=7)
    parser.add_argument('--output', help='ONNX file to write in the end')
    parser.add_argument('--scratch', action='store_true', help='do not go on from the shipped net')
    parser.add_argument('--threads', type=int, default=1)
    parser.add_argument('--workers', type=int, default=1, help='processes that draw scenes')
    train(parser.parse_args())


if __name__ == '__main__':
    main()
