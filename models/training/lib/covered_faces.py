"""Aligned faces with something drawn in front of eyes, nose or mouth, and harmless ones: glasses, hats, scarves.

Positions are pixels of the 112 px ArcFace crop. Every function takes a random generator and returns a float32 image, BGR 0..255.
"""
import cv2
import numpy as np

SIDE = 112
LEFT_EYE, RIGHT_EYE = np.array([38.3, 51.7]), np.array([73.5, 51.5])
CROP_CENTER = 32  # of the 64 px crop of src/vision/pipeline/face-crop.ts, which is halved for the net
Y, X = np.mgrid[:SIDE, :SIDE].astype(np.float32)


def plain(color):
    return np.ones((SIDE, SIDE, 3), np.float32) * color


def material(rng, face, others):
    """A whole picture of cloth, paper, skin or a part of another picture, with folds and texture."""
    kind = rng.integers(7)
    if kind == 6:
        other = np.rot90(others[rng.integers(len(others))], rng.integers(1, 4)).astype(np.float32)
        other = cv2.resize(other.copy(), None, fx=(zoom := rng.uniform(1, 3)), fy=zoom)
        top, left = (rng.integers(0, side - SIDE + 1) for side in other.shape[:2])
        return other[top:top + SIDE, left:left + SIDE]
    if kind <= 1:
        color = rng.random(3) * 255 if rng.random() < 0.5 else np.repeat(rng.random() * 255, 3)
    elif kind == 2:
        color = rng.uniform(200, 250) + rng.normal(0, 6, 3)
    elif kind == 3:
        color = rng.uniform(5, 50) + rng.normal(0, 4, 3)
    elif kind == 4:  # light blue
        color = rng.uniform([190, 170, 120], [235, 215, 180])
    else:
        color = skin_of(face) * rng.uniform(0.7, 1.25)
    folds = rng.normal(0, 1, rng.integers(2, 8, 2)).astype(np.float32)
    folds = cv2.resize(folds, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)
    out = plain(color) * (1 + rng.uniform(0, 0.25) * folds)[..., None]
    if rng.random() < 0.4:
        angle, frequency = rng.uniform(0, np.pi), rng.uniform(0.05, 0.9)
        wave = np.sin(frequency * (X * np.cos(angle) + Y * np.sin(angle)) + rng.uniform(0, 6))
        out += (rng.uniform(0, 25) * wave)[..., None]
    if rng.random() < 0.3:
        out += rng.normal(0, rng.uniform(0, 12), (SIDE, SIDE, 1))
    return np.clip(out, 0, 255)


def skin_of(face):
    return np.median(face[58:80, 38:74].reshape(-1, 3), 0)


def paste(rng, face, mask, top, alpha=1.0):
    """Lays `top` over the face where `mask` is 1, with soft edges and sometimes a shadow."""
    if rng.random() < 0.4:
        shadow = cv2.GaussianBlur(np.roll(mask, rng.integers(0, 4), 0), (0, 0), 3)
        face = face * (1 - rng.uniform(0, 0.35) * shadow[..., None])
    mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.4, 1.8))[..., None] * alpha
    return face * (1 - mask) + top * mask


def polygon(points):
    mask = np.zeros((SIDE, SIDE), np.float32)
    cv2.fillPoly(mask, [np.round(np.array(points) * 16).astype(np.int32)], 1, cv2.LINE_AA, 4)
    return mask


def rectangle(center, width, height, degrees):
    return polygon(cv2.boxPoints((tuple(map(float, center)), (float(width), float(height)), float(degrees))))


def ellipse(center, radius_x, radius_y, degrees=0):
    mask = np.zeros((SIDE, SIDE), np.float32)
    axes = (int(radius_x), int(radius_y))
    cv2.ellipse(mask, (int(center[0]), int(center[1])), axes, degrees, 0, 360, 1, -1, cv2.LINE_AA)
    return mask


def line(mask, start, end, thickness):
    cv2.line(mask, tuple(map(int, start)), tuple(map(int, end)), 1, int(thickness), cv2.LINE_AA)


