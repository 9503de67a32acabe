import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeVision } from '../../../src/vision/node.ts';
import { poseOf } from '../../../src/vision/pipeline/pose.ts';
import { primaryFace } from '../../../src/vision/pipeline/primary-face.ts';
import type { Frame } from '../../../src/vision/types.ts';
import { clip, pictures } from '../evaluate/pictures.ts';
import { type Half, halfOf, personOf } from './halves.ts';
import { linearImage } from './light.ts';
import { type FilmFrame, FRAME_HEIGHT, FRAME_WIDTH, findStretches } from './performers.ts';
import type { FacePicture } from './sheet.ts';

/** Pictures of faces that an attacker could have. LFW is for measuring only. */
const ARCHIVES = ['selfies_unsplash_1280.tar.gz', 'cgi_human_640.tar.gz', 'lfw_raw250_fold1.tar.gz'];

/** A picture is reduced to this side; a sheet before the camera has fewer pixels. */
const MAX_SIDE = 640;
/** Smallest eye distance in pixels. */
const MIN_EYE_DISTANCE = 24;

/** The photos of a half, in the order of the archives. */
export async function loadPhotos(
  vision: NodeVision,
  data: string,
  half: Half,
): Promise<readonly FacePicture[]> {
  const photos: FacePicture[] = [];
  for (const archive of ARCHIVES) {
    if (!existsSync(join(data, 'faces', archive))) continue;
    for await (const { name, frame } of pictures(data, archive)) {
      if (halfOf(personOf(name)) !== half) continue;
      const picture = await facePicture(vision, reduced(frame));
      if (picture !== undefined) photos.push(picture);
    }
  }
  return photos;
}

/** A frame with its face in linear light. @returns `undefined` without a large, frontal face */
async function facePicture(vision: NodeVision, frame: Frame): Promise<FacePicture | undefined> {
  const { face: primary } = primaryFace(await vision.detect(frame), frame);
  if (primary === undefined) return undefined;
  const { landmarks } = await vision.refineLandmarks(frame, primary);
  const [left, right] = landmarks;
  const isLarge = Math.hypot(right.x - left.x, right.y - left.y) >= MIN_EYE_DISTANCE;
  if (!isLarge || Math.abs(poseOf(landmarks).yaw) > 25) return undefined;
  return { image: linearImage(frame), landmarks };
}

/** Halves the frame until its longer side fits. */
function reduced(frame: Frame): Frame {
  if (Math.max(frame.width, frame.height) <= MAX_SIDE) return frame;
  const [width, height] = [frame.width >> 1, frame.height >> 1];
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (2 * y * frame.width + 2 * x) * 4;
      const below = from + frame.width * 4;
      for (let k = 0; k < 4; k++, to++) {
        const sum = frame.data[from + k]! + frame.data[from + 4 + k]!;
        data[to] = (sum + frame.data[below + k]! + frame.data[below + 4 + k]!) / 4;
      }
    }
  }
  return reduced({ width, height, data });
}

/** A film of one person who turns the head, with the stretch of each movement. */
export interface Film {
  readonly frames: readonly FilmFrame[];
  readonly stretches: ReturnType<typeof findStretches>;
  readonly framesPerSecond: number;
}

/** Degrees of yaw below which the man looks ahead for most of the time; the camera is a little to his side. */
const NEARLY_FRONTAL = 15;
/** Every third picture of a clip with 30 pictures a second. */
const STUDIO_RATE = 10;

/** The studio clip, cut to the aspect ratio of the benchmark around the person; with `mirrored` its mirror image. */
export async function loadStudioFilm(vision: NodeVision, data: string, mirrored: boolean): Promise<Film> {
  const wide = Math.round((FRAME_HEIGHT * 16) / 9);
  const left = Math.round((wide - FRAME_WIDTH) / 2);
  const frames: FilmFrame[] = [];
  for await (const { frame: whole } of clip(data, 'studio-head-turns.mp4', wide, FRAME_HEIGHT)) {
    const frame = cut(whole, left, mirrored);
    const { face: primary } = primaryFace(await vision.detect(frame), frame);
    if (primary === undefined) continue;
    const { landmarks } = await vision.refineLandmarks(frame, primary);
    const { yaw, pitch } = poseOf(landmarks);
    const eyes = { x: (landmarks[0].x + landmarks[1].x) / 2, y: (landmarks[0].y + landmarks[1].y) / 2 };
    frames.push({ frame, yaw, pitch, eyes });
  }
  const frontal = frames.filter(({ yaw }) => Math.abs(yaw) < NEARLY_FRONTAL);
  const middle = (key: 'yaw' | 'pitch') =>
    frontal.map((each) => each[key]).toSorted((a, b) => a - b)[Math.floor(frontal.length / 2)] ?? 0;
  const neutral = { yaw: middle('yaw'), pitch: middle('pitch') };
  return { frames, stretches: findStretches(frames, neutral), framesPerSecond: STUDIO_RATE };
}

/** The part of a wide frame from `left` on, mirrored if asked for. */
function cut(frame: Frame, left: number, mirrored: boolean): Frame {
  const data = new Uint8ClampedArray(FRAME_WIDTH * FRAME_HEIGHT * 4);
  const [from, to] = [new Uint32Array(frame.data.slice().buffer), new Uint32Array(data.buffer)];
  for (let y = 0; y < FRAME_HEIGHT; y++)
    for (let x = 0; x < FRAME_WIDTH; x++) {
      const at = left + (mirrored ? FRAME_WIDTH - 1 - x : x);
      to[y * FRAME_WIDTH + x] = from[y * frame.width + at]!;
    }
  return { width: FRAME_WIDTH, height: FRAME_HEIGHT, data };
}
