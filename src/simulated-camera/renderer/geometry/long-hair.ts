import type { Palette } from '../texture/colors.ts';
import { gaussian, clamp, evaluateSpline, type Knots, mix, smoothstep } from '../../math/interpolation.ts';
import type { MeshPart } from './mesh.ts';
import type { Person } from '../../people/person.ts';
import { fractalNoise, valueNoise } from '../../math/random.ts';
import { computeNormals, radiusAt, type Surface } from './surface.ts';

const COLUMNS = 141;
const ROWS = 36;
const TOP = 8.8;

/** Angle from the middle of the face, degrees, where the hair parts around it, by height. */
const parting: Knots = [
  [8.8, 34],
  [6, 42],
  [4, 49],
  [1, 58],
  [-3, 64],
  [-8, 63],
  [-14, 54],
  [-22, 46],
];

/** Whether hair hangs over the ears. */
export const hasLongHair = (p: Person): boolean => p.hairLength > 0.22;

/** Hair that hangs from the crown around the face: a sheet, open in front, and its inside; none when the hair is short. */
export function createLongHair(p: Person, s: Surface, palette: Palette): readonly MeshPart[] {
  return hasLongHair(p) ? [sheet(p, s, palette, 1), sheet(p, s, palette, -1)] : [];
}

/** @param way 1 the outside, from the image's left around the back to its right; −1 the inside, the other way around */
function sheet(p: Person, s: Surface, palette: Palette, way: number): MeshPart {
  const position = new Float32Array(COLUMNS * ROWS * 3);
  const color = new Float32Array(COLUMNS * ROWS * 3);
  const end = mix(-3, -20, (p.hairLength - 0.22) / 0.78);
  for (let j = 0; j < ROWS; j++) {
    const t = j / (ROWS - 1);
    for (let i = 0; i < COLUMNS; i++) {
      const u = way * ((2 * i) / (COLUMNS - 1) - 1);
      const ragged = 0.9 * valueNoise(u * 14, 1, p.seed + 52) * smoothstep(0.4, 1, t);
      const y = mix(TOP, end + ragged, t);
      const edge = (evaluateSpline(parting, y) * Math.PI) / 180;
      const angle = u * (Math.PI - edge);
      const r = hang(p, s, angle < 0 ? angle + Math.PI : angle - Math.PI, y, u, t) - (way > 0 ? 0 : 0.2);
      const at = 3 * (j * COLUMNS + i);
      position[at] = -r * Math.sin(angle);
      position[at + 1] = y;
      position[at + 2] = -r * Math.cos(angle);
      const k = strands(p, u, y, t) * (way > 0 ? 1 : 0.4);
      color[at] = palette.hair[0] * k;
      color[at + 1] = palette.hair[1] * k;
      color[at + 2] = palette.hair[2] * k;
    }
  }
  const normal = computeNormals(position, COLUMNS, ROWS, false);
  return { columns: COLUMNS, rows: ROWS, position, normal, color, open: 0.95, gloss: way > 0 ? 0.1 : 0 };
}

/** Distance from the axis at which the hair hangs. */
function hang(p: Person, s: Surface, angle: number, y: number, u: number, t: number): number {
  const skin = radiusAt(s, angle, y);
  const side = Math.abs(Math.sin(angle));
  const volume = mix(0.1, 2.1, p.hairVolume) * (1 + 0.5 * p.hairCurl);
  const free =
    mix(9.2, 8.1, side) +
    volume * smoothstep(8, 1, y) -
    1.3 * smoothstep(0.75, 1, t) -
    0.12 * Math.max(0, -9 - y);
  const curl = 0.12 + 0.75 * p.hairCurl * p.hairCurl;
  const wave = curl * fractalNoise(u * 9, y * (0.2 + 0.35 * p.hairCurl), p.seed + 53) * smoothstep(6, 2, y);
  const full = Math.max(skin + 0.3, free + wave);
  const near = skin + mix(-0.25, 0.2, smoothstep(TOP, TOP - 2, y));
  const closed = smoothstep(0, 0.16, 1 - Math.abs(u)) * smoothstep(TOP, 4.5, y);
  return mix(near, full, clamp(closed, 0, 1));
}

/** Brightness of the strands, about 1. */
function strands(p: Person, u: number, y: number, t: number): number {
  const drift = 0.4 * fractalNoise(u * 4, y * 0.16, p.seed + 54);
  const straight =
    0.26 * valueNoise((u + 0.04 * drift) * 30, y * 0.1, p.seed + 55) + 0.12 * valueNoise(u * 58, y * 0.3, p.seed + 56);
  const curled = 0.6 * fractalNoise(u * 17, y * 0.7, p.seed + 57);
  const rim = 0.3 * gaussian((1 - Math.abs(u)) / 0.04) * smoothstep(0, 0.3, t);
  return Math.max(
    0.3,
    1 + mix(straight, curled, p.hairCurl) + 0.25 * drift - rim - 0.3 * smoothstep(0.3, 1, t),
  );
}
