"""Scenes for the detector: portraits pasted onto backgrounds, cut, hidden and half behind one another; judge.py says what is seen in them."""
import cv2
import numpy as np

from .backgrounds import background, clutter, spare
from .light import camera, relight

MIRROR = [1, 0, 2, 4, 3]
CROWDS = 0.3  # of the scenes


def placement(rng, portrait, frame, smallest):
    """A random similarity that puts the portrait's face into the frame (x, y, w, h): 2x3 matrix."""
    x1, y1, x2, y2 = portrait.box
    long = max(x2 - x1, y2 - y1)
    roof = 1.15 * min(frame[2:])
    want = np.exp(rng.uniform(np.log(smallest), np.log(max(roof, smallest + 1))))
    scale = want / long
    if scale > 2.2:  # a face enlarged so far has no edges left to learn from
        scale = rng.uniform(1, 2.2)
    roll = rng.normal(0, 9) if rng.random() < 0.6 else rng.uniform(-38, 38)
    reach = 0.32 if rng.random() < 0.6 else rng.uniform(-0.1, 0.32)  # the box's part that has to lie inside, about
    half = np.minimum(scale * long * reach, np.float64(frame[2:]) * 0.5)
    centre = np.float64(frame[:2]) + rng.uniform(half, np.float64(frame[2:]) - half + 1e-6)
    return similarity(portrait, centre, scale, roll)


def similarity(portrait, centre, scale, roll):
    """Puts the middle of the portrait's box onto `centre`, turned by `roll` degrees: 2x3 matrix."""
    x1, y1, x2, y2 = portrait.box
    c, s = scale * np.cos(np.radians(roll)), scale * np.sin(np.radians(roll))
    turn = np.float64([[c, -s], [s, c]])
    return np.hstack([turn, (centre - turn @ [(x1 + x2) / 2, (y1 + y2) / 2])[:, None]])


def extent(angle, ratio):
    """Width and height of the upright box around an ellipse of half axes `ratio` and 1, turned by an angle."""
    c, s = np.cos(angle), np.sin(angle)
    return np.float64([np.hypot(ratio * c, s), np.hypot(ratio * s, c)])


def moved(portrait, matrix):
    """Box (centre and size) and points after a similarity; the box encloses the turned ellipse of the old one."""
    x1, y1, x2, y2 = portrait.box
    centre = matrix[:, :2] @ [(x1 + x2) / 2, (y1 + y2) / 2] + matrix[:, 2]
    tilt = np.arctan2(*(portrait.points[1] - portrait.points[0])[::-1])
    roll = np.arctan2(matrix[1, 0], matrix[0, 0])
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    w, h = scale * (x2 - x1), scale * (y2 - y1)
    # undo the growth by the tilt that the portrait already has, then apply the new one
    size = np.float64([w, h]) * extent(tilt + roll, w / h) / extent(tilt, w / h)
    points = portrait.points @ matrix[:, :2].T + matrix[:, 2]
    return np.concatenate([centre, size, points.reshape(-1)])


def mask_of(rng, portrait, shape, whole):
    """What of the portrait is pasted: all of it, or a soft oval around the head. H x W uint8."""
    mask = np.zeros(shape[:2], np.uint8)
    if whole:
        mask[:] = 255
        return mask
    x1, y1, x2, y2 = portrait.box
    grow = rng.uniform(1.15, 1.9)
    centre = (int((x1 + x2) / 2), int((y1 + y2) / 2 - 0.05 * (y2 - y1)))
    axes = (int((x2 - x1) / 2 * grow * rng.uniform(1, 1.3)), int((y2 - y1) / 2 * grow))
    if rng.random() < 0.4:
        cv2.rectangle(mask, (centre[0] - axes[0], centre[1] - axes[1]), (centre[0] + axes[0], centre[1] + axes[1]), 255, -1)
    else:
        cv2.ellipse(mask, centre, axes, 0, 0, 360, 255, -1)
    return cv2.blur(mask, (9, 9)) if rng.random() < 0.6 else mask


