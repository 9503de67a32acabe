"""Make faces that nobody has, with the teacher's answer (lib/blends.py): more to learn from than the pictures that there are.

    python3 models/training/blend.py --data ../shared/data --count 60000

Writes them into the cache, where embed.py finds them; stopped and started again, it goes on. No held-back face goes in.
"""
import argparse
import os

import numpy as np
import torch

from lib import blends, faces
from lib.teacher import Teacher

BATCH = 128


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', default=os.environ.get('RECOGNIZE_DATA', '../shared/data'))
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'))
    parser.add_argument('--count', type=int, default=60000)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--seed', type=int, default=1)
    return parser.parse_args()


def main():
    args = arguments()
    torch.set_num_threads(args.threads)
    pictures, _ = faces.load(args.data, args.cache)
    rows, _ = faces.split(len(pictures))
    teacher = Teacher(os.path.join(args.data, 'models', 'face-reid-0095.onnx'),
                      'cuda' if torch.cuda.is_available() else 'cpu')
    made, answers = blends.opened(args.cache, args.count)
    for start in range(0, args.count, BATCH):
        stop = min(start + BATCH, args.count)
        if answers[start:stop].any(1).all():
            continue
        rng = np.random.default_rng([args.seed, start])
        made[start:stop] = np.stack([blends.blend(pictures, rows, rng) for _ in range(start, stop)])
        answers[start:stop] = teacher.of_faces(made[start:stop]).cpu().numpy()
        if start // BATCH % 50 == 0:
            print(f'{stop} of {args.count}', flush=True)


if __name__ == '__main__':
    main()
