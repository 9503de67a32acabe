import { gaussian, mix, smoothstep } from '../../math/interpolation.ts';
import type { Person } from '../../people/person.ts';
import type { Palette } from '../texture/palette.ts';
import type { MeshPart } from './mesh-part.ts';
import { computeNormals, radiusAt, type Surface } from './surface.ts';

/** Segments of a ring, and number of rings. */
const SEGMENTS = 28;
const RINGS = 9;
/** Azimuth at which the ear is attached to the head, in radians. */
const ATTACHMENT = 1.62;

/** Displacement of the ear from its plane in centimeters; `r` is 0 at the ear canal and 1 at the rim, `front` is 1 at the front. */
function earDisplacement(r: number, front: number): number {
  const helix = 0.34 * gaussian((r - 0.9) / 0.13);
  const antihelix = 0.3 * gaussian((r - 0.55) / 0.14) * (1 - front);
  const concha = -0.75 * gaussian(r / 0.4);
  const rim = -0.5 * smoothstep(0.93, 1, r);
  return helix + antihelix + concha + rim;
}

/**
 * One ear as a disc of rings around the ear canal.
 *
 * @param side −1 on the image's left, 1 on its right
 */
export function createEar(p: Person, surface: Surface, palette: Palette, side: number): MeshPart {
  const columns = SEGMENTS + 1;
  const rows = RINGS + 1;
  const position = new Float32Array(columns * rows * 3);
  const color = new Float32Array(columns * rows * 3);
  const protrusion = mix(0.3, 0.75, p.earProtrusion);
  for (let j = 0; j < rows; j++) {
    const r = j / RINGS;
    for (let i = 0; i < columns; i++) {
      const angle = (i / SEGMENTS) * 2 * Math.PI * side;
      const up = Math.cos(angle);
      const back = -Math.sin(angle);
      const height = (up > 0 ? 2.75 : 3.2) * p.earSize;
      const width = (back > 0 ? 1.95 : 0.95) * p.earSize * (up < 0 ? mix(1, 0.62, up * up) : 1);
      const a = r * back * width + 0.25 + 0.3 * r * up;
      const b = r * up * height - 0.75;
      const h = earDisplacement(r, smoothstep(0.3, -0.6, back)) * p.earSize;
      const lift = Math.max(0, a + 0.9) * Math.sin(protrusion) + h;
      // The ear follows the head, which narrows toward the jaw.
      const base = radiusAt(surface, side * ATTACHMENT, b);
      const at = 3 * (j * columns + i);
      position[at] = side * (base - 0.35 + lift);
      position[at + 1] = b;
      position[at + 2] = base * Math.cos(ATTACHMENT) - 0.4 - a * Math.cos(protrusion);
      const inner = 1 - 0.6 * gaussian(r / 0.33) - 0.2 * gaussian((r - 0.74) / 0.1);
      color[at] = palette.skin[0] * inner * 1.02;
      color[at + 1] = palette.skin[1] * inner * 0.87;
      color[at + 2] = palette.skin[2] * inner * 0.86;
    }
  }
  return {
    columns,
    rows,
    position,
    normal: computeNormals(position, columns, rows, true),
    color,
    visibility: 0.62,
    gloss: 0.2,
  };
}
