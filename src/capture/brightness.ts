/** Sides of the picture that is measured: enough for a mean, and cheap to read back. */
const [width, height] = [16, 12];

/**
 * Mean luma of what a video shows now, 0..1. Detectors find nobody in the dark, so the dark must be seen without one.
 *
 * @returns a function that measures; it keeps one tiny canvas
 */
export function brightnessOf(video: HTMLVideoElement): () => number {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return () => {
    if (context === null) return 1;
    context.drawImage(video, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      sum += 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
    }
    return sum / (255 * width * height);
  };
}
