import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';

/** A clip for Chromium's fake camera, which repeats it: concatenated JPEG pictures of one size (MJPEG). */
export type Clip = Buffer;

const [width, height] = [640, 480];
/** Pictures from the start of the movement to its end. The clip then runs backwards, so that it repeats without a jump. */
const STEPS = 20;
/** Side to which a portrait is enlarged, so that windows which move by whole pixels still move smoothly. */
const ENLARGED_SIDE = 1500;

/** A clip of a portrait in front of a hand-held camera, which pans across it and approaches by a tenth. */
export async function portraitClip(picture: Uint8Array): Promise<Clip> {
  const side = ENLARGED_SIDE;
  const pixels = await sharp(picture).resize(side, side, { kernel: 'cubic' }).removeAlpha().raw().toBuffer();
  const forward = await Promise.all(
    Array.from({ length: STEPS }, (_, i) => {
      const { left, top, windowWidth } = windowAt(i / (STEPS - 1), side);
      const windowHeight = Math.round((windowWidth * height) / width);
      return sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
        .extract({ left, top, width: windowWidth, height: windowHeight })
        .resize(width, height)
        .jpeg({ quality: 92 })
        .toBuffer();
    }),
  );
  return Buffer.concat([...forward, ...forward.toReversed()]);
}

/**
 * The window of the camera in a square portrait; it stays near the middle, where portraits have the face.
 *
 * @param t progress of the movement, 0..1
 * @param side of the portrait in pixels
 */
function windowAt(t: number, side: number): { left: number; top: number; windowWidth: number } {
  const windowWidth = Math.round(side * (1 - 0.1 * t));
  const maxLeft = side - windowWidth;
  const centeredTop = (side - (windowWidth * height) / width) / 2;
  return {
    left: Math.round(maxLeft * t),
    top: Math.round(centeredTop * (1 + 0.15 * (t - 0.5))),
    windowWidth,
  };
}

export interface FilmPart {
  /** Seconds from the start of the film. */
  readonly from: number;
  readonly to: number;
  /** ffmpeg's crop filter: width:height:left:top in pixels. */
  readonly crop?: string;
}

/** A part of a film as a clip. @throws Error if ffmpeg is not installed or fails */
export async function filmClip(path: string, { from, to, crop }: FilmPart): Promise<Clip> {
  const scale = `scale=${width}:${height}`;
  const filter = crop === undefined ? scale : `crop=${crop},${scale}`;
  const input = ['-ss', String(from), '-t', String(to - from), '-i', path];
  const output = ['-an', '-vf', filter, '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'];
  try {
    const options = { encoding: 'buffer', maxBuffer: 2 ** 28 } as const;
    return (await promisify(execFile)('ffmpeg', ['-v', 'error', ...input, ...output], options)).stdout;
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new Error('ffmpeg is not installed: apt-get install ffmpeg', { cause }) : cause;
  }
}
