"""Position, size and visibility of pasted faces in a scene.

A face in a scene is a row: center x, y, width and height of its box, then five landmarks, all in pixels of the scene.
A frame is (x, y, width, height): the part of the scene that a letterboxed camera image fills.
"""
import numpy as np

MAX_ENLARGEMENT = 2.2  # a face enlarged further has no edges left to learn from
MIRRORED_LANDMARKS = [1, 0, 2, 4, 3]


def similarity_around_face(face, center, scale, roll):
    """2 x 3 matrix that maps the center of an AnnotatedFace's box to `center`, rotated by `roll` degrees."""
    x1, y1, x2, y2 = face.box
    c, s = scale * np.cos(np.radians(roll)), scale * np.sin(np.radians(roll))
    rotation = np.float64([[c, -s], [s, c]])
    return np.hstack([rotation, (center - rotation @ [(x1 + x2) / 2, (y1 + y2) / 2])[:, None]])


def random_placement(rng, face, frame, min_size):
    """A random similarity (2 x 3) that moves a face into the frame, its longer side at least `min_size` pixels."""
    x1, y1, x2, y2 = face.box
    side = max(x2 - x1, y2 - y1)
    max_size = 1.15 * min(frame[2:])
    target = np.exp(rng.uniform(np.log(min_size), np.log(max(max_size, min_size + 1))))
    scale = target / side
    if scale > MAX_ENLARGEMENT:
        scale = rng.uniform(1, MAX_ENLARGEMENT)
    roll = rng.normal(0, 9) if rng.random() < 0.6 else rng.uniform(-38, 38)
    inside = 0.32 if rng.random() < 0.6 else rng.uniform(-0.1, 0.32)  # distance of center and frame edge, in face sizes
    margin = np.minimum(scale * side * inside, np.float64(frame[2:]) * 0.5)
    center = np.float64(frame[:2]) + rng.uniform(margin, np.float64(frame[2:]) - margin + 1e-6)
    return similarity_around_face(face, center, scale, roll)


def ellipse_extent(angle, ratio):
    """Width and height of the upright box around an ellipse with half axes `ratio` and 1, rotated by an angle."""
    c, s = np.cos(angle), np.sin(angle)
    return np.float64([np.hypot(ratio * c, s), np.hypot(ratio * s, c)])


def transform_face(face, matrix):
    """The row of an AnnotatedFace after a similarity. The new box encloses the rotated ellipse of the old one."""
    x1, y1, x2, y2 = face.box
    center = matrix[:, :2] @ [(x1 + x2) / 2, (y1 + y2) / 2] + matrix[:, 2]
    own_roll = np.arctan2(*(face.landmarks[1] - face.landmarks[0])[::-1])
    roll = np.arctan2(matrix[1, 0], matrix[0, 0])
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    w, h = scale * (x2 - x1), scale * (y2 - y1)
    # The old box already encloses an ellipse rotated by the roll in the image: divide by that extent.
    size = np.float64([w, h]) * ellipse_extent(own_roll + roll, w / h) / ellipse_extent(own_roll, w / h)
    landmarks = face.landmarks @ matrix[:, :2].T + matrix[:, 2]
    return np.concatenate([center, size, landmarks.reshape(-1)])


def is_separate(row, others):
    """Whether a face has a distance of a tenth of both sizes or more from each of the others."""
    for other in others:
        gap = np.abs(row[:2] - other[:2]) - 0.6 * (row[2:4] + other[2:4])
        if gap.max() < 0:
            return False
    return True


def is_inside(row, frame):
    """Whether at least four fifths of a face's box lie in the frame."""
    low = np.maximum(row[:2] - row[2:4] / 2, frame[:2])
    high = np.minimum(row[:2] + row[2:4] / 2, np.add(frame[:2], frame[2:]))
    return np.clip(high - low, 0, None).prod() >= 0.8 * row[2:4].prod()


def mask_covers(mask, rows):
    """Whether a mask (H x W, 0..255) reaches into the box of one of the faces."""
    for x, y, w, h in (row[:4] for row in rows):
        part = mask[max(0, int(y - h / 2)):int(y + h / 2) + 1, max(0, int(x - w / 2)):int(x + w / 2) + 1]
        if part.size and part.max() > 40:
            return True
    return False


def mirror(scene, table):
    """Mirror a scene and its faces (F x 15); landmarks keep their order as seen in the image."""
    side = scene.shape[1]
    table = table.copy()
    table[:, 0] = side - table[:, 0]
    landmarks = table[:, 4:14].reshape(-1, 5, 2)[:, MIRRORED_LANDMARKS]
    landmarks[..., 0] = side - landmarks[..., 0]
    table[:, 4:14] = landmarks.reshape(-1, 10)
    return scene[:, ::-1].copy(), table
