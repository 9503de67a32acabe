import { mix } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import type { Palette } from '../texture/palette.ts';
import type { MeshPart } from './mesh-part.ts';
import { computeNormals, radiusAt, type Surface } from './surface.ts';

/** Sides of the polygon that is swept along the frame. */
const SIDES = 6;

type Point = readonly [number, number, number];

/** Sweeps a polygon along a path. */
function sweepTube(path: readonly Point[], radius: number, palette: Palette): MeshPart {
  const rows = path.length;
  const columns = SIDES + 1;
  const position = new Float32Array(columns * rows * 3);
  const color = new Float32Array(columns * rows * 3);
  path.forEach((point, j) => {
    const before = path[Math.max(0, j - 1)]!;
    const after = path[Math.min(rows - 1, j + 1)]!;
    const tx = after[0] - before[0];
    const ty = after[1] - before[1];
    const tz = after[2] - before[2];
    const length = Math.hypot(tx, ty, tz) || 1;
    // The polygon is spanned by the z axis (the y axis for the temples) and the normal of that axis and the path.
    const isTemple = Math.abs(tz) > 0.7 * length;
    const [ax, ay, az] = isTemple ? [0, 1, 0] : [0, 0, 1];
    let bx = (ty * az - tz * ay) / length;
    let by = (tz * ax - tx * az) / length;
    let bz = (tx * ay - ty * ax) / length;
    const size = Math.hypot(bx, by, bz) || 1;
    bx /= size;
    by /= size;
    bz /= size;
    for (let i = 0; i < columns; i++) {
      const angle = (2 * Math.PI * i) / SIDES;
      const u = radius * Math.cos(angle);
      const v = radius * Math.sin(angle);
      const at = 3 * (j * columns + i);
      position[at] = point[0] + u * ax + v * bx;
      position[at + 1] = point[1] + u * ay + v * by;
      position[at + 2] = point[2] + u * az + v * bz;
      color.set(palette.glasses, at);
    }
  });
  return {
    columns,
    rows,
    position,
    normal: computeNormals(position, columns, rows, true),
    color,
    visibility: 0.9,
    gloss: 0.2,
  };
}

/** The frame of glasses without lenses: two rims, the bridge and two temples. Empty when the person wears none. */
export function createGlasses(p: Person, surface: Surface, palette: Palette): readonly MeshPart[] {
  if (p.glasses === 0) return [];
  const [, eye] = surface.anatomy.eyes;
  // Each rim is a superellipse: round for glassesShape 0, nearly rectangular for 1.
  const halfWidth = mix(2.35, 2.6, p.glassesShape);
  const halfHeight = mix(2.15, 1.7, p.glassesShape);
  const exponent = 2 / mix(2, 3.6, p.glassesShape);
  const centerX = Math.max(eye.x, halfWidth + 0.55);
  const frontZ = radiusAt(surface, 0, 0.3) + 0.25;
  const at = (side: number, u: number, v: number): Point => {
    const x = side * centerX + halfWidth * u;
    return [x, -0.25 + halfHeight * v, frontZ - 0.012 * x * x - 0.012 * Math.abs(x) ** 2.2];
  };
  const radius = mix(0.1, 0.2, p.glasses);
  const rims = [-1, 1].map((side) =>
    sweepTube(
      Array.from({ length: 41 }, (_, k) => {
        const angle = (k / 40) * 2 * Math.PI;
        const [c, n] = [Math.cos(angle), Math.sin(angle)];
        return at(side, Math.sign(c) * Math.abs(c) ** exponent, Math.sign(n) * Math.abs(n) ** exponent);
      }),
      radius,
      palette,
    ),
  );
  const bridge = sweepTube(
    [-1, -0.5, 0, 0.5, 1].map(
      (t): Point => [t * (centerX - halfWidth), 0.25 - 0.25 * t * t, frontZ + 0.1 - 0.15 * t * t],
    ),
    radius,
    palette,
  );
  const temples = [-1, 1].map((side) => {
    const [x, y, z] = at(side, side, 0.35);
    const templeX = radiusAt(surface, side * 1.5, 0.2) + 0.15;
    return sweepTube(
      Array.from({ length: 9 }, (_, k): Point => {
        const t = k / 8;
        return [mix(x, side * templeX, Math.min(1, 1.6 * t)), y - 0.2 * t, mix(z, -0.5, t)];
      }),
      0.8 * radius,
      palette,
    );
  });
  return [...rims, bridge, ...temples];
}
