/** Linear red, green, blue, 0…1. */
export type Color = [number, number, number];

/** Linear light from sRGB bytes, by the power 2.2 that approximates IEC 61966-2-1. */
export const fromSrgb = (r: number, g: number, b: number): Color => [
  (r / 255) ** 2.2,
  (g / 255) ** 2.2,
  (b / 255) ** 2.2,
];

/** Linear interpolation between `a` (t = 0) and `b` (t = 1). */
export function mixColors(a: Color, b: Color, t: number): Color {
  return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
}

/** Composites `layer` with this opacity over `color`, in place. */
export function composite(color: Color, layer: Color, alpha: number): void {
  color[0] += (layer[0] - color[0]) * alpha;
  color[1] += (layer[1] - color[1]) * alpha;
  color[2] += (layer[2] - color[2]) * alpha;
}

/** Multiplies the channels of `color`, in place. */
export function multiply(color: Color, r: number, g: number, b: number): void {
  color[0] *= r;
  color[1] *= g;
  color[2] *= b;
}
