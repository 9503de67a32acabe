"""Pasting of faces into a scene, and patches that cover them."""
import cv2
import numpy as np

from .backgrounds import background_patch
from .photometric import relight


def face_mask(rng, face, shape, whole_image):
    """Which part of the image is pasted: all of it, or an ellipse or rectangle around the head. H x W uint8."""
    mask = np.zeros(shape[:2], np.uint8)
    if whole_image:
        mask[:] = 255
        return mask
    x1, y1, x2, y2 = face.box
    growth = rng.uniform(1.15, 1.9)
    center = (int((x1 + x2) / 2), int((y1 + y2) / 2 - 0.05 * (y2 - y1)))
    axes = (int((x2 - x1) / 2 * growth * rng.uniform(1, 1.3)), int((y2 - y1) / 2 * growth))
    if rng.random() < 0.4:
        top_left, bottom_right = (tuple(c + sign * a for c, a in zip(center, axes)) for sign in (-1, 1))
        cv2.rectangle(mask, top_left, bottom_right, 255, -1)
    else:
        cv2.ellipse(mask, center, axes, 0, 0, 360, 255, -1)
    return cv2.blur(mask, (9, 9)) if rng.random() < 0.6 else mask


def paste_face(rng, scene, face, matrix, whole_image):
    """Warp a face into the scene, in place, after random relighting; returns its mask in the scene (H x W, 0..255)."""
    image = relight(rng, face.image)
    scale = np.hypot(matrix[0, 0], matrix[1, 0])
    if scale < 0.7:  # low-pass filter before downscaling
        image = cv2.GaussianBlur(image, (0, 0), 0.45 / scale)
    size = scene.shape[1::-1]
    mask = cv2.warpAffine(face_mask(rng, face, image.shape, whole_image), matrix, size)
    warped = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    x, y, w, h = cv2.boundingRect(mask)
    alpha, target = mask[y:y + h, x:x + w, None].astype(np.uint16), scene[y:y + h, x:x + w]
    mixed = (warped[y:y + h, x:x + w] * alpha + target * (255 - alpha) + 127) // 255
    target[:] = mixed.astype(np.uint8)
    return mask


def occlude_face(rng, scene, row, sampler):
    """Cover a face from below or from one side by up to a third, as a hand or a microphone would; in place."""
    patch = background_patch(rng, sampler.sample(rng))
    if patch is None:
        return
    x, y, w, h = row[:4]
    distance = 1 - rng.uniform(0.15, 0.38)  # between the centers of cover and face, in widths or heights of the face
    offset = rng.normal(0, 0.3)
    dx, dy = [(-distance, offset), (distance, offset), (offset, distance)][rng.integers(3)]
    center = np.float64([x + dx * w, y + dy * h])
    half = np.maximum([w / 2, h / 2], 2)
    cover = np.zeros(scene.shape[:2], np.uint8)
    if rng.random() < 0.5:
        cv2.ellipse(cover, tuple(center.astype(int).tolist()), tuple(half.astype(int).tolist()), 0, 0, 360, 1, -1)
    else:
        corners = [tuple(corner.astype(int).tolist()) for corner in (center - half, center + half)]
        cv2.rectangle(cover, *corners, 1, -1)
    stretched = cv2.resize(patch, scene.shape[1::-1])
    scene[cover > 0] = stretched[cover > 0]