def paste(rng, canvas, portrait, matrix, whole):
    """Warp the portrait into the canvas; returns where it lies (canvas mask, 0..255)."""
    picture = relight(rng, portrait.picture)
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    if scale < 0.7:
        picture = cv2.GaussianBlur(picture, (0, 0), 0.45 / scale)
    size = canvas.shape[1::-1]
    mask = cv2.warpAffine(mask_of(rng, portrait, picture.shape, whole), matrix, size)
    warped = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    x, y, w, h = cv2.boundingRect(mask)
    part, below = mask[y:y + h, x:x + w, None].astype(np.uint16), canvas[y:y + h, x:x + w]
    below[:] = ((warped[y:y + h, x:x + w] * part + below * (255 - part) + 127) // 255).astype(np.uint8)
    return mask


def free(face, others):
    """Whether a face keeps clear of the others (boxes grown by a fifth)."""
    for other in others:
        gap = np.abs(face[:2] - other[:2]) - 0.6 * (face[2:4] + other[2:4])
        if gap.max() < 0:
            return False
    return True


def inside(face, frame):
    """Whether four fifths of a face's box lie in the frame (x, y, w, h)."""
    low = np.maximum(face[:2] - face[2:4] / 2, frame[:2])
    high = np.minimum(face[:2] + face[2:4] / 2, np.add(frame[:2], frame[2:]))
    return np.clip(high - low, 0, None).prod() >= 0.8 * face[2:4].prod()


def covered(mask, faces):
    """Whether a mask touches a face that is already there."""
    for x, y, w, h in (face[:4] for face in faces):
        part = mask[max(0, int(y - h / 2)):int(y + h / 2) + 1, max(0, int(x - w / 2)):int(x + w / 2) + 1]
        if part.size and part.max() > 40:
            return True
    return False


def frame_of(rng, side):
    """The part of the input that holds the picture: all of it, or a letterboxed 4:3, 16:9, 3:4, 9:16 or near square."""
    if rng.random() < 0.35:
        return 0, 0, side, side
    ratio = rng.choice([3 / 4, 9 / 16, rng.uniform(0.5, 1)])
    short, at = int(round(side * ratio)), 0
    if rng.random() < 0.7:
        at = (side - short) // 2
    return (0, at, side, short) if rng.random() < 0.6 else (at, 0, short, side)


def scene(rng, portraits, ladder, side, smallest=0.1):
    """(side x side x 3 uint8 RGB, F x 15 float32: centre, size, five points of what was pasted, and whether nothing hides or cuts it); the
    smallest face in parts of the side."""
    frame = frame_of(rng, side)
    draw = lambda: portraits[np.searchsorted(ladder, rng.random())]
    canvas = background(rng, side, draw)
    count = rng.choice([0, 1, 2, 3, 5], p=[0.13, 0.52, 0.18, 0.1, 0.07])
    faces, opened = [], []  # and which of them nothing hides
    if count and rng.random() < CROWDS:
        faces, opened, count = *crowd(rng, canvas, frame, side, draw), 0
    for turn in range(count):
        portrait = draw()
        matrix = placement(rng, portrait, frame, smallest * side)
        face = moved(portrait, matrix)
        crowded = rng.random() < 0.3  # may stand before another
        if not crowded and not free(face, faces):
            continue
        whole = not turn and rng.random() < 0.5
        before = canvas.copy() if faces else None
        mask = paste(rng, canvas, portrait, matrix, whole)
        if faces and not crowded and covered(mask, faces):
            canvas = before
            continue
        opened = [kept and not covered(mask, [other]) for kept, other in zip(opened, faces)] + [inside(face, frame)]
        faces.append(face)
    for i, face in enumerate(faces):
        if rng.random() < 0.2:
            hide(rng, canvas, face, draw)
            opened = [kept and i != j and free(other, [face]) for j, (kept, other) in enumerate(zip(opened, faces))]
    clutter(rng, canvas, draw, faces)
    faces = np.float32([np.append(face, kept) for face, kept in zip(faces, opened)]).reshape(-1, 15)
    canvas = np.ascontiguousarray(canvas)
    if rng.random() < 0.5:
        canvas, faces = mirrored(canvas, faces)
        frame = (side - frame[0] - frame[2],) + frame[1:]
    canvas = camera(rng, canvas)
    if frame[2] < side or frame[3] < side:
        canvas = boxed(canvas, frame)
    return canvas, faces


def crowd(rng, canvas, frame, side, draw):
    """One person before others, who stand half behind and often out of focus; in place. Faces, and which of them nothing hides."""
    main = draw()
    matrix = placement(rng, main, frame, 0.3 * side)
    front, faces = moved(main, matrix), []
    for _ in range(rng.integers(1, 4)):
        portrait = draw()
        x1, y1, x2, y2 = portrait.box
        scale = min(2.2, max(front[2:4]) * rng.uniform(0.45, 1) / max(x2 - x1, y2 - y1))
        aside = front[2:4] * [rng.choice([-1, 1]) * rng.uniform(0.4, 1.2), rng.uniform(-0.6, 0.5)]
        there = similarity(portrait, front[:2] + aside, scale, rng.normal(0, 9))
        paste(rng, canvas, portrait, there, False)
        faces.append(moved(portrait, there))
    if rng.random() < 0.7:
        canvas[:] = cv2.GaussianBlur(canvas, (0, 0), rng.uniform(0.5, 0.012 * side))
    paste(rng, canvas, main, matrix, False)
    return [*faces, front], [False] * len(faces) + [inside(front, frame)]


def hide(rng, canvas, face, draw):
    """Cover a face from below or from one side by up to a third, as a neighbour's head, a hand or a microphone would; in place."""
    patch = spare(rng, draw())
    if patch is None:
        return
    x, y, w, h = face[:4]
    out = 1 - rng.uniform(0.15, 0.38)  # the cover's centre from the face's, in its width or height
    slip = rng.normal(0, 0.3)
    dx, dy = [(-out, slip), (out, slip), (slip, out)][rng.integers(3)]
    centre = np.float64([x + dx * w, y + dy * h])
    half = np.maximum([w / 2, h / 2], 2)
    cover = np.zeros(canvas.shape[:2], np.uint8)
    if rng.random() < 0.5:
        cv2.ellipse(cover, tuple(centre.astype(int).tolist()), tuple(half.astype(int).tolist()), 0, 0, 360, 1, -1)
    else:
        corners = [tuple(corner.astype(int).tolist()) for corner in (centre - half, centre + half)]
        cv2.rectangle(cover, *corners, 1, -1)
    wide = cv2.resize(patch, canvas.shape[1::-1])
    canvas[cover > 0] = wide[cover > 0]


def boxed(canvas, frame):
    """The canvas outside the frame made black."""
    x, y, w, h = frame
    out = np.zeros_like(canvas)
    out[y:y + h, x:x + w] = canvas[y:y + h, x:x + w]
    return out


def mirrored(canvas, faces):
    """Left and right swapped, points renamed."""
    side = canvas.shape[1]
    faces = faces.copy()
    faces[:, 0] = side - faces[:, 0]
    points = faces[:, 4:14].reshape(-1, 5, 2)[:, MIRROR]
    points[..., 0] = side - points[..., 0]
    faces[:, 4:14] = points.reshape(-1, 10)
    return canvas[:, ::-1].copy(), faces
