"""Scenes for the detector, composed by copy and paste (Dwibedi et al., "Cut, Paste and Learn", ICCV 2017).

Faces are pasted onto backgrounds, some cut by the frame, covered or behind one another. The training targets
come from detection_teacher.py; a scene only reports what was pasted.
"""
from dataclasses import dataclass

import cv2
import numpy as np

from .backgrounds import compose_background
from .distractors import add_distractors
from .face_geometry import (is_inside, is_separate, mask_covers, mirror, random_placement, similarity_around_face,
                            transform_face)
from .pasting import occlude_face, paste_face
from .photometric import simulate_camera

GROUP_SHARE = 0.3              # of the scenes with faces show one person in front of others
MIN_FACE = 0.1                 # smallest face, relative to the side of the scene
FACE_COUNTS = [0, 1, 2, 3, 5]  # tried per scene, with these probabilities
FACE_COUNT_PROBABILITIES = [0.13, 0.52, 0.18, 0.1, 0.07]


@dataclass
class PastedFaces:
    rows: list       # as in face_geometry.py
    uncovered: list  # whether nothing covers or cuts the face

    def table(self):
        """F x 15 float32: the rows and whether each face is uncovered."""
        rows = [np.append(row, uncovered) for row, uncovered in zip(self.rows, self.uncovered)]
        return np.float32(rows).reshape(-1, 15)


def random_frame(rng, side):
    """The part of a square input that holds the image: all of it, or a letterboxed 4:3, 16:9, 3:4, 9:16 or other."""
    if rng.random() < 0.35:
        return 0, 0, side, side
    ratio = rng.choice([3 / 4, 9 / 16, rng.uniform(0.5, 1)])
    short, start = int(round(side * ratio)), 0
    if rng.random() < 0.7:
        start = (side - short) // 2
    return (0, start, side, short) if rng.random() < 0.6 else (start, 0, short, side)


def compose_scene(rng, sampler, side):
    """(scene side x side x 3 uint8 RGB, pasted faces F x 15: box, landmarks, 1 if nothing covers or cuts the face)."""
    frame = random_frame(rng, side)
    scene = compose_background(rng, side, sampler)
    count = rng.choice(FACE_COUNTS, p=FACE_COUNT_PROBABILITIES)
    if count and rng.random() < GROUP_SHARE:
        pasted = paste_group(rng, scene, frame, sampler)
    else:
        scene, pasted = paste_faces(rng, scene, frame, sampler, count)
    occlude_faces(rng, scene, pasted, sampler)
    add_distractors(rng, scene, sampler, pasted.rows)
    table, scene = pasted.table(), np.ascontiguousarray(scene)
    if rng.random() < 0.5:
        scene, table = mirror(scene, table)
        frame = (side - frame[0] - frame[2],) + frame[1:]
    scene = simulate_camera(rng, scene)
    if frame[2] < side or frame[3] < side:
        scene = letterbox(scene, frame)
    return scene, table


def paste_faces(rng, scene, frame, sampler, count):
    """Paste up to `count` faces: (scene, PastedFaces). Only three in ten may cover an earlier one."""
    pasted = PastedFaces([], [])
    for i in range(count):
        face = sampler.sample(rng)
        matrix = random_placement(rng, face, frame, MIN_FACE * len(scene))
        row = transform_face(face, matrix)
        may_cover = rng.random() < 0.3
        if not may_cover and not is_separate(row, pasted.rows):
            continue
        whole_image = i == 0 and rng.random() < 0.5
        before = scene.copy() if pasted.rows else None
        mask = paste_face(rng, scene, face, matrix, whole_image)
        if pasted.rows and not may_cover and mask_covers(mask, pasted.rows):
            scene = before
            continue
        pasted.uncovered = [uncovered and not mask_covers(mask, [other])
                            for uncovered, other in zip(pasted.uncovered, pasted.rows)] + [is_inside(row, frame)]
        pasted.rows.append(row)
    return scene, pasted


def paste_group(rng, scene, frame, sampler):
    """Paste one person in front of one to three others, who are half covered and often out of focus; in place."""
    main = sampler.sample(rng)
    matrix = random_placement(rng, main, frame, 0.3 * len(scene))
    main_row, rows = transform_face(main, matrix), []
    for _ in range(rng.integers(1, 4)):
        face = sampler.sample(rng)
        x1, y1, x2, y2 = face.box
        scale = min(2.2, max(main_row[2:4]) * rng.uniform(0.45, 1) / max(x2 - x1, y2 - y1))
        offset = main_row[2:4] * [rng.choice([-1, 1]) * rng.uniform(0.4, 1.2), rng.uniform(-0.6, 0.5)]
        behind = similarity_around_face(face, main_row[:2] + offset, scale, rng.normal(0, 9))
        paste_face(rng, scene, face, behind, False)
        rows.append(transform_face(face, behind))
    if rng.random() < 0.7:
        scene[:] = cv2.GaussianBlur(scene, (0, 0), rng.uniform(0.5, 0.012 * len(scene)))
    paste_face(rng, scene, main, matrix, False)
    return PastedFaces([*rows, main_row], [False] * len(rows) + [is_inside(main_row, frame)])


def occlude_faces(rng, scene, pasted, sampler):
    """Partly cover one face in five; in place."""
    for i, row in enumerate(pasted.rows):
        if rng.random() < 0.2:
            occlude_face(rng, scene, row, sampler)
            pasted.uncovered = [uncovered and i != j and is_separate(other, [row])
                                for j, (uncovered, other) in enumerate(zip(pasted.uncovered, pasted.rows))]


def letterbox(scene, frame):
    """The scene with everything outside the frame black."""
    x, y, w, h = frame
    out = np.zeros_like(scene)
    out[y:y + h, x:x + w] = scene[y:y + h, x:x + w]
    return out
