/** Size of the canvas in pixels: enough for a mean, and cheap to read back. */
const [WIDTH, HEIGHT] = [16, 12];

/**
 * Measures the mean luma (ITU-R BT.601) of what a video shows, 0..1. The detector finds no faces in the dark, so darkness must be measured
 * without one. The browser's own scaling is exact enough for a mean. The nets need `downscale`.
 *
 * @returns a function that measures the current image; it keeps one small canvas, and returns 1 if the browser has no 2D canvas
 */
export function brightnessOf(video: HTMLVideoElement): () => number {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return () => {
    if (context === null) return 1;
    context.drawImage(video, 0, 0, WIDTH, HEIGHT);
    const { data } = context.getImageData(0, 0, WIDTH, HEIGHT);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      sum += 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
    }
    return sum / (255 * WIDTH * HEIGHT);
  };
}
