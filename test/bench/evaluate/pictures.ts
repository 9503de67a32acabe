import { spawn } from 'node:child_process';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Frame } from '../../../src/vision/types.ts';
import { readTar } from '../accuracy/tar.ts';

export interface Picture {
  readonly name: string;
  readonly frame: Frame;
}

/** Yields the pictures of an archive in `faces/`, decoded one at a time. */
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

/** Yields every third frame of a video in `videos/`, scaled by ffmpeg. @throws Error if ffmpeg fails */
export async function* clip(
  data: string,
  name: string,
  width: number,
  height: number,
): AsyncGenerator<Picture> {
  const filter = `select=not(mod(n\\,3)),scale=${width}:${height}`;
  const output = ['-fps_mode', 'passthrough', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-'];
  const child = spawn('ffmpeg', ['-v', 'error', '-i', join(data, 'videos', name), '-vf', filter, ...output]);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  // The rejection is handled below, after the output has been read.
  exit.catch(() => {});
  child.stderr.pipe(process.stderr);
  const frameBytes = width * height * 4;
  let [rest, count]: [Buffer, number] = [Buffer.alloc(0), 0];
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    rest = Buffer.concat([rest, chunk]);
    for (; rest.length >= frameBytes; rest = rest.subarray(frameBytes)) {
      const frame = { width, height, data: new Uint8ClampedArray(rest.subarray(0, frameBytes)) };
      yield { name: `${name} ${count++}`, frame };
    }
  }
  const status = await exit;
  if (status !== 0) throw new Error(`ffmpeg exited with ${status} after ${count} frames of ${name}`);
}

/** The sources that detection and quality are measured on for the model card. */
export const sources = (data: string): Readonly<Record<string, () => AsyncGenerator<Picture>>> => ({
  LFW: () => pictures(data, 'lfw_raw250_fold1.tar.gz'),
  selfies: () => pictures(data, 'selfies_unsplash_1280.tar.gz'),
  'studio clip': () => clip(data, 'studio-head-turns.mp4', 960, 540),
  'webcam clip': () => clip(data, 'webcam-backlit.avi', 640, 480),
});
