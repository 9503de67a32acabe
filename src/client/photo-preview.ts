import { openPhoto } from '../photo/browser/open-photo.ts';

/** Longest side of a preview, in pixels: twice what an element shows. */
const PREVIEW_SIDE = 720;

/**
 * Reads the file of a photo as a small picture, upright. The caller closes it.
 *
 * @throws RecognizeError `photo/unsupported-format`, `photo/unreadable`, `photo/too-large`
 */
export async function photoPreview(file: Blob): Promise<ImageBitmap> {
  const full = await (await openPhoto(file)).decode();
  const scale = PREVIEW_SIDE / Math.max(full.width, full.height);
  if (scale >= 1) return full;
  const [resizeWidth, resizeHeight] = [full.width, full.height].map((side) =>
    Math.max(1, Math.round(side * scale)),
  ) as [number, number];
  return createImageBitmap(full, { resizeWidth, resizeHeight, resizeQuality: 'high' }).finally(() =>
    full.close(),
  );
}
