/**
 * Binomial filter 1 4 6 4 1 along both axes (Gaussian of σ = 1 pixel) of a square image, in place; beyond the border its nearest pixel
 * counts.
 *
 * @param scratch at least as long as the image
 */
export function blur(image: Float32Array, side: number, scratch: Float32Array): void {
  blurAxis(image, scratch, side, 1, side);
  blurAxis(scratch, image, side, side, 1);
}

function blurAxis(from: Float32Array, to: Float32Array, side: number, along: number, across: number): void {
  const last = side - 1;
  for (let line = 0; line < side; line++) {
    const start = line * across;
    for (let i = 0; i <= last; i++) {
      const before = start + Math.max(0, i - 1) * along;
      const before2 = start + Math.max(0, i - 2) * along;
      const after = start + Math.min(last, i + 1) * along;
      const after2 = start + Math.min(last, i + 2) * along;
      const at = start + i * along;
      to[at] = (from[before2]! + from[after2]! + 4 * (from[before]! + from[after]!) + 6 * from[at]!) / 16;
    }
  }
}

/** A square image of half the side: means of 2 × 2 pixels. @param side even */
export function halve(image: Float32Array, side: number, target: Float32Array): void {
  const half = side / 2;
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const at = 2 * y * side + 2 * x;
      target[y * half + x] = (image[at]! + image[at + 1]! + image[at + side]! + image[at + side + 1]!) / 4;
    }
  }
}
