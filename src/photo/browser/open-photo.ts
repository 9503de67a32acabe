import { RecognizeError } from '../../errors.ts';
import type { Vision } from '../../vision/client.ts';
import type { Box } from '../../vision/types.ts';
import type { Bytes } from '../../wire/bytes.ts';
import type { Scenario } from '../../wire/photo.ts';
import { examinePhoto } from '../examine-photo.ts';
import { readPhotoHeader, tooLarge } from '../header.ts';
import { MAX_FILE_BYTES, MAX_SIDE_PIXELS } from '../limits.ts';
import type { Picture } from '../picture.ts';

/** A photo whose file was read and whose format was checked. */
export interface BrowserPhoto {
  /** SHA-256 of the file. */
  readonly hash: Bytes;
  /** Decodes the photo upright. The caller closes the bitmap. @throws RecognizeError `photo/unreadable` */
  decode(): Promise<ImageBitmap>;
}

/**
 * Reads the file of a photo.
 *
 * @throws RecognizeError `photo/unsupported-format`, `photo/unreadable`, `photo/too-large`
 */
export async function openPhoto(file: Blob): Promise<BrowserPhoto> {
  // Before a large file is in memory.
  if (file.size > MAX_FILE_BYTES) throw tooLarge(`${file.size} bytes, expected at most ${MAX_FILE_BYTES}`);
  const bytes = await file.arrayBuffer().catch((cause: unknown) => {
    throw unreadable(cause);
  });
  const { format } = readPhotoHeader(new Uint8Array(bytes));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  // What was checked is decoded: a file on the disk may change, and its name may give it another type.
  const checked = new Blob([bytes], { type: `image/${format.toLowerCase()}` });
  return { hash, decode: () => decode(checked) };
}

/** Browsers apply the orientation of Exif, and convert to sRGB. */
async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    const full = await createImageBitmap(file);
    const scale = MAX_SIDE_PIXELS / Math.max(full.width, full.height);
    if (scale >= 1) return full;
    const [resizeWidth, resizeHeight] = [full.width, full.height].map((side) =>
      Math.max(1, Math.round(side * scale)),
    ) as [number, number];
    return await createImageBitmap(full, { resizeWidth, resizeHeight, resizeQuality: 'high' }).finally(() =>
      full.close(),
    );
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause: unknown): RecognizeError =>
  new RecognizeError('photo/unreadable', { cause, detail: 'the file cannot be read or decoded' });

/**
 * Embeds the face of a photo.
 *
 * @throws RecognizeError as `examinePhoto`, `Vision.observe` and `BrowserPhoto.decode`
 */
export async function embedPhoto(
  photo: BrowserPhoto,
  scenario: Scenario,
  vision: Pick<Vision, 'observe'>,
): Promise<Float32Array> {
  const picture = pictureOf(await photo.decode(), vision);
  try {
    return await examinePhoto(picture, scenario);
  } finally {
    picture.close();
  }
}

const pictureOf = (bitmap: ImageBitmap, vision: Pick<Vision, 'observe'>): Picture => ({
  width: bitmap.width,
  height: bitmap.height,
  observe: async ({ x, y, width, height }: Box, options) =>
    // A copy, because the frame is transferred to the worker.
    vision.observe(await createImageBitmap(bitmap, x, y, width, height), options),
  close: () => bitmap.close(),
});
