"""Scale components of the embedder's output in which groups of people differ on average.

    python3 models/training/scale_directions.py [--undo] [--model models/embed.onnx]

The last linear layer of the ONNX file is multiplied by I - (1 - scale) * sum(u u'), with the directions u and the
scale of src/cli/open-model-zoo/group-directions.json. The file keeps its length. `--undo` divides instead: training
has the teacher's own embeddings as its target.
"""
import base64
import json
import os

import numpy as np

from lib.cli import SHIPPED_EMBEDDER, create_parser
from lib.onnx_reader import read_constants
from lib.onnx_writer import quantize

HERE = os.path.dirname(os.path.abspath(__file__))
DIRECTIONS = os.path.join(HERE, '../../src/cli/open-model-zoo/group-directions.json')


def scaling_matrix(path=DIRECTIONS, undo=False):
    """D x D float64."""
    with open(path) as handle:
        content = json.load(handle)
    directions = np.stack([np.frombuffer(base64.b64decode(line), '<f4') for line in content['directions']]).astype(float)
    scale = 1 / content['scale'] if undo else content['scale']
    return np.eye(directions.shape[1]) - (1 - scale) * directions.T @ directions


def transform_last_layer(data, constants, matrix):
    """The bytes of a model whose last layer is multiplied by a matrix. constants: those of the model, in their order."""
    integers, scales, bias = constants[-3:]
    weight, factor = quantize(matrix @ (integers * scales.astype(float)))
    for old, new in ((integers, weight), (scales, factor.reshape(scales.shape)), (bias, np.float32(matrix @ bias))):
        before = old.tobytes()
        if data.count(before) != 1:
            raise ValueError('a constant of the last layer is not unique in the file')
        data = data.replace(before, new.astype(old.dtype).tobytes())
    return data


def main():
    parser = create_parser(__doc__)
    parser.add_argument('--undo', action='store_true', help='restore the output before the scaling')
    parser.add_argument('--model', default=SHIPPED_EMBEDDER)
    args = parser.parse_args()
    with open(args.model, 'rb') as handle:
        data = handle.read()
    changed = transform_last_layer(data, read_constants(args.model), scaling_matrix(undo=args.undo))
    with open(args.model, 'wb') as handle:
        handle.write(changed)
    print(f'{args.model}: {len(changed)} bytes')


if __name__ == '__main__':
    main()