def flat(rng, face):
    """One color, often that of the skin or a gray, hardly lighter on one side."""
    kind = rng.integers(4)
    if kind <= 1:
        color = skin_of(face) * rng.uniform(0.8, 1.15) + rng.normal(0, 4, 3)
    else:
        color = np.repeat(rng.random() * 255, 3) if kind == 2 else rng.random(3) * 255
    return np.clip(plain(color) * (1 + rng.normal(0, 0.08) * (X - 56) / 56)[..., None], 0, 255)


def bar(rng, face, others):
    center = (56 + rng.uniform(-4, 4), 51.6 + rng.uniform(-3, 3))
    mask = rectangle(center, rng.uniform(58, 120), rng.uniform(15, 40), rng.uniform(-8, 8))
    kind = rng.random()
    if kind < 0.5:
        return paste(rng, face, mask, flat(rng, face))
    return paste(rng, face, mask, material(rng, face, others) * (1 if kind < 0.8 else 0.1))


def lenses(rng):
    """Outlines of two lenses (ellipses to rounded rectangles), their half width and half height, and how far they sit below the eyes."""
    width, height, below = rng.uniform(10, 17), rng.uniform(7.5, 14), rng.uniform(-1, 3.5)
    power, t = 2 / rng.uniform(2, 5), np.linspace(0, 2 * np.pi, 48)
    around = np.stack([np.sign(np.cos(t)) * np.abs(np.cos(t)) ** power * width,
                       np.sign(np.sin(t)) * np.abs(np.sin(t)) ** power * height], 1)
    return [eye + [0, below] + around for eye in (LEFT_EYE, RIGHT_EYE)], width, height, below


def rims(rng, outlines, width, height, below):
    mask, thickness = np.zeros((SIDE, SIDE), np.float32), rng.integers(1, 4)
    for outline in outlines:
        cv2.polylines(mask, [np.round(outline * 16).astype(np.int32)], True, 1, int(thickness), cv2.LINE_AA, 4)
    y = LEFT_EYE[1] + below - rng.uniform(0, height * 0.6)
    line(mask, (LEFT_EYE[0] + width * 0.8, y), (RIGHT_EYE[0] - width * 0.8, y), thickness)
    for x, side in ((LEFT_EYE[0] - width, -1), (RIGHT_EYE[0] + width, 1)):
        line(mask, (x, y), (x + side * 30, y + rng.uniform(-4, 4)), thickness)
    return mask


def spot(rng, low, high, radius):
    """A reflection of light on a lens."""
    x, y = rng.uniform(28, 82), rng.uniform(46, 58)
    distance = ((X - x) / rng.uniform(1.5, radius)) ** 2 + ((Y - y) / rng.uniform(1.5, radius)) ** 2
    return (rng.uniform(low, high) * np.exp(-distance))[..., None]


def sunglasses(rng, face, others):
    outlines, *shape = lenses(rng)
    out = paste(rng, face, rims(rng, outlines, *shape), plain(rng.random(3) * (60 if rng.random() < 0.6 else 255)))
    glass = plain(rng.random(3) * rng.uniform(10, 70))
    if rng.random() < 0.5:
        glass = glass * (1 + rng.uniform(-0.8, 1.5) * (Y - 50) / 24)[..., None]
    if rng.random() < 0.4:
        glass = glass + spot(rng, 20, 140, 8)
    if rng.random() < 0.15:
        glass = glass * 0.6 + material(rng, face, others) * 0.4
    mask = np.maximum(*map(polygon, outlines))
    if rng.random() < 0.15:
        mask = np.maximum(mask, rectangle((56, 52), 70, 22, 0))
    return paste(rng, out, mask, np.clip(glass, 0, 255), rng.uniform(0.8, 1))


def glasses(rng, face):
    """Ordinary glasses: the eyes stay visible."""
    outlines, *shape = lenses(rng)
    mask = np.maximum(*map(polygon, outlines))[..., None]
    face = face * (1 - mask * rng.uniform(0, 0.2) * (rng.random() < 0.5))
    if rng.random() < 0.3:
        face = face + spot(rng, 40, 180, 4) * mask
    color = rng.random(3) * (50 if rng.random() < 0.7 else 230)
    return np.clip(paste(rng, face, rims(rng, outlines, *shape), plain(color)), 0, 255)


