import { clamp, evaluateSpline, gaussian, type Knots, mix, smoothstep } from '../../math/interpolation.ts';
import { fractalNoise, valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import type { Palette } from '../texture/palette.ts';
import type { MeshPart } from './mesh-part.ts';
import { computeNormals, radiusAt, type Surface } from './surface.ts';

/** Vertices of each side of the sheet. */
const COLUMNS = 141;
const ROWS = 36;
/** Height of the upper edge, in centimeters. */
const TOP = 8.8;

/** Angle from the middle of the face, in degrees, of the front edges of the hair, by height. */
const frontEdge: Knots = [
  [8.8, 34],
  [6, 42],
  [4, 49],
  [1, 58],
  [-3, 64],
  [-8, 63],
  [-14, 54],
  [-22, 46],
];

/** Trait `hairLength` from which the hair covers the ears. */
const LONG_HAIR = 0.22;

/** Whether the hair covers the ears. */
export const hasLongHair = (p: Person): boolean => p.hairLength > LONG_HAIR;

/** Hair that hangs from the crown around the face: the outer and the inner side of a sheet with an opening in front. Empty for short hair. */
export function createLongHair(p: Person, surface: Surface, palette: Palette): readonly MeshPart[] {
  return hasLongHair(p) ? [createSheet(p, surface, palette, 1), createSheet(p, surface, palette, -1)] : [];
}

/** @param facing 1 for the outer side; −1 for the inner side, whose columns run in the opposite direction */
function createSheet(p: Person, surface: Surface, palette: Palette, facing: number): MeshPart {
  const position = new Float32Array(COLUMNS * ROWS * 3);
  const color = new Float32Array(COLUMNS * ROWS * 3);
  const bottom = mix(-3, -20, (p.hairLength - LONG_HAIR) / (1 - LONG_HAIR));
  for (let j = 0; j < ROWS; j++) {
    const t = j / (ROWS - 1);
    for (let i = 0; i < COLUMNS; i++) {
      const u = facing * ((2 * i) / (COLUMNS - 1) - 1);
      const irregularity = 0.9 * valueNoise(u * 14, 1, p.seed + 52) * smoothstep(0.4, 1, t);
      const y = mix(TOP, bottom + irregularity, t);
      const edge = (evaluateSpline(frontEdge, y) * Math.PI) / 180;
      const angle = u * (Math.PI - edge);
      const r =
        sheetRadius(p, surface, angle < 0 ? angle + Math.PI : angle - Math.PI, y, u, t) -
        (facing > 0 ? 0 : 0.2);
      const at = 3 * (j * COLUMNS + i);
      position[at] = -r * Math.sin(angle);
      position[at + 1] = y;
      position[at + 2] = -r * Math.cos(angle);
      const k = strandBrightness(p, u, y, t) * (facing > 0 ? 1 : 0.4);
      color[at] = palette.hair[0] * k;
      color[at + 1] = palette.hair[1] * k;
      color[at + 2] = palette.hair[2] * k;
    }
  }
  const normal = computeNormals(position, COLUMNS, ROWS, false);
  return {
    columns: COLUMNS,
    rows: ROWS,
    position,
    normal,
    color,
    visibility: 0.95,
    gloss: facing > 0 ? 0.1 : 0,
  };
}

/** Distance of the sheet from the axis. */
function sheetRadius(p: Person, surface: Surface, angle: number, y: number, u: number, t: number): number {
  const skin = radiusAt(surface, angle, y);
  const side = Math.abs(Math.sin(angle));
  const volume = mix(0.1, 2.1, p.hairVolume) * (1 + 0.5 * p.hairCurl);
  const hanging =
    mix(9.2, 8.1, side) +
    volume * smoothstep(8, 1, y) -
    1.3 * smoothstep(0.75, 1, t) -
    0.12 * Math.max(0, -9 - y);
  const curl = 0.12 + 0.75 * p.hairCurl * p.hairCurl;
  const wave = curl * fractalNoise(u * 9, y * (0.2 + 0.35 * p.hairCurl), p.seed + 53) * smoothstep(6, 2, y);
  const full = Math.max(skin + 0.3, hanging + wave);
  const near = skin + mix(-0.25, 0.2, smoothstep(TOP, TOP - 2, y));
  const cover = smoothstep(0, 0.16, 1 - Math.abs(u)) * smoothstep(TOP, 4.5, y);
  return mix(near, full, clamp(cover, 0, 1));
}

/** Brightness of the hair strands, about 1. */
function strandBrightness(p: Person, u: number, y: number, t: number): number {
  const drift = 0.4 * fractalNoise(u * 4, y * 0.16, p.seed + 54);
  const straight =
    0.26 * valueNoise((u + 0.04 * drift) * 30, y * 0.1, p.seed + 55) +
    0.12 * valueNoise(u * 58, y * 0.3, p.seed + 56);
  const curled = 0.6 * fractalNoise(u * 17, y * 0.7, p.seed + 57);
  const rim = 0.3 * gaussian((1 - Math.abs(u)) / 0.04) * smoothstep(0, 0.3, t);
  return Math.max(
    0.3,
    1 + mix(straight, curled, p.hairCurl) + 0.25 * drift - rim - 0.3 * smoothstep(0.3, 1, t),
  );
}
