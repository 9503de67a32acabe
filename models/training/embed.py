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
import torch.nn.functional as F

from lib import blends, faces, views
from lib.bank import Bank
import export_embed
from lib.checkpoint import Average, begin, load, save
from lib.embedder import INPUT, Embedder
from lib.muon import optimisers, set_rate
from lib.precision import half
from lib.recorded import Recorded
from lib.teacher import Teacher

APART = 1.0  # the weight of `confusion` beside the distance to the teacher's answer
NEAR = 0.1   # the difference of two cosines that matters there
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


def answered(net, batch, device):
    """N x 256, of unit length."""
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half(device)):
        answer = net(batch.to(device).float())
    return F.normalize(answer.float(), dim=1)


def distance(answer, target):
    """Mean of 1 - cosine between the network's answers and the teacher's (N x 256, unit length)."""
    return 1 - (answer * target).sum(1).mean()


def confusion(answer, target):
    """How much likelier than the teacher the network takes one face of the batch for another: the divergence of the two softmax
    distributions of cosines to the teacher's answers (relational distillation, as in Park et al. 2019), in units of a cosine.
    """
    net, teacher = (F.log_softmax(x @ target.T / NEAR, 1) for x in (answer, target))
    return NEAR * F.kl_div(net, teacher, log_target=True, reduction='batchmean')


@torch.no_grad()
def held_back_loss(net, pictures, target, device):
    net.eval()
    losses = [distance(answered(net, a, device), b.to(device)).item() * len(a)
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


class Learning:
    """One step after the other: answers, gradients, optimisers, running average."""

    def __init__(self, net, average, pair, device, step):
        self.net, self.average, self.pair, self.device, self.step = net, average, pair, device, step
        self.total, self.count = torch.zeros((), device=device), 0  # a GPU is not waited for at every step
        self.repeated = Recorded(self.once, device)

    def once(self, batch, target):
        self.net.train()
        answer, target = answered(self.net, batch, self.device), F.normalize(target.to(self.device), dim=1)
        loss = distance(answer, target)
        (loss + APART * confusion(answer, target)).backward()
        for optimiser in self.pair:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        self.average.update(self.net, self.step)
        self.total.add_(loss.detach())

    def __call__(self, batch, target):
        self.repeated(batch, target)
        self.step, self.count = self.step + 1, self.count + 1
        if self.device.type == 'cuda' and not self.step % 16:
            torch.cuda.synchronize()  # or the steps, and the clock, run ahead of it

    def mean(self):
        """Of the distances since this was last asked."""
        mean = float(self.total) / self.count
        self.total.zero_()
        self.count = 0
        return mean


def settle(net, average, check, device):
    """Make the running average the net itself where that is closer to the teacher: a mean of weights rounds otherwise than they did
    while they learned (0.1298 against 0.1280, once)."""
    if held_back_loss(net, *check, device) < held_back_loss(average.net, *check, device):
        average.net.load_state_dict(net.state_dict())


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
    learn = Learning(net, average, pair, device, step)
    start = marked = time.time()
    for batch, target in source.batches(step):
        minutes = spent + (time.time() - start) / 60
        set_rate(pair, rate_at(args, minutes, learn.step))
        learn(batch, target)
        seen += len(batch)
        over = minutes >= (args.anneal or args.minutes)
        if over:
            settle(net, average, check, device)
        if over or time.time() - marked > args.every:
            speed = round(learn.count * args.batch / (time.time() - marked))
            line = dict(step=learn.step, views=seen, train=round(learn.mean(), 4),
                        held_back=round(held_back_loss(average.net, *check, device), 4),
                        rate=round(pair[0].param_groups[0]['lr'], 6), size=args.size, minutes=round(minutes, 2),
                        time=round(time.time()), speed=speed)
            with open(os.path.join(folder, 'log.jsonl'), 'a') as log:
                log.write(json.dumps(line) + '\n')
            save(folder, net, average, pair, learn.step, seen, anneal=args.anneal, minutes=minutes)
            marked = time.time()
        if over:
            break
    if args.output:
        print(export_embed.write(average.net.cpu(), args.output, learn.step, seen))


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
