import { gaussian, clamp, smoothstep } from '../../math/interpolation.ts';
import { valueNoise, seededRandom } from '../../math/random.ts';

interface BackgroundShape {
  readonly x: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly color: readonly [number, number, number];
}

/** Soft shapes of a room out of focus on a lit wall: shelves, a picture, a door. */
function things(seed: number): { wall: [number, number, number]; lit: number; list: readonly BackgroundShape[] } {
  const draw = seededRandom(seed * 7919 + 13);
  const warm = draw();
  const base = 0.24 + 0.2 * draw();
  const wall: [number, number, number] = [base * (0.98 + 0.12 * warm), base, base * (1.04 - 0.2 * warm)];
  const list = Array.from({ length: 2 + Math.floor(draw() * 4) }, (): BackgroundShape => {
    const tone = 0.45 + 0.75 * draw();
    const hue = 0.24 * (draw() - 0.5);
    return {
      x: (draw() < 0.5 ? -1 : 1) * (0.25 + 0.5 * draw()),
      y: (draw() - 0.6) * 0.9,
      halfWidth: 0.04 + 0.14 * draw(),
      halfHeight: 0.06 + 0.24 * draw(),
      color: [wall[0] * tone * (1 + hue), wall[1] * tone, wall[2] * tone * (1 - hue)],
    };
  });
  return { wall, lit: draw() - 0.5, list };
}

/** The room behind a person, linear red, green, blue. */
export function paintBackground(seed: number, width: number, height: number): Float32Array {
  const { wall, lit, list } = things(seed);
  const out = new Float32Array(width * height * 3);
  const soft = 0.07;
  for (let py = 0; py < height; py++) {
    const y = (py + 0.5) / height - 0.5;
    for (let px = 0; px < width; px++) {
      const x = ((px + 0.5) / width - 0.5) * (width / height);
      const k = 0.8 + 0.45 * gaussian((x - 1.2 * lit) / 0.75) - 0.25 * y + 0.03 * valueNoise(x * 3, y * 3, seed);
      let [r, g, b] = wall;
      for (const thing of list) {
        const dx = Math.abs(x - thing.x) - thing.halfWidth;
        const dy = Math.abs(y - thing.y) - thing.halfHeight;
        const cover = smoothstep(soft, -soft, dx) * smoothstep(soft, -soft, dy);
        if (cover === 0) continue;
        r += (thing.color[0] - r) * cover;
        g += (thing.color[1] - g) * cover;
        b += (thing.color[2] - b) * cover;
      }
      const at = 3 * (py * width + px);
      out[at] = clamp(r * k, 0, 1);
      out[at + 1] = clamp(g * k, 0, 1);
      out[at + 2] = clamp(b * k, 0, 1);
    }
  }
  return out;
}
