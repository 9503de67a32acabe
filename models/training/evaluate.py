"""Measure an embedder on LFW.

    python3 models/training/evaluate.py [models/embed.onnx | teacher] [--overlap]

Prints the 10-fold accuracy on the 6,000 standard pairs, the false non-match rate (FNMR) at a false match rate (FMR) of
1e-3 on these pairs, and the FNMR at FMR 1e-4 over all pairs of images: one crop per image, without its mirror image.
`teacher` measures face-reid-0095 of the data folder. `--overlap` counts the training images that show a person of LFW
according to the teacher, and measures again without these people.

LFW only measures. To choose between runs, use the held-out loss.
"""
import os
import subprocess
import tarfile

import cv2
import numpy as np

from lib.aligned_faces import read_teacher
from lib.cli import SHIPPED_EMBEDDER, create_parser
from lib.embedder import INPUT_SIZE
from lib.embedding_teacher import FILE, FROM_CROP
from lib.embedding_teacher import INPUT_SIZE as TEACHER_SIZE

SAME_PERSON_COSINE = 0.6  # of the teacher, from which on two images count as one person
MIN_IMPOSTOR_COSINE = 0.1  # lower impostor scores are only counted, because every threshold is higher


def load_lfw(data, cache):
    """(names such as Aaron_Guiel/Aaron_Guiel_0001.jpg, faces N x 112 x 112 x 3 uint8 RGB)."""
    os.makedirs(cache, exist_ok=True)
    path = os.path.join(cache, 'lfw112.npz')
    if not os.path.exists(path):
        names, faces = [], []
        with tarfile.open(os.path.join(data, 'faces', 'lfw_aligned112_q90.tar.gz')) as tar:
            for member in tar:
                if member.isfile():
                    image = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), cv2.IMREAD_COLOR)
                    names.append(member.name.removeprefix('./'))
                    faces.append(image[..., ::-1])
        np.savez(path, names=names, faces=np.stack(faces))
    stored = np.load(path)
    return list(stored['names']), stored['faces']


def embed(model, inputs, cache, bgr=False):
    """N x side x side x 3 uint8 RGB -> N x 256 of unit length, through onnxruntime-node."""
    source, target = os.path.join(cache, 'run.u8'), os.path.join(cache, 'run.f32')
    inputs.tofile(source)
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'run_onnx.mjs')
    command = ['node', script, model, source, str(inputs.shape[1]), target, *(['bgr'] if bgr else [])]
    subprocess.run(command, check=True)
    vectors = np.fromfile(target, np.float32).reshape(len(inputs), -1)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def embed_with_teacher(data, cache, faces):
    """Embeddings of face-reid-0095, computed once."""
    path = os.path.join(cache, 'lfw_teacher.npy')
    if not os.path.exists(path):
        size = (TEACHER_SIZE, TEACHER_SIZE)
        inputs = np.stack([cv2.warpAffine(face, np.float64(FROM_CROP), size) for face in faces])
        np.save(path, embed(os.path.join(data, 'models', FILE), inputs, cache, bgr=True))
    return np.load(path)


