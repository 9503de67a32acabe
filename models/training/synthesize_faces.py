"""Make synthetic faces with the teacher's embeddings (lib/synthetic_faces.py) for training on a CPU.

    python3 models/training/synthesize_faces.py --data ../shared/data --count 60000

Writes them into the cache, where embed.py reads them. An interrupted run continues. Held-out faces are never used.
"""
import os

import numpy as np
import torch

from lib import aligned_faces, synthetic_faces
from lib.cli import create_parser
from lib.embedding_teacher import FILE, EmbeddingTeacher

BATCH = 128


def main():
    parser = create_parser(__doc__)
    parser.add_argument('--count', type=int, default=60000)
    parser.add_argument('--threads', type=int, default=2, help='CPU threads of PyTorch')
    parser.add_argument('--seed', type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    faces = aligned_faces.load(args.data, args.cache)
    device = 'cuda' if torch.cuda.is_available() else 'cpu'
    teacher = EmbeddingTeacher(os.path.join(args.data, 'models', FILE), device)
    synthetic, embeddings = synthetic_faces.open_writable(args.cache, args.count)
    for start in range(0, args.count, BATCH):
        stop = min(start + BATCH, args.count)
        if embeddings[start:stop].any(1).all():
            continue
        rng = np.random.default_rng([args.seed, start])
        synthetic[start:stop] = np.stack([synthetic_faces.synthesize(faces.images, faces.train, rng) for _ in range(start, stop)])
        embeddings[start:stop] = teacher.embed_faces(synthetic[start:stop]).cpu().numpy()
        if start // BATCH % 50 == 0:
            print(f'{stop} of {args.count}', flush=True)


if __name__ == '__main__':
    main()
