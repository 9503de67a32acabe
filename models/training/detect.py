"""Train the face detector.

    nice -n 10 python3 models/training/detect.py --data ../shared/data --minutes 25 --size 192

Continues from the checkpoint in `<cache>/detect`, otherwise from the shipped network (models/detect.onnx); `--scratch`
starts from random weights when there is no checkpoint. The learning rate falls linearly to zero within the given
minutes, so every run ends with a network that can be exported. The same command continues an interrupted run; after a
complete one it starts the next schedule.

Every batch consists of newly composed scenes, drawn from the seed and the step and annotated by YuNet.
"""
import os

from lib.cli import SHIPPED_DETECTOR, add_training_options, create_parser
from lib.detector_task import DetectorTask
from lib.train_loop import Options, prepare_device, train


def parse_arguments():
    parser = create_parser(__doc__)
    add_training_options(parser, rate=6e-3, seed=7, threads=1, log_seconds=120)
    parser.add_argument('--minutes', type=float, default=25, help='time budget')
    parser.add_argument('--size', type=int, default=192,
                        help='side of a scene in pixels, a multiple of 32: 192 at first, 256 at the end')
    parser.add_argument('--batch', type=int, default=64)
    parser.add_argument('--rendered', help='folder written by render_simulated.ts, a tenth of all sampled faces')
    parser.add_argument('--workers', type=int, default=1, help='processes that compose scenes')
    return parser.parse_args()


def main():
    args = parse_arguments()
    options = Options(folder=os.path.join(args.cache, 'detect'), minutes=args.minutes, decay=True,
                      learning_rate=args.rate, log_seconds=args.log_seconds,
                      initial=None if args.scratch else SHIPPED_DETECTOR, output=args.output, size=args.size)
    device = prepare_device(args.seed, args.threads)
    task = DetectorTask(args.data, args.rendered, args.size, args.batch, args.seed, args.workers, device)
    train(task, options)


if __name__ == '__main__':
    main()
