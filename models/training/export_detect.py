"""Write the trained detector as ONNX.

    python3 models/training/export_detect.py [--raw-weights] [--average-with FOLDER] [--output models/detect.onnx]
"""
import os

from lib.cli import SHIPPED_DETECTOR, create_parser, load_averaged
from lib.detector import INPUT_SIZE, Detector
from lib.detector_export import write_onnx


def average_weights(net, other):
    """Set the weights of `net` to the mean of both networks. Both have to start from the same earlier network."""
    for weight, other_weight in zip(net.state_dict().values(), other.state_dict().values()):
        if weight.is_floating_point():
            weight.lerp_(other_weight, 0.5)


def main():
    parser = create_parser(__doc__)
    parser.add_argument('--height', type=int, default=INPUT_SIZE, help='of the input in pixels, a multiple of 32')
    parser.add_argument('--width', type=int, default=INPUT_SIZE, help='of the input in pixels, a multiple of 32')
    parser.add_argument('--output', default=SHIPPED_DETECTOR)
    parser.add_argument('--average-with', metavar='FOLDER',
                        help='folder of another checkpoint: export the mean of both')
    parser.add_argument('--raw-weights', action='store_true', help='export the last weights, not their moving average')
    args = parser.parse_args()
    averaged, raw, step, views = load_averaged(Detector(), os.path.join(args.cache, 'detect'))
    net = raw.eval() if args.raw_weights else averaged
    if args.average_with:
        average_weights(net, load_averaged(Detector(), args.average_with)[0])
    print(write_onnx(net, args.output, step, views, args.height, args.width))


if __name__ == '__main__':
    main()
