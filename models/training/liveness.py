"""Train the passive liveness network on the samples of synthesize_liveness.py.

    nice python3 models/training/liveness.py --scratch --minutes 60 --output models/liveness.onnx

Continues from the checkpoint in `<cache>/liveness`, otherwise from the shipped network (models/liveness.onnx); `--scratch`
starts from random weights when there is no checkpoint. The learning rate falls linearly to zero within the given minutes.
"""
import os

from lib.cli import SHIPPED_LIVENESS, add_training_options, create_parser
from lib.liveness_net import INPUT_SIZE
from lib.liveness_task import LivenessTask
from lib.train_loop import Options, prepare_device, train


def parse_arguments():
    parser = create_parser(__doc__)
    add_training_options(parser, rate=4e-3, seed=5, threads=1, log_seconds=120)
    parser.add_argument('--minutes', type=float, default=60, help='time budget')
    parser.add_argument('--batch', type=int, default=128)
    return parser.parse_args()


def main():
    args = parse_arguments()
    folder = os.path.join(args.cache, 'liveness')
    options = Options(folder=folder, minutes=args.minutes, decay=True, learning_rate=args.rate,
                      log_seconds=args.log_seconds, initial=None if args.scratch else SHIPPED_LIVENESS,
                      output=args.output, size=INPUT_SIZE)
    device = prepare_device(args.seed, args.threads)
    train(LivenessTask(os.path.join(folder, 'samples'), args.batch, args.seed, device), options)


if __name__ == '__main__':
    main()
