import type { Sharp, SharpOptions } from 'sharp';
import { RecognizeError } from '../../errors.ts';
import type { NodeVision } from '../../vision/node.ts';
import type { Box, Frame } from '../../vision/types.ts';
import { MAX_PIXELS, MAX_SIDE_PIXELS } from '../limits.ts';
import type { Picture } from '../picture.ts';

/** Applies the orientation of Exif, and converts to sRGB with 8 bits. */
type OpenImage = (bytes: Uint8Array, options: SharpOptions) => Sharp;

/**
 * Decodes a photo, reduced to at most `MAX_SIDE_PIXELS`. Nothing is written to a disk.
 *
 * @throws RecognizeError `photo/unreadable`
 * @throws Error without the peer dependency `sharp`
 */
export async function decodePhoto(bytes: Uint8Array, vision: NodeVision): Promise<Picture> {
  const open = await importSharp();
  const { data, info } = await open(bytes, { limitInputPixels: MAX_PIXELS, sequentialRead: true })
    .autoOrient()
    .resize({ width: MAX_SIDE_PIXELS, height: MAX_SIDE_PIXELS, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    // As the canvas of a browser.
    .flatten({ background: '#000' })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new RecognizeError('photo/unreadable', { cause, detail: 'the file cannot be decoded' });
    });
  const frame = { width: info.width, height: info.height, data };
  return {
    width: info.width,
    height: info.height,
    async observe(part, options) {
      const copy = copyOf(frame, part);
      return vision.observe(copy, options).finally(() => copy.data.fill(0));
    },
    close: () => void data.fill(0),
  };
}

async function importSharp(): Promise<OpenImage> {
  const module = await import('sharp').catch((cause: { readonly code?: string }) => {
    if (cause.code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new Error('enrollPhoto needs the package sharp: npm install sharp', { cause });
  });
  return module.default;
}

function copyOf(frame: Frame, { x, y, width, height }: Box): Frame {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * frame.width + x) * 4;
    data.set(frame.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}
