"""FairFace (Karkkainen & Joo 2021, CC BY 4.0): aligned faces of adults in seven groups.

In `faces/`: the archive, `fairface.csv` (a row for each face) and `teacher_fairface.f16` (the teacher's embeddings in the
order of the table, as in aligned_faces.py). The part `val` is for measuring only.
"""
import csv
import os

import numpy as np

SET = 'fairface'
ARCHIVE = 'fairface_aligned112_webp.tar.gz'
TABLE = 'fairface.csv'
TEACHER = 'teacher_fairface.f16'


def read_table(folder):
    """The rows of the table; none when the table or the archive is missing."""
    path = os.path.join(folder, TABLE)
    if not os.path.exists(path) or not os.path.exists(os.path.join(folder, ARCHIVE)):
        return []
    with open(path, newline='') as handle:
        return list(csv.DictReader(handle))


def training_rows(folder):
    """{file: row of the table} of the part `train`."""
    return {row['file']: i for i, row in enumerate(read_table(folder)) if row['split'] == 'train'}


def read_groups(folder):
    """The number of the group of each row, from 0, in the order of the names: N int64."""
    names = [row['race'] for row in read_table(folder)]
    return np.array([sorted(set(names)).index(name) for name in names], np.int64)


def read_teacher(folder, dimension):
    """The teacher's embeddings of all rows: N x dimension float32 of unit length."""
    count = len(read_table(folder))
    if count == 0:
        return np.empty((0, dimension), np.float32)
    return np.fromfile(os.path.join(folder, TEACHER), np.float16).reshape(count, dimension).astype(np.float32)
