"""Measure an embedder on LFW: python3 models/training/evaluate.py [models/embed.onnx | teacher]

Prints the 10-fold accuracy on the standard pairs, TAR at FAR 1e-3 on them, and TAR at FAR 1e-4 over all
pairs: single crop, no mirror. `teacher` measures face-reid-0095 of the data folder. `--overlap` says how
many training pictures show a person of LFW by the teacher's judgement, and measures without those people.
LFW measures and never chooses: for comparing runs there are the held-back faces.
"""
import argparse
import os
import subprocess
import tarfile

import cv2
import numpy as np

from lib import faces as training
from lib.teacher import FROM_CROP

HERE = os.path.dirname(os.path.abspath(__file__))
SAME_PERSON = 0.6  # teacher's cosine from which two pictures count as one person


def lfw(data, cache):
    """(names, faces N x 112 x 112 x 3 RGB), the names like Aaron_Guiel/Aaron_Guiel_0001.jpg."""
    path = os.path.join(cache, 'lfw112.npz')
    if not os.path.exists(path):
        names, pictures = [], []
        with tarfile.open(os.path.join(data, 'faces', 'lfw_aligned112_q90.tar.gz')) as tar:
            for member in tar:
                if member.isfile():
                    picture = cv2.imdecode(np.frombuffer(tar.extractfile(member).read(), np.uint8), 1)
                    names.append(member.name.removeprefix('./'))
                    pictures.append(picture[..., ::-1])
        np.savez(path, names=names, faces=np.stack(pictures))
    stored = np.load(path)
    return list(stored['names']), stored['faces']


def embed(model, pictures, side, cache, teacher=False):
    """N x 256 unit vectors through onnxruntime-node."""
    size = (side, side)
    small = [cv2.warpAffine(p, np.float64(FROM_CROP), size) if teacher else
             cv2.resize(p, size, interpolation=cv2.INTER_AREA) for p in pictures]
    source, target = os.path.join(cache, 'run.u8'), os.path.join(cache, 'run.f32')
    np.stack(small).tofile(source)
    order = ['bgr'] if teacher else []
    subprocess.run(['node', os.path.join(HERE, 'run_onnx.mjs'), model, source, str(side), target, *order],
                   check=True)
    vectors = np.fromfile(target, np.float32).reshape(len(pictures), -1)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def read_pairs(path, names):
    """(first, second, same, fold) of the 6,000 standard pairs, rows into `names`."""
    row = {name: i for i, name in enumerate(names)}
    at = lambda who, number: row[f'{who}/{who}_{int(number):04d}.jpg']
    pairs = []
    for i, line in enumerate(open(path).read().split('\n')[1:6001]):
        part = line.split('\t')
        same = len(part) == 3
        other = (part[0], part[2]) if same else (part[2], part[3])
        pairs.append((at(part[0], part[1]), at(*other), same, i // 600))
    return np.array(pairs).T


def ten_fold(score, same, fold):
    """Mean and deviation of the accuracy, each fold with the threshold that is best on the other nine."""
    accuracy = []
    for k in range(10):
        train, test = fold != k, fold == k
        cut = np.unique(score[train])
        positive, negative = np.sort(score[train & same]), np.sort(score[train & ~same])
        right = len(positive) - np.searchsorted(positive, cut) + np.searchsorted(negative, cut)
        accuracy.append(((score[test] >= cut[right.argmax()]) == same[test]).mean())
    return np.mean(accuracy), np.std(accuracy, ddof=1) / 10 ** 0.5


def tar_at(positive, negative, far):
    """Share of genuine scores above the threshold that lets `far` of the impostors through."""
    passed = int(len(negative) * far)
    threshold = np.partition(negative, len(negative) - passed - 1)[len(negative) - passed - 1]
    return (positive > threshold).mean()


def all_pairs(vectors, person):
    """(genuine scores, impostor scores above 0.1, number of impostors) over every pair once."""
    positive, negative, count = [], [], 0
    for i in range(0, len(vectors), 500):
        score = vectors[i:i + 500] @ vectors[i:].T
        upper = np.arange(score.shape[1])[None] > np.arange(len(score))[:, None]
        same = person[i:i + 500, None] == person[None, i:]
        positive.append(score[same & upper])
        other = score[~same & upper]
        count += len(other)
        negative.append(other[other > 0.1])
    return np.concatenate(positive), np.concatenate(negative), count


def report(vectors, names, pairs, keep=None):
    """Print the three figures; `keep` marks the faces that take part."""
    keep = np.ones(len(names), bool) if keep is None else keep
    first, second, same, fold = pairs
    both = keep[first] & keep[second]
    score = (vectors[first] * vectors[second]).sum(1)[both]
    same, fold = same[both].astype(bool), fold[both]
    mean, error = ten_fold(score, same, fold)
    person = np.unique([name.split('/')[0] for name in names], return_inverse=True)[1]
    positive, negative, count = all_pairs(vectors[keep], person[keep])
    far4 = tar_at(positive, negative, 1e-4 * count / len(negative))
    print(f'{keep.sum()} faces, {len(score)} pairs: 10-fold {mean:.4%} +- {error:.3%}, TAR at FAR 1e-3 '
          f'{tar_at(score[same], score[~same], 1e-3):.3%}, all {len(positive)} + {count} pairs, '
          f'TAR at FAR 1e-4 {far4:.3%}')


def overlap(names, reference, data, cache):
    """Faces of LFW whose person is not in the training pictures, by the teacher's cosine."""
    teacher = training.load(data, cache)[1]
    person = np.array([name.split('/')[0] for name in names])
    best, hit = np.full(len(names), -1.0), []
    for part in np.array_split(teacher, 200):
        score = part @ reference.T
        best = np.maximum(best, score.max(0))
        hit.append(score.max(1))
    hit = np.concatenate(hit)
    people = set(person[best >= SAME_PERSON])
    print(f'{(hit >= SAME_PERSON).sum()} of {len(teacher)} training pictures look like one of '
          f'{len(people)} of {len(set(person))} people of LFW (teacher cosine >= {SAME_PERSON})')
    return ~np.isin(person, list(people))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('model', nargs='?', default=os.path.join(HERE, '..', 'embed.onnx'))
    parser.add_argument('--side', type=int, default=80, help="side of the model's input in pixels")
    parser.add_argument('--data', default=os.environ.get('RECOGNIZE_DATA', '../shared/data'))
    parser.add_argument('--cache', default=os.path.expanduser('~/.cache/recognize-elements/training'))
    parser.add_argument('--overlap', action='store_true')
    args = parser.parse_args()
    names, pictures = lfw(args.data, args.cache)
    pairs = read_pairs(os.path.join(args.data, 'faces', 'lfw_pairs.txt'), names)
    stored = os.path.join(args.cache, 'lfw_teacher.npy')
    if (args.model == 'teacher' or args.overlap) and not os.path.exists(stored):
        model = os.path.join(args.data, 'models', 'face-reid-0095.onnx')
        np.save(stored, embed(model, pictures, 128, args.cache, teacher=True))
    vectors = np.load(stored) if args.model == 'teacher' else embed(args.model, pictures, args.side, args.cache)
    report(vectors, names, pairs)
    if args.overlap:
        report(vectors, names, pairs, overlap(names, np.load(stored), args.data, args.cache))


if __name__ == '__main__':
    main()
