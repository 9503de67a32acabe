"""Render the samples of the passive liveness network: live frames, prints and screens.

    nice python3 models/training/synthesize_liveness.py --count 30000 --rendered ~/.cache/recognize-elements/training/rendered

Writes `<cache>/liveness/samples/{training,validation}-N.npz`. Run it again to add more; it may run beside liveness.py, which
reads new files while it trains. Every file is drawn from the seed and its number.
"""
import os

import cv2
import numpy as np

from lib import liveness_sources
from lib.cli import create_parser
from lib.liveness_samples import LIVE, PRINT, SCREEN, sample

PER_FILE = 1000


def parse_arguments():
    parser = create_parser(__doc__)
    parser.add_argument('--count', type=int, default=30000, help='samples to add, rounded up to whole files')
    parser.add_argument('--per-file', type=int, default=PER_FILE)
    parser.add_argument('--rendered', help='folder written by render_simulated.ts')
    parser.add_argument('--seed', type=int, default=11)
    return parser.parse_args()


def write_file(path, sampler, count, seed):
    """Half of the samples are live, a quarter each prints and screens."""
    rng = np.random.default_rng(seed)
    classes = rng.choice([LIVE, PRINT, SCREEN], count, p=[0.5, 0.25, 0.25])
    images = np.stack([sample(rng, sampler, kind) for kind in classes])
    with open(path + '.part', 'wb') as handle:
        np.savez(handle, images=images, classes=classes)
    os.replace(path + '.part', path)
    print(f'{path}: {count} samples', flush=True)


def main():
    args = parse_arguments()
    cv2.setNumThreads(1)
    folder = os.path.join(args.cache, 'liveness', 'samples')
    os.makedirs(folder, exist_ok=True)
    training, validation = liveness_sources.load(args.data, os.path.dirname(folder), args.rendered)
    path = os.path.join(folder, 'validation-0.npz')
    if not os.path.exists(path):
        write_file(path, validation, args.per_file, [args.seed, 1])
    first = len([name for name in os.listdir(folder) if name.startswith('training-') and name.endswith('.npz')])
    for number in range(first, first + -(-args.count // args.per_file)):
        write_file(os.path.join(folder, f'training-{number}.npz'), training, args.per_file, [args.seed, 0, number])


if __name__ == '__main__':
    main()
