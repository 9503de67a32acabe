import { smoothstep } from '../../math/interpolation.ts';
import { fractalNoise, valueNoise } from '../../math/noise.ts';
import type { Person } from '../../people/person.ts';
import { type Color, composite } from './color.ts';
import type { Palette } from './palette.ts';

/**
 * Paints strands over the skin: light and dark streaks along the hair, isotropic noise where it is curly.
 *
 * @param depth as of `hairDepth`
 * @returns opacity of the hair, 0…1
 */
export function paintHair(
  p: Person,
  palette: Palette,
  angle: number,
  y: number,
  depth: number,
  color: Color,
): number {
  const irregularity = 0.35 * valueNoise(angle * 30, y * 2, p.seed + 11);
  const alpha = smoothstep(-0.55, 0.55, depth + irregularity);
  if (alpha === 0) return 0;
  const drift = 0.5 * fractalNoise(angle * 2.2, y * 0.35, p.seed + 12);
  const curl = p.hairCurl;
  const strand =
    (1 - 0.6 * curl) *
      (0.34 * valueNoise((angle + 0.09 * drift) * 42, y * 0.42, p.seed + 13) +
        0.2 * valueNoise((angle + 0.05 * drift) * 95, y * 0.9, p.seed + 14)) +
    curl * 0.6 * fractalNoise(angle * 16, y * 2.6, p.seed + 15);
  const k = Math.max(0.25, 1 + 0.75 * strand + 0.25 * drift - 0.3 * smoothstep(0.6, 0, depth));
  composite(color, [palette.hair[0] * k, palette.hair[1] * k, palette.hair[2] * k], alpha);
  return alpha;
}
