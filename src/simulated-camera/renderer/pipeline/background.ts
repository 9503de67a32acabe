import { clamp, gaussian, smoothstep } from '../../math/interpolation.ts';
import { valueNoise } from '../../math/noise.ts';
import { seededRandom } from '../../math/random.ts';

/** Linear red, green, blue. */
type Rgb = readonly [number, number, number];

/** A rectangle on the wall. Positions and sizes are fractions of the image's height, from its center. */
interface WallShape {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly color: Rgb;
}

interface Room {
  readonly wall: Rgb;
  /** Horizontal position of the brightest part of the wall, −0.5…0.5. */
  readonly brightX: number;
  readonly shapes: readonly WallShape[];
}

/** Width of the blurred edges, as of a room out of focus. */
const EDGE_BLUR = 0.07;

/** A wall with two to five shapes, such as shelves, a picture or a door. */
function createRoom(seed: number): Room {
  const random = seededRandom(seed * 7919 + 13);
  const warmth = random();
  const base = 0.24 + 0.2 * random();
  const wall = [base * (0.98 + 0.12 * warmth), base, base * (1.04 - 0.2 * warmth)] as const;
  const shapes = Array.from({ length: 2 + Math.floor(random() * 4) }, (): WallShape => {
    const tone = 0.45 + 0.75 * random();
    const hue = 0.24 * (random() - 0.5);
    return {
      x: (random() < 0.5 ? -1 : 1) * (0.25 + 0.5 * random()),
      y: (random() - 0.6) * 0.9,
      halfWidth: 0.04 + 0.14 * random(),
      halfHeight: 0.06 + 0.24 * random(),
      color: [wall[0] * tone * (1 + hue), wall[1] * tone, wall[2] * tone * (1 - hue)],
    };
  });
  return { wall, brightX: random() - 0.5, shapes };
}

/** Paints the room behind a person: linear red, green, blue of each pixel. */
export function paintBackground(seed: number, width: number, height: number): Float32Array {
  const { wall, brightX, shapes } = createRoom(seed);
  const out = new Float32Array(width * height * 3);
  for (let py = 0; py < height; py++) {
    const y = (py + 0.5) / height - 0.5;
    for (let px = 0; px < width; px++) {
      const x = ((px + 0.5) / width - 0.5) * (width / height);
      const brightness =
        0.8 + 0.45 * gaussian((x - 1.2 * brightX) / 0.75) - 0.25 * y + 0.03 * valueNoise(x * 3, y * 3, seed);
      let [r, g, b] = wall;
      for (const shape of shapes) {
        const dx = Math.abs(x - shape.x) - shape.halfWidth;
        const dy = Math.abs(y - shape.y) - shape.halfHeight;
        const coverage = smoothstep(EDGE_BLUR, -EDGE_BLUR, dx) * smoothstep(EDGE_BLUR, -EDGE_BLUR, dy);
        if (coverage === 0) continue;
        r += (shape.color[0] - r) * coverage;
        g += (shape.color[1] - g) * coverage;
        b += (shape.color[2] - b) * coverage;
      }
      const at = 3 * (py * width + px);
      out[at] = clamp(r * brightness, 0, 1);
      out[at + 1] = clamp(g * brightness, 0, 1);
      out[at + 2] = clamp(b * brightness, 0, 1);
    }
  }
  return out;
}
