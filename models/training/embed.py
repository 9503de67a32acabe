"""Train the embedder.

    nice -n 10 python3 models/training/embed.py --data ../shared/data --minutes 100

Continues from the checkpoint in `<cache>/embed`, otherwise from the shipped network (models/embed.onnx); `--scratch`
starts from random weights when there is no checkpoint. The learning rate is constant after a short warm-up.

`--anneal-minutes 40` trains a copy in `<cache>/embed-annealed` whose learning rate falls linearly to zero within 40
minutes. Export and ship the copy; the original remains for further training at a constant rate. The same command
continues an interrupted annealing.

On a GPU the batches are made there, with new synthetic faces during training (lib/sample_cache.py): use a large
batch, for example `--batch 2048`. On a CPU run synthesize_faces.py first.
"""
import os
import shutil

from lib.checkpoint import load_checkpoint
from lib.cli import SHIPPED_EMBEDDER, add_training_options, create_parser
from lib.embedder import INPUT_SIZE
from lib.embedder_task import EmbedderTask
from lib.train_loop import Options, minutes_spent, prepare_device, train


def parse_arguments():
    parser = create_parser(__doc__)
    add_training_options(parser, rate=6e-3, seed=1, threads=2, log_seconds=180)
    parser.add_argument('--minutes', type=float, default=60, help='time budget at a constant learning rate')
    parser.add_argument('--anneal-minutes', type=float, default=0, help='time budget of an annealed copy instead')
    parser.add_argument('--size', type=int, default=INPUT_SIZE, help='side of the input in pixels, a multiple of 16')
    parser.add_argument('--batch', type=int, default=128)
    parser.add_argument('--strength', type=float, default=1.0, help='of the augmentation, 0..1')
    return parser.parse_args()


def copy_for_annealing(source, target, options):
    """Copy the run in `source` to `target`, unless an interrupted annealing with the same options is there."""
    state = load_checkpoint(target)
    if state is not None and minutes_spent(state, options) > 0:
        return
    shutil.rmtree(target, ignore_errors=True)
    if os.path.exists(source):
        shutil.copytree(source, target)


def main():
    args = parse_arguments()
    annealing, folder = args.anneal_minutes > 0, os.path.join(args.cache, 'embed')
    options = Options(folder=folder + '-annealed' if annealing else folder,
                      minutes=args.anneal_minutes if annealing else args.minutes, decay=annealing,
                      learning_rate=args.rate, log_seconds=args.log_seconds,
                      initial=None if args.scratch else SHIPPED_EMBEDDER, output=args.output, size=args.size)
    if annealing:
        copy_for_annealing(folder, options.folder, options)
    device = prepare_device(args.seed, args.threads)
    task = EmbedderTask(args.data, args.cache, args.size, args.batch, args.strength, args.seed, device)
    train(task, options)


if __name__ == '__main__':
    main()
