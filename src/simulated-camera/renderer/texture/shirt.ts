import { gaussian, smoothstep } from '../../math/interpolation.ts';
import { valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import { CHIN_LEVEL } from '../geometry/skull.ts';
import { type Color, composite } from './color.ts';
import type { Palette } from './palette.ts';

/** Paints the shirt below the neckline over the skin. */
export function paintShirt(p: Person, palette: Palette, x: number, y: number, z: number, color: Color): void {
  const neckline = CHIN_LEVEL * p.faceLength - (z > 0 ? 4.6 + 1.2 * gaussian(x / 3) : 3);
  const alpha = smoothstep(0.15, -0.15, y - neckline);
  const weave =
    1 + 0.06 * valueNoise(x * 6, y * 6, p.seed + 17) + 0.12 * valueNoise(x * 0.5, y * 0.4, p.seed + 18);
  const seam = 1 - 0.45 * gaussian((y - neckline + 0.45) / 0.12);
  composite(
    color,
    [palette.shirt[0] * weave * seam, palette.shirt[1] * weave * seam, palette.shirt[2] * weave * seam],
    alpha,
  );
}
