"""Write the trained passive liveness network as ONNX.

    python3 models/training/export_liveness.py [--output models/liveness.onnx]
"""
import os

from lib.cli import SHIPPED_LIVENESS, create_parser, load_averaged
from lib.liveness_net import LivenessNet, write_onnx


def main():
    parser = create_parser(__doc__)
    parser.add_argument('--output', default=SHIPPED_LIVENESS)
    args = parser.parse_args()
    averaged, _, step, views = load_averaged(LivenessNet(), os.path.join(args.cache, 'liveness'))
    print(write_onnx(averaged, args.output, step, views))


if __name__ == '__main__':
    main()
