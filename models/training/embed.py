"""Train the embedder: one command from a data folder to checkpoints.

    nice -n 10 python3 models/training/embed.py --data ../shared/data --minutes 100

Goes on from the checkpoint in the cache, else from the shipped net (models/embed.onnx); `--scratch`, with an empty cache, starts anew.
`--anneal 40` trains a copy in `<cache>/embed-annealed` whose learning rate falls linearly to zero within 40
minutes: that copy is shipped, the other one is what the next run goes on from. Broken off, the same command goes on with that copy.
On a GPU the views are made there, and faces that nobody has with them, anew at every step (lib/bank.py): `--batch 2048`.
From a data folder to a file: `embed.py --data DIR --scratch --anneal 600 --output embed.onnx`.
"""
import argparse
import json
import os
import shutil
import time

import numpy as np
import torch

from lib import blends, faces, views
from lib.bank import Bank
import export_embed
from lib.checkpoint import Average, begin, load, save
from lib.embedder import INPUT, Embedder
from lib.muon import optimisers, set_rate
from lib.precision import half
from lib.teacher import Teacher

SHIPPED = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'embed.onnx')


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', default=os.environ.get('RECOGNIZE_DATA', '../shared/data'))
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'))
    parser.add_argument('--minutes', type=float, default=60, help='stop after so long (without --anneal)')
    parser.add_argument('--anneal', type=float, default=0, help='minutes to zero learning rate, on a copy')
    parser.add_argument('--size', type=int, default=INPUT, help='side of the input, a multiple of 16')
    parser.add_argument('--batch', type=int, default=128)
    parser.add_argument('--rate', type=float, default=6e-3, help="Muon's learning rate")
    parser.add_argument('--every', type=float, default=180, help='seconds from one line of the log, and checkpoint, to the next')
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--strength', type=float, default=1.0, help='of the augmentation, 0..1; 0.4 to end with')
    parser.add_argument('--output', help='ONNX file to write in the end; else export_embed.py does it')
    parser.add_argument('--scratch', action='store_true', help='do not go on from the shipped net')
    return parser.parse_args()


def distance(net, batch, target, device):
    """Mean of 1 - cosine between the network's answer and the teacher's (N x 256, unit length)."""
    batch = batch.to(device).float()
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half(device)):
        answer = net(batch)
    return 1 - torch.nn.functional.cosine_similarity(answer.float(), target.to(device), dim=1).mean()


@torch.no_grad()
def held_back_loss(net, pictures, target, device):
    net.eval()
    losses = [distance(net, a, b, device).item() * len(a)
              for a, b in zip(pictures.split(250), target.split(250))]
    return sum(losses) / len(pictures)


def rate_at(args, minutes, step):
    """Constant with a short warm-up; when annealing, linear in the wall clock down to zero."""
    if args.anneal:
        return args.rate * max(0.0, 1 - minutes / args.anneal)
    return args.rate * min(1.0, (step + 1) / 200)


class Loaded:
    """Batches that a process beside this one makes, of the faces and of what blend.py has made."""

    def __init__(self, args, pictures, teacher, rows, device):
        more, answers = blends.load(args.cache)
        rows = np.concatenate([rows, len(pictures) + np.arange(len(more))])
        print(f'{len(rows)} faces, {len(more)} of them blends', flush=True)
        self.views = views.Views(faces.Joined(pictures, more), np.concatenate([teacher, answers]), rows, args.size,
                                 args.batch, args.seed, 1 << 30, args.strength)
        self.device = device

    def few(self):
        return (self.views[i][0].float().to(self.device) for i in range(16))

    def batches(self, step):
        return torch.utils.data.DataLoader(self.views, batch_size=None, sampler=range(step, 1 << 30), num_workers=1,
                                           prefetch_factor=8)


def train(args, folder, spent):
    """Until the time is over, of which `spent` minutes have passed already."""
    device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')
    torch.backends.cudnn.benchmark = True
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    pictures, teacher = faces.load(args.data, args.cache)
    rows, held = faces.split(len(pictures))
    check = views.plain(pictures[held], args.size), torch.from_numpy(teacher[held])

    net = Embedder().to(device, memory_format=torch.channels_last)
    average, pair = Average(net), optimisers(net, args.rate)
    make = Bank if device.type == 'cuda' else Loaded
    source = make(args, pictures, teacher, rows, device)
    step, seen = begin(folder, net, average, pair, None if args.scratch else SHIPPED, source.few)
    print(f'begins at {seen} views, held back {held_back_loss(average.net, *check, device):.4f}', flush=True)
    start = marked = time.time()
    total, count = 0, 0
    for batch, target in source.batches(step):
        minutes = spent + (time.time() - start) / 60
        set_rate(pair, rate_at(args, minutes, step))
        net.train()
        loss = distance(net, batch, target, device)
        loss.backward()
        for optimiser in pair:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        average.update(net, step)
        step, seen = step + 1, seen + len(batch)
        total, count = total + loss.detach(), count + 1  # no .item(): a GPU is not waited for
        over = minutes >= (args.anneal or args.minutes)
        if over or time.time() - marked > args.every:
            loss = held_back_loss(average.net, *check, device)
            line = dict(step=step, views=seen, train=round(float(total / count), 4),
                        held_back=round(loss, 4), rate=round(pair[0].param_groups[0]['lr'], 6),
                        size=args.size, minutes=round(minutes, 2), time=round(time.time()),
                        speed=round(count * args.batch / (time.time() - marked)))
            with open(os.path.join(folder, 'log.jsonl'), 'a') as log:
                log.write(json.dumps(line) + '\n')
            save(folder, net, average, pair, step, seen, anneal=args.anneal, minutes=minutes)
            marked, total, count = time.time(), 0, 0
        if over:
            break
    if args.output:
        print(export_embed.write(average.net.cpu(), args.output, step, seen))


def annealed(folder, minutes):
    """(folder of the copy, minutes spent): the one that was broken off under the same command, else a new one."""
    target = folder + '-annealed'
    state = load(target) or {}
    if state.get('anneal') == minutes and state['minutes'] < minutes:
        return target, state['minutes']
    shutil.rmtree(target, ignore_errors=True)
    return shutil.copytree(folder, target), 0


def main():
    args = arguments()
    folder = os.path.join(args.cache, 'embed')
    os.makedirs(folder, exist_ok=True)
    train(args, *(annealed(folder, args.anneal) if args.anneal else (folder, 0)))


if __name__ == '__main__':
    main()
