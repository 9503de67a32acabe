"""What the command lines of this folder have in common."""
import argparse
import os

from .checkpoint import require_checkpoint, restore_checkpoint
from .ema import Ema

MODELS = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..'))
SHIPPED_EMBEDDER = os.path.join(MODELS, 'embed.onnx')
SHIPPED_DETECTOR = os.path.join(MODELS, 'detect.onnx')
SHIPPED_LIVENESS = os.path.join(MODELS, 'liveness.onnx')


def create_parser(description):
    """A parser with the options of every command: `--data` and `--cache`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--data', default=os.environ.get('RECOGNIZE_DATA', '../shared/data'),
                        help='data folder, described by its own README')
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'),
                        help='folder of checkpoints, logs and decoded images')
    return parser


def add_training_options(parser, rate, seed, threads, log_seconds):
    """The options of both training commands, with their defaults."""
    parser.add_argument('--rate', type=float, default=rate, help='peak learning rate of Muon')
    parser.add_argument('--seed', type=int, default=seed)
    parser.add_argument('--threads', type=int, default=threads, help='CPU threads of PyTorch')
    parser.add_argument('--log-seconds', type=float, default=log_seconds,
                        help='time between two lines of the log, and two checkpoints')
    parser.add_argument('--output', help='ONNX file to write at the end')
    parser.add_argument('--scratch', action='store_true',
                        help='start from random weights, not from the shipped network')


def load_averaged(net, folder):
    """(averaged network, raw network, step, views) of a folder's checkpoint; `net` gives the architecture."""
    state, ema = require_checkpoint(folder), Ema(net)
    restore_checkpoint(state, net, ema, [])
    return ema.net, net, state['step'], state['views']
