import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';

/** A clip as Chromium's fake camera plays it, over and over: JPEG pictures of one size, one after the other. */
export type Clip = Buffer;

const [width, height] = [640, 480];
/** Pictures of one way there; the clip goes back the same way, so that it has no seam. */
const steps = 20;

/** A still portrait before a hand-held camera: it drifts across the picture and comes nearer by a tenth. */
export async function portraitClip(picture: Uint8Array): Promise<Clip> {
  const there = await Promise.all(portraitFrames(await enlarged(picture)));
  return Buffer.concat([...there, ...there.toReversed()]);
}

interface Enlarged {
  readonly data: Buffer;
  readonly side: number;
}

/** Large enough for the windows to move by whole pixels and still glide. */
async function enlarged(picture: Uint8Array): Promise<Enlarged> {
  const side = 1500;
  const data = await sharp(picture).resize(side, side, { kernel: 'cubic' }).removeAlpha().raw().toBuffer();
  return { data, side };
}

function portraitFrames({ data, side }: Enlarged): Promise<Buffer>[] {
  return Array.from({ length: steps }, (_, i) => {
    const { left, top, across } = windowAt(i / (steps - 1), side);
    const down = Math.round((across * height) / width);
    return sharp(data, { raw: { width: side, height: side, channels: 3 } })
      .extract({ left, top, width: across, height: down })
      .resize(width, height)
      .jpeg({ quality: 92 })
      .toBuffer();
  });
}

/** What the camera sees at `t`, 0..1, of a picture of this side: the middle, where portraits have the face. */
export function windowAt(t: number, side: number): { left: number; top: number; across: number } {
  const across = Math.round(side * (1 - 0.1 * t));
  const free = side - across;
  const middle = (side - (across * height) / width) / 2;
  return { left: Math.round(free * t), top: Math.round(middle * (1 + 0.15 * (t - 0.5))), across };
}

export interface Part {
  /** Seconds from the beginning. */
  readonly from: number;
  readonly to: number;
  /** As ffmpeg writes it: width:height:left:top. */
  readonly crop?: string;
}

/** A part of a film. @throws Error in one sentence when there is no ffmpeg */
export async function filmClip(path: string, { from, to, crop }: Part): Promise<Clip> {
  const size = `scale=${width}:${height}`;
  const filter = crop === undefined ? size : `crop=${crop},${size}`;
  const input = ['-ss', String(from), '-t', String(to - from), '-i', path];
  const output = ['-an', '-vf', filter, '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg', 'pipe:1'];
  try {
    const options = { encoding: 'buffer', maxBuffer: 2 ** 28 } as const;
    return (await promisify(execFile)('ffmpeg', ['-v', 'error', ...input, ...output], options)).stdout;
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw missing ? new Error('The films need ffmpeg: install it (apt-get install ffmpeg).') : cause;
  }
}
