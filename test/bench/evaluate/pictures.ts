import { join } from 'node:path';
import sharp from 'sharp';
import type { Frame } from '../../../src/vision/types.ts';
import { readTar } from '../accuracy/tar.ts';

export interface Picture {
  readonly name: string;
  readonly frame: Frame;
}

/** The pictures of an archive in `faces/`, decoded one at a time. */
export async function* pictures(data: string, archive: string): AsyncGenerator<Picture> {
  for (const { name, bytes } of readTar(join(data, 'faces', archive))) {
    if (!/\.(jpe?g|png|webp)$/i.test(name)) continue;
    const { data: pixels, info } = await sharp(bytes)
      .rotate()
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    yield { name, frame: { width: info.width, height: info.height, data: pixels } };
  }
}
