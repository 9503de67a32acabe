import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { type ClipParameters, type ClipView, type FacePlace, FILM, filmFace, SELFIES } from './parameters.ts';

const run = promisify(execFile);

/** Periods of a hand's movement in front of a still picture, seconds. Both fit into the length, so that the clip repeats without a jump. */
const SWAY = { seconds: 9, xPeriod: 4.5, yPeriod: 3, ratio: 0.012 } as const;
/** Of empty pictures. */
const COLOR_SECONDS = 2;
const DEFAULT_FPS = 30;

/**
 * Renders a clip for Chromium's fake camera, with ffmpeg. MJPEG, which Chromium plays with 30 pictures in a second; Y4M for another rate, which
 * that format names.
 *
 * @param dataFolder of the film and the selfies
 * @param folder in which the file is written
 * @returns the path of the file
 */
export async function renderClip(clip: ClipParameters, dataFolder: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { fps, overlay, name } = clip;
  const { inputs, filters } = await sourceOf(clip, dataFolder, folder);
  const chains = [`[0:v]${filters}`];
  if (clip.filters !== undefined) chains[0] += `,${clip.filters}`;
  if (overlay !== undefined) {
    const picture = join(folder, `${name}.png`);
    writeFileSync(picture, await sharp(Buffer.from(overlay)).png().toBuffer());
    inputs.push('-i', picture);
    chains[0] += '[picture]';
    chains.push('[picture][1:v]overlay');
  }
  const mjpeg = ['-pix_fmt', 'yuvj420p', '-q:v', '2', '-f', 'mjpeg'];
  const y4m = ['-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe'];
  const file = join(folder, `${name}.${fps === undefined ? 'mjpeg' : 'y4m'}`);
  const output = ['-an', '-r', String(fps ?? DEFAULT_FPS), ...(fps === undefined ? mjpeg : y4m), file];
  await ffmpeg(...inputs, '-filter_complex', chains.join(';'), ...output);
  return file;
}

async function sourceOf(
  { source, view, frozen, fps = DEFAULT_FPS }: ClipParameters,
  dataFolder: string,
  folder: string,
) {
  if (source === 'film') {
    const { file, from, seconds } = FILM;
    const inputs = ['-ss', String(from), '-t', String(seconds), '-i', join(dataFolder, file)];
    const [width, height] = [1920, 1080];
    const still = 'trim=end_frame=1,loop=loop=60:size=1';
    const forthAndBack = `fps=${fps},split[forth][copy];[copy]reverse[back];[forth][back]concat`;
    return {
      inputs,
      filters: `${frame(view, filmFace, { width, height })},${frozen ? still : forthAndBack}`,
    };
  }
  if ('color' in source) {
    const { width, height } = view;
    const picture = `color=c=${source.color}:s=${width}x${height}:r=${fps}:d=${COLOR_SECONDS}`;
    return { inputs: ['-f', 'lavfi', '-i', picture], filters: 'null' };
  }
  const path = join(folder, source.file);
  await run('tar', ['-xzf', join(dataFolder, SELFIES), '-C', folder, source.file]);
  const { width, height } = await sharp(path).metadata();
  const inputs = ['-loop', '1', '-framerate', String(fps), '-t', String(SWAY.seconds), '-i', path];
  return { inputs, filters: frame(view, source, { width, height }, sway(view)) };
}

/** Filters that show the face of a source in the size and at the place of the view. Beyond the edges the outermost pixels are repeated. */
function frame(
  { width, height, face, x, y }: ClipView,
  place: FacePlace,
  source: { readonly width: number; readonly height: number },
  [swayX, swayY] = ['0', '0'],
): string {
  const scale = (face * height) / place.height;
  const scaled = { width: even(source.width * scale), height: even(source.height * scale) };
  const left = Math.round(place.x * scale - x * width);
  const top = Math.round(place.y * scale - y * height);
  const margin = even(width * SWAY.ratio) + 2;
  const pad = {
    left: even(Math.max(0, margin - left)),
    top: even(Math.max(0, margin - top)),
    right: even(Math.max(0, left + width + margin - scaled.width)),
    bottom: even(Math.max(0, top + height + margin - scaled.height)),
  };
  return [
    `scale=${scaled.width}:${scaled.height}`,
    `pad=${scaled.width + pad.left + pad.right}:${scaled.height + pad.top + pad.bottom}:${pad.left}:${pad.top}`,
    `fillborders=${pad.left}:${pad.right}:${pad.top}:${pad.bottom}:smear`,
    `crop=${width}:${height}:${left + pad.left}+${swayX}:${top + pad.top}+${swayY}`,
  ].join(',');
}

const sway = ({ width }: ClipView): [string, string] => {
  const { xPeriod, yPeriod, ratio } = SWAY;
  const wave = (period: number) => `${(width * ratio).toFixed(1)}*sin(2*PI*t/${period})`;
  return [wave(xPeriod), wave(yPeriod)];
};

/** Pictures with chroma of half the size have even sides. */
const even = (value: number): number => 2 * Math.round(value / 2);

async function ffmpeg(...options: string[]): Promise<void> {
  try {
    await run('ffmpeg', ['-v', 'error', '-y', ...options]);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new Error('ffmpeg is not installed: apt-get install ffmpeg', { cause }) : cause;
  }
}