def mask(rng, face, others):
    top, side = rng.uniform(58, 73), rng.uniform(62, 84)
    left, right, width = rng.uniform(8, 26), rng.uniform(86, 104), rng.uniform(0.16, 0.3)
    edge = [(left + (right - left) * u, side + (top - side) * np.exp(-((u - 0.5) / width) ** 2))
            for u in np.linspace(0, 1, 9)]
    cloth = polygon([*edge, (right - rng.uniform(2, 14), 118), (left + rng.uniform(2, 14), 118)])
    if rng.random() < 0.7:
        loops = np.zeros((SIDE, SIDE), np.float32)
        for x, direction in ((left, -1), (right, 1)):
            line(loops, (x, side + 2), (x + direction * 26, side - rng.uniform(0, 14)), rng.integers(1, 3))
        face = paste(rng, face, loops, plain(rng.uniform(120, 250)))
    return paste(rng, face, cloth, material(rng, face, others))


def sheet(rng, face, others):
    y, slope = rng.uniform(56, 78), rng.uniform(-8, 8)
    cover = polygon([(rng.uniform(-20, 26), y - slope), (rng.uniform(88, 132), y + slope),
                     (rng.uniform(90, 140), 140), (rng.uniform(-20, 22), 140)])
    return paste(rng, face, cover, material(rng, face, others))


def patch(rng, face, others):
    center = (56 + rng.uniform(-6, 6), rng.uniform(80, 90))
    if rng.random() < 0.6:
        cover = rectangle(center, rng.uniform(44, 90), rng.uniform(28, 50), rng.uniform(-15, 15))
    else:
        cover = ellipse(center, rng.uniform(24, 42), rng.uniform(17, 28), rng.uniform(-20, 20))
    return paste(rng, face, cover, material(rng, face, others))


def hand(rng, face, others, center):
    """Three to five fingers as shaded capsules side by side, from any direction, their tips beyond `center`."""
    angle = rng.uniform(0, 2 * np.pi)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    count, width = rng.integers(3, 6), rng.uniform(9, 15)
    skin = skin_of(face if rng.random() < 0.7 else others[rng.integers(len(others))]) * rng.uniform(0.7, 1.25)
    out, reach = face, rng.uniform(8, 26)
    if rng.random() < 0.75:
        palm = ellipse(center - along * rng.uniform(22, 42), count * width * 0.55, count * width * 0.48, np.rad2deg(angle))
        out = paste(rng, out, palm, plain(np.clip(skin * rng.uniform(0.85, 1.1), 0, 255)))
    for finger in range(count):
        offset = finger - (count - 1) / 2
        tip = center + along * (reach + rng.uniform(-5, 5) - abs(offset) * 3) + across * offset * width * 1.05
        base = center - along * rng.uniform(60, 90) + across * offset * width * rng.uniform(0.7, 1.1)
        length = np.hypot(*(base - tip))
        ux, uy = (base - tip) / length
        down = (X - tip[0]) * ux + (Y - tip[1]) * uy
        distance = np.hypot(np.minimum(down, 0), (Y - tip[1]) * ux - (X - tip[0]) * uy)
        half = width * 0.52
        cover = (np.clip(half - distance + 0.5, 0, 1) * (down < length))[..., None]
        shade = 1.05 - 0.4 * (distance / half) ** 2 * rng.uniform(0.5, 1.2)
        out = out * (1 - cover) + np.clip(skin * shade[..., None] * rng.uniform(0.93, 1.06), 0, 255) * cover
    return out


def beside(rng, face, others):
    """A hat or hair above the brows, a scarf below the mouth, or something at the side."""
    low, high, edge = -5, 117, rng.uniform(4, 20)
    brow, chin = rng.uniform(18, 38), rng.uniform(104, 112)
    cover = [
        [(low, low), (high, low), (high, brow), (56, brow + rng.uniform(-4, 2)), (low, brow)],
        [(low, chin), (56, chin + rng.uniform(-2, 3)), (high, chin), (high, high), (low, high)],
        [(low, low), (edge, low), (edge, high), (low, high)],
        [(high, low), (SIDE - edge, low), (SIDE - edge, high), (high, high)],
    ][rng.integers(4)]
    return paste(rng, face, polygon(cover), material(rng, face, others))


def over_eyes(rng, face, others):
    return hand(rng, face, others, np.array([56 + rng.uniform(-8, 8), 52 + rng.uniform(-3, 3)]))


