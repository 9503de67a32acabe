import sharp from 'sharp';
import type { Frame, Landmarks, Point } from '../../../src/vision/types.ts';
import {
  type Change,
  type Color,
  eyeDistance,
  faceCoordinates,
  type Paint,
  painted,
  shaded,
  soft,
} from './defects.ts';

/** What covers the face, what harms the picture, and what changes its light or color. */
export type OtherKind = 'cover' | 'picture' | 'light';

type OtherDefect = Change<OtherKind, Frame | Promise<Frame>>;

/** Defects that no limit was chosen for. Coordinates and lengths as in defects.ts. */
export const otherDefects: readonly OtherDefect[] = [
  painted('cover', 'scarf up to the nose', () => scarf(0.75)),
  painted('cover', 'scarf below the nose', () => scarf(0.95)),
  painted('cover', 'hat over the eyes', () => hat(0.15)),
  painted('cover', 'hat over the brows', () => hat(-0.18)),
  painted('cover', 'mirrored sunglasses', () => mirrored(0.42, 0.32)),
  painted('cover', 'mask in two colors', () => twoColors(0.35)),
  painted('cover', 'phone before the mouth', () => phone({ x: 0.1, y: 1.3 }, 0.15)),
  painted('cover', 'two fingers at a corner of the mouth', (skin) => fingers({ x: -0.35, y: 1.05 }, skin)),
  painted('cover', 'half of the mouth behind two fingers', (skin) => fingers({ x: -0.05, y: 1.1 }, skin)),
  painted('cover', 'paint in two colors', () => paint()),
  motionBlur(0.1),
  motionBlur(0.2),
  motionBlur(0.4),
  jpeg(30),
  jpeg(10),
  jpeg(5),
  light('light from one side, 1:4', ({ x }) => (x < 0 ? side(x, 0.25) : [1, 1, 1])),
  light('light from one side, 1:10', ({ x }) => (x < 0 ? side(x, 0.1) : [1, 1, 1])),
  light('red light', () => [1, 0.2, 0.2]),
  light('blue light', () => [0.2, 0.35, 1]),
];

/** Knitted fabric from here to below the chin, wider than the face. */
function scarf(top: number): Paint {
  return ({ x, y }) => {
    const knit = 0.85 + 0.15 * Math.cos(40 * x + 6 * Math.sin(9 * y)) * Math.cos(30 * y);
    return [soft(Math.max(top + 0.1 * x * x - y, Math.abs(x) - 1.6)), shaded([120, 45, 50], knit)];
  };
}

/** Dark felt from above down to here. */
function hat(lower: number): Paint {
  return ({ x, y }) => {
    const edge = lower - 0.12 * x * x;
    return [soft(Math.max(y - edge, Math.abs(x) - 1.7)), shaded([60, 55, 50], y > edge - 0.15 ? 0.7 : 1)];
  };
}

/** Lenses that mirror sky, horizon and ground. */
function mirrored(halfWidth: number, halfHeight: number): Paint {
  return ({ x, y }) => {
    const lens = (Math.hypot((Math.abs(x) - 0.5) / halfWidth, (y - 0.05) / halfHeight) - 1) * halfHeight;
    const frame = Math.max(Math.abs(x) - 0.5, Math.abs(y + 0.1) - 0.03);
    const height = 0.5 - (y - 0.05) / (2 * halfHeight);
    const scene: Color = height > 0.45 ? [110 + 120 * height, 150 + 90 * height, 235] : [105, 95, 70];
    return [soft(Math.min(lens, frame)), frame < lens ? [30, 30, 32] : scene];
  };
}

/** A mask, black above and white below. */
function twoColors(top: number): Paint {
  return ({ x, y }) => {
    const fabric = Math.max(top + 0.4 * Math.min(1, x * x) - y, Math.abs(x) - 0.98, y - 1.9);
    return [soft(fabric), y < 1.05 ? [25, 25, 28] : [235, 235, 235]];
  };
}