def read_pairs(path, names):
    """(first, second, same person, fold) of the 6,000 standard pairs; the first two index `names`."""
    index = {name: i for i, name in enumerate(names)}

    def find(person, number):
        return index[f'{person}/{person}_{int(number):04d}.jpg']

    with open(path) as handle:
        lines = handle.read().split('\n')[1:6001]
    pairs = []
    for i, line in enumerate(lines):
        part = line.split('\t')
        same = len(part) == 3
        second = (part[0], part[2]) if same else (part[2], part[3])
        pairs.append((find(part[0], part[1]), find(*second), same, i // 600))
    return np.array(pairs).T


def ten_fold_accuracy(scores, same, fold):
    """Mean and standard error of the accuracy; each fold uses the threshold that is best on the other nine."""
    accuracy = []
    for k in range(10):
        train, test = fold != k, fold == k
        thresholds = np.unique(scores[train])
        genuine, impostors = np.sort(scores[train & same]), np.sort(scores[train & ~same])
        correct = len(genuine) - np.searchsorted(genuine, thresholds) + np.searchsorted(impostors, thresholds)
        accuracy.append(((scores[test] >= thresholds[correct.argmax()]) == same[test]).mean())
    return np.mean(accuracy), np.std(accuracy, ddof=1) / 10 ** 0.5


def fnmr_at_fmr(genuine, impostors, fmr):
    """Share of genuine scores not above the threshold that a share `fmr` of the impostor scores exceeds."""
    passing = int(len(impostors) * fmr)
    threshold = np.partition(impostors, len(impostors) - passing - 1)[len(impostors) - passing - 1]
    return (genuine <= threshold).mean()


def score_all_pairs(vectors, person):
    """(genuine scores, impostor scores above MIN_IMPOSTOR_COSINE, number of impostor pairs), every pair once."""
    genuine, impostors, count = [], [], 0
    for i in range(0, len(vectors), 500):
        scores = vectors[i:i + 500] @ vectors[i:].T
        upper = np.arange(scores.shape[1])[None] > np.arange(len(scores))[:, None]
        same = person[i:i + 500, None] == person[None, i:]
        genuine.append(scores[same & upper])
        other = scores[~same & upper]
        count += len(other)
        impostors.append(other[other > MIN_IMPOSTOR_COSINE])
    return np.concatenate(genuine), np.concatenate(impostors), count


def people_of(names):
    return np.array([name.split('/')[0] for name in names])


def report(vectors, names, pairs, included=None):
    """Print the three figures. `included` marks the images that take part."""
    included = np.ones(len(names), bool) if included is None else included
    first, second, same, fold = pairs
    both = included[first] & included[second]
    scores = (vectors[first] * vectors[second]).sum(1)[both]
    same, fold = same[both].astype(bool), fold[both]
    mean, error = ten_fold_accuracy(scores, same, fold)
    person = np.unique(people_of(names), return_inverse=True)[1]
    genuine, impostors, count = score_all_pairs(vectors[included], person[included])
    all_pairs = fnmr_at_fmr(genuine, impostors, 1e-4 * count / len(impostors))
    print(f'{included.sum()} images, {len(scores)} pairs: 10-fold accuracy {mean:.4%} +- {error:.3%}, '
          f'FNMR {fnmr_at_fmr(scores[same], scores[~same], 1e-3):.3%} at FMR 1e-3; '
          f'all {len(genuine)} + {count} pairs: FNMR {all_pairs:.3%} at FMR 1e-4')


def outside_training(names, lfw_teacher, training_teacher):
    """Mask of the LFW images whose person is in no training image, by the teacher's cosine."""
    person = people_of(names)
    best, training_best = np.full(len(names), -1.0), []
    for part in np.array_split(training_teacher, 200):
        scores = part @ lfw_teacher.T
        best = np.maximum(best, scores.max(0))
        training_best.append(scores.max(1))
    similar = (np.concatenate(training_best) >= SAME_PERSON_COSINE).sum()
    shared = set(person[best >= SAME_PERSON_COSINE])
    print(f'{similar} of {len(training_teacher)} training images resemble one of {len(shared)} of {len(set(person))} '
          f'people of LFW (cosine of the teacher >= {SAME_PERSON_COSINE})')
    return ~np.isin(person, list(shared))


def main():
    parser = create_parser(__doc__)
    parser.add_argument('model', nargs='?', default=SHIPPED_EMBEDDER)
    parser.add_argument('--size', type=int, default=INPUT_SIZE, help="side of the model's input in pixels")
    parser.add_argument('--overlap', action='store_true', help='measure without the people in the training images, too')
    args = parser.parse_args()
    names, faces = load_lfw(args.data, args.cache)
    pairs = read_pairs(os.path.join(args.data, 'faces', 'lfw_pairs.txt'), names)
    if args.model == 'teacher':
        vectors = embed_with_teacher(args.data, args.cache, faces)
    else:
        inputs = [cv2.resize(face, (args.size, args.size), interpolation=cv2.INTER_AREA) for face in faces]
        vectors = embed(args.model, np.stack(inputs), args.cache)
    report(vectors, names, pairs)
    if args.overlap:
        teacher = embed_with_teacher(args.data, args.cache, faces)
        report(vectors, names, pairs, outside_training(names, teacher, read_teacher(args.data)))


if __name__ == '__main__':
    main()
