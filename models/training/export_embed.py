"""Write the trained embedder as ONNX.

    python3 models/training/export_embed.py [--annealed] [--output models/embed.onnx]
"""
import os

from lib.cli import SHIPPED_EMBEDDER, create_parser, load_averaged
from lib.embedder import Embedder
from lib.embedder_export import write_onnx


def main():
    parser = create_parser(__doc__)
    parser.add_argument('--annealed', action='store_true', help='export the annealed copy')
    parser.add_argument('--output', default=SHIPPED_EMBEDDER)
    args = parser.parse_args()
    folder = os.path.join(args.cache, 'embed-annealed' if args.annealed else 'embed')
    averaged, _, step, views = load_averaged(Embedder(), folder)
    print(write_onnx(averaged, args.output, step, views))


if __name__ == '__main__':
    main()
