import { bump, clamp, smoothstep } from './curve.ts';
import { noise, seededRandom } from './random.ts';

interface Thing {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly colour: readonly [number, number, number];
}

/** Soft rectangles of a room out of focus: a wall, a shelf, a picture, a window's light. */
function things(seed: number): { wall: [number, number, number]; lit: number; list: readonly Thing[] } {
  const draw = seededRandom(seed * 7919 + 13);
  const warm = draw();
  const base = 0.2 + 0.25 * draw();
  const wall: [number, number, number] = [
    base * (0.95 + 0.12 * warm),
    base * 0.98,
    base * (1.05 - 0.2 * warm),
  ];
  const list = Array.from({ length: 3 + Math.floor(draw() * 4) }, (): Thing => {
    const tone = 0.35 + 1.1 * draw();
    return {
      x: (draw() - 0.5) * 1.6,
      y: (draw() - 0.5) * 1.1,
      halfWidth: 0.05 + 0.16 * draw(),
      halfHeight: 0.08 + 0.3 * draw(),
      colour: [
        wall[0] * tone * (0.8 + 0.4 * draw()),
        wall[1] * tone * (0.85 + 0.25 * draw()),
        wall[2] * tone * (0.8 + 0.4 * draw()),
      ],
    };
  });
  return { wall, lit: draw() - 0.5, list };
}

/** The room behind a person, linear red, green, blue. */
export function paintRoom(seed: number, width: number, height: number): Float32Array {
  const { wall, lit, list } = things(seed);
  const out = new Float32Array(width * height * 3);
  const soft = 0.045;
  for (let py = 0; py < height; py++) {
    const y = (py + 0.5) / height - 0.5;
    for (let px = 0; px < width; px++) {
      const x = ((px + 0.5) / width - 0.5) * (width / height);
      const k = 0.8 + 0.45 * bump((x - 1.2 * lit) / 0.75) - 0.25 * y + 0.03 * noise(x * 3, y * 3, seed);
      let [r, g, b] = wall;
      for (const thing of list) {
        const dx = Math.abs(x - thing.x) - thing.halfWidth;
        const dy = Math.abs(y - thing.y) - thing.halfHeight;
        const cover = smoothstep(soft, -soft, dx) * smoothstep(soft, -soft, dy);
        if (cover === 0) continue;
        r += (thing.colour[0] - r) * cover;
        g += (thing.colour[1] - g) * cover;
        b += (thing.colour[2] - b) * cover;
      }
      const at = 3 * (py * width + px);
      out[at] = clamp(r * k, 0, 1);
      out[at + 1] = clamp(g * k, 0, 1);
      out[at + 2] = clamp(b * k, 0, 1);
    }
  }
  return out;
}