/** The back of a phone with its cameras, upright. */
function phone(center: Point, angle: number): Paint {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return ({ x, y }) => {
    const [u, v] = [cos * (x - center.x) + sin * (y - center.y), cos * (y - center.y) - sin * (x - center.x)];
    const body = Math.hypot(Math.max(0, Math.abs(u) - 0.42), Math.max(0, Math.abs(v) - 0.9)) - 0.1;
    const lens = Math.min(...[-0.75, -0.5].map((at) => Math.hypot(u + 0.3, v - at))) - 0.09;
    return [soft(body), shaded([70, 75, 85], lens < 0 ? 0.2 : 1 + 0.25 * (u - v))];
  };
}

/** Two fingers from the left whose tips are here. */
function fingers(tip: Point, skin: Color): Paint {
  return ({ x, y }) => {
    const finger = (at: number) => Math.hypot(Math.max(0, x - tip.x), y - at) - 0.15;
    const [upper, lower] = [finger(tip.y - 0.15), finger(tip.y + 0.15)];
    const off = (Math.min(upper, lower) + 0.15) / 0.15;
    return [soft(Math.min(upper, lower)), shaded(skin, 1.02 - 0.35 * off ** 2)];
  };
}

/** Face paint, blue on the left and white on the right, through which the face is seen faintly. */
function paint(): Paint {
  return ({ x, y }) => {
    const face = Math.hypot(x / 1.05, (y - 0.5) / 1.5) - 1;
    const features = Math.min(
      Math.hypot((Math.abs(x) - 0.5) / 0.28, y / 0.16) - 1,
      Math.hypot(x / 0.45, (y - 1.15) / 0.18) - 1,
    );
    return [0.8 * soft(face) * (1 - soft(features)), x < 0 ? [30, 60, 170] : [230, 230, 225]];
  };
}

/** A camera that moves along the rows during the exposure. @param length in eye distances */
function motionBlur(length: number): OtherDefect {
  const apply = ({ width, height, data }: Frame, landmarks: Landmarks): Frame => {
    const half = (length * eyeDistance(landmarks)) / 2;
    const radius = Math.ceil(half);
    const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
      Math.min(1, Math.max(0, half + 0.5 - Math.abs(i - radius))),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const blurred = Uint8ClampedArray.from(data, (_, at) => {
      const [column, row] = [Math.floor(at / 4) % width, Math.floor(at / (4 * width))];
      return weights.reduce((sum, weight, i) => {
        const from = Math.min(width - 1, Math.max(0, column + i - radius));
        return sum + (weight / total) * data[(row * width + from) * 4 + (at % 4)]!;
      }, 0);
    });
    return { width, height, data: blurred };
  };
  return { kind: 'picture', name: `motion blur of ${length} eye distances`, apply };
}

/** Stored as JPEG of this quality. */
function jpeg(quality: number): OtherDefect {
  const apply = async ({ width, height, data }: Frame): Promise<Frame> => {
    const raw = { width, height, channels: 4 } as const;
    const stored = await sharp(data, { raw }).removeAlpha().jpeg({ quality }).toBuffer();
    const pixels = await sharp(stored).ensureAlpha().raw().toBuffer();
    return { width, height, data: new Uint8ClampedArray(pixels) };
  };
  return { kind: 'picture', name: `JPEG of quality ${quality}`, apply };
}

/** Multiplies the linear light. @param factors of red, green and blue at a point */
function light(name: string, factors: (point: Point) => Color): OtherDefect {
  const apply = (frame: Frame, landmarks: Landmarks): Frame => {
    const toFace = faceCoordinates(landmarks);
    const data = Uint8ClampedArray.from(frame.data);
    for (let at = 0; at < data.length; at += 4) {
      const pixel = at / 4;
      const color = factors(toFace({ x: pixel % frame.width, y: Math.floor(pixel / frame.width) }));
      for (let k = 0; k < 3; k++)
        data[at + k] = 255 * ((data[at + k]! / 255) ** 2.2 * color[k]!) ** (1 / 2.2);
    }
    return { ...frame, data };
  };
  return { kind: 'light', name, apply };
}

/** From full light in the middle of the face to this fraction at its side. */
function side(x: number, least: number): Color {
  const factor = Math.max(least, 1 + (1 - least) * (x / 0.35));
  return [factor, factor, factor];
}