def over_mouth(rng, face, others):
    return hand(rng, face, others, np.array([56 + rng.uniform(-8, 8), 84 + rng.uniform(-6, 6)]))


# What covers, how often, and which label it sets: 0 eyes, 1 nose or mouth.
COVERS = [(bar, 0.17, 0), (sunglasses, 0.17, 0), (over_eyes, 0.11, 0),
          (mask, 0.17, 1), (sheet, 0.11, 1), (patch, 0.07, 1), (over_mouth, 0.20, 1)]


def sample(rng, face, others, covered):
    """@returns the picture and its two labels"""
    image, labels = face.astype(np.float32), [0, 0]
    if rng.random() < 0.5:
        image = image[:, ::-1].copy()
    if rng.random() < 0.15:
        image = glasses(rng, image)
    if rng.random() < 0.25:
        image = beside(rng, image, others)
    if covered:
        chances = np.array([chance for _, chance, _ in COVERS])
        draw, _, label = COVERS[rng.choice(len(COVERS), p=chances / chances.sum())]
        image = draw(rng, image, others)
        labels[label] = 1
    return image, labels


def misplaced(rng, labels, center, scale, angle, far):
    """A cover misplaces the landmarks, and the crop with them: eyes are sought below a bar, the face is taken for one that lies beside a hand."""
    if not far:
        if labels[0] and rng.random() < 0.5:
            center, scale, angle = center + rng.uniform([-8, 0], [8, 18]), scale * rng.uniform(0.9, 1.35), 2 * angle
        if labels[1] and rng.random() < 0.5:
            center, scale, angle = center + rng.uniform([-10, -10], [10, 6]), scale * rng.uniform(0.85, 1.2), 4 * angle
        return center, scale, angle
    if labels[0] and rng.random() < 0.65:
        center, scale, angle = center + rng.uniform([-6, -2], [6, 22]), scale * rng.uniform(0.95, 1.6), 2 * angle
    if labels[1] and rng.random() < 0.3:
        center, scale, angle = center + rng.uniform([-10, -12], [10, 6]), scale * rng.uniform(0.85, 1.2), 4 * angle
    elif labels[1] and rng.random() < 0.4:
        center, scale, angle = center + rng.uniform([-26, -26], [26, 2]), scale * rng.uniform(0.95, 1.55), 3 * angle
    return center, scale, angle


def seen_by_camera(rng, image, labels, far):
    """
    Position, light, blur and noise.

    @param far: misplaced as far as the shipped detector does it; otherwise as in most pictures. A net of this size learns one of them well.
    @returns 32 × 32 × 3 bytes
    """
    scale, angle = 0.8 * rng.uniform(0.9, 1.1), np.deg2rad(rng.uniform(-7, 7))
    center = np.array([56, 68]) + rng.normal(0, 1.8, 2)
    center, scale, angle = misplaced(rng, labels, center, scale, angle, far)
    turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    shift = CROP_CENTER - turn @ center
    out = cv2.warpAffine(np.clip(image, 0, 255), np.hstack([turn, shift[:, None]]), (64, 64))
    if rng.random() < 0.4:
        out = cv2.GaussianBlur(out, (0, 0), rng.uniform(0.3, 2.5))
    if rng.random() < 0.4:
        out = out + rng.normal(0, rng.uniform(1, 16), out.shape)
    if rng.random() < 0.15:
        out = np.repeat(out @ np.float32([[0.114], [0.587], [0.299]]), 3, 2)
    out = out * (1 + rng.normal(0, 0.08, 3))
    if rng.random() < 0.4:
        light = cv2.resize(rng.uniform(0.4, 1.5) + rng.normal(0, 0.35, (2, 2)), (64, 64))
        out = out * np.clip(light, 0.1, 2)[..., None]
    if rng.random() < 0.2:  # light scattered in the lens
        haze = rng.uniform(0, 0.6)
        out = out * (1 - haze) + haze * rng.uniform(60, 230)
    out = 255 * (np.clip(out, 0, 255) / 255) ** rng.uniform(0.7, 1.5)
    return np.round(out.reshape(32, 2, 32, 2, 3).mean((1, 3))).astype(np.uint8)
