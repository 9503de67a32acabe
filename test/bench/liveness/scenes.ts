import { paintBackground } from '../../../src/simulated-camera/renderer/pipeline/background.ts';
import type { Frame } from '../../../src/vision/types.ts';
import { type LinearImage, linearImage } from './light.ts';
import { type Material, randomMaterial, reproduce } from './material.ts';
import { Follower, FRONT, type Habits, type HeadPose, type Request } from './motion.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, type Performer } from './performers.ts';
import { expose, randomSensor, type Sensor } from './sensor.ts';
import { drawSheet, type FacePicture, type Sheet, type SheetScene } from './sheet.ts';

/** What a camera sees, frame by frame. */
export interface Scene {
  /** @param seconds since the first frame, @param step since the previous one */
  next(request: Request, seconds: number, step: number): Frame;
}

type Random = () => number;

const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** A person before the camera. */
export function genuineScene(performer: Performer, random: Random): Scene {
  const sensor: Sensor = { ...randomSensor(random), bayer: false };
  return {
    next(request, _seconds, step) {
      const frame = performer.next(request, step);
      return expose(linearImage(frame), sensor, Math.floor(1e9 * random()));
    },
  };
}

/** How the hands of an attacker move a photo. */
export type Handling =
  /** Held still. */
  | 'still'
  /** Turned and moved to and fro. */
  | 'waved'
  /** Moved toward the camera and back. */
  | 'zoomed'
  /** Moved as the page asks. */
  | 'ordered';

export interface PhotoOptions {
  readonly photo: FacePicture;
  readonly handling: Handling;
  /** Radius of the bent sheet in centimeters; `Infinity` is flat. */
  readonly radius: number;
  /** Another face behind the holes for eyes and mouth. */
  readonly behind?: FacePicture;
}

const HANDS: Omit<Habits, 'yaw' | 'pitch' | 'closer' | 'tremor'> = {
  reaction: [0.4, 1],
  speed: 5,
  error: 0,
};

/** A photo that hands hold before the camera, on paper or on a screen. */
export function photoScene({ photo, handling, radius, behind }: PhotoOptions, random: Random): Scene {
  const material = randomMaterial(
    random,
    Number.isFinite(radius) || behind || random() < 0.6 ? 'print' : 'screen',
  );
  const image = { ...photo.image, data: photo.image.data.slice() };
  reproduce(image, material);
  const sheet = sheetOf({ ...photo, image }, material, behind !== undefined, random);
  const scene = surroundings(random, behind && fullFrame(behind));
  const [sensor, distance] = [randomSensor(random), usualDistance(sheet, random)];
  const hands = new Follower(
    {
      ...HANDS,
      yaw: between(random, 22, 42),
      pitch: between(random, 15, 35),
      closer: between(random, 0.6, 0.75),
      tremor: between(random, 0.3, 1.5),
    },
    random,
  );
  const [tilt, roll] = [8 * (random() - 0.5), 6 * (random() - 0.5)];
  return {
    next(request, seconds, step) {
      const followed = hands.next(handling === 'ordered' ? request : undefined, step);
      const moved = handling === 'ordered' ? followed : handled(handling, seconds, material.seed);
      const pose = {
        x: 0.5 * hands.tremor(3),
        y: 0.5 * hands.tremor(4),
        distance: distance * moved.nearness + 0.3 * hands.tremor(5),
        yaw: moved.yaw + tilt + hands.tremor(0),
        pitch: moved.pitch + hands.tremor(1),
        roll: roll + hands.tremor(2),
        radius,
      };
      return expose(drawSheet(sheet, pose, scene, seconds), sensor, Math.floor(1e9 * random()));
    },
  };
}

/** Movements of a photo that do not follow the page. */
function handled(handling: Handling, seconds: number, seed: number): HeadPose {
  const phase = seed % 7;
  const wave = (hertz: number, shift: number) => Math.sin(2 * Math.PI * hertz * seconds + phase + shift);
  // Steady for a moment first, so that the page takes the face for a person who looks straight ahead.
  const strength = Math.min(1, Math.max(0, seconds - 1));
  if (handling === 'waved')
    return {
      yaw: 38 * strength * wave(0.31 + 0.03 * phase, 0),
      pitch: 28 * strength * wave(0.23 + 0.04 * phase, 2),
      nearness: 1 - 0.12 * strength * (1 + wave(0.17, 1)),
    };
  if (handling === 'zoomed')
    return { ...FRONT, nearness: 1 - 0.22 * strength * (1 + wave(0.3 + 0.02 * phase, -1.6 - phase)) };
  return FRONT;
}

/** A screen in front of the camera that shows a film. */
export function filmScene(film: Performer, random: Random): Scene {
  const material = randomMaterial(random, 'screen');
  const scene = surroundings(random);
  const sensor = randomSensor(random);
  const hands = new Follower(
    { ...HANDS, yaw: 0, pitch: 0, closer: 1, tremor: between(random, 0, 0.8) },
    random,
  );
  const eyeDistance = between(random, 4, 6.5);
  const [tilt, roll] = [6 * (random() - 0.5), 4 * (random() - 0.5)];
  // The whole film is on the screen; its scale comes from a usual face in it.
  const scale = eyeDistance / (0.11 * FRAME_WIDTH);
  const halfWidth = (FRAME_WIDTH / 2) * scale;
  const halfHeight = (FRAME_HEIGHT / 2) * scale;
  const landmarks = screenLandmarks(eyeDistance / scale);
  const distance = (52 * eyeDistance) / 6.3 / between(random, 0.75, 1.05);
  return {
    next(request, seconds, step) {
      hands.next(undefined, step);
      const image = linearImage(film.next(request, step));
      reproduce(image, material);
      const sheet: Sheet = {
        picture: { image, landmarks },
        material,
        eyeDistance,
        edges: [halfWidth, halfHeight, halfWidth, halfHeight],
        holes: false,
        fingers: false,
      };
      const pose = {
        x: 0.4 * hands.tremor(3),
        y: 0.4 * hands.tremor(4),
        distance: distance + 0.3 * hands.tremor(5),
        yaw: tilt + hands.tremor(0),
        pitch: hands.tremor(1),
        roll: roll + hands.tremor(2),
        radius: Number.POSITIVE_INFINITY,
      };
      return expose(drawSheet(sheet, pose, scene, seconds), sensor, Math.floor(1e9 * random()));
    },
  };
}

/** Landmarks that put the middle of the film into the middle of the screen, at the scale of this eye distance in pixels. */
function screenLandmarks(eyePixels: number): FacePicture['landmarks'] {
  const [x, y, half] = [FRAME_WIDTH / 2, FRAME_HEIGHT / 2, eyePixels / 2];
  return [
    { x: x - half, y },
    { x: x + half, y },
    { x, y },
    { x: x - half, y },
    { x: x + half, y },
  ];
}

function sheetOf(picture: FacePicture, material: Material, holes: boolean, random: Random): Sheet {
  // From a picture of the face alone to one that is larger than what the camera sees.
  const isLarge = !holes && random() < 0.35;
  const reach = () => (isLarge ? 40 : between(random, 7, 17));
  const eyeDistance = between(random, 4.2, 7.2);
  const scale = eyeDistance / 6.3;
  return {
    picture,
    material,
    eyeDistance,
    edges: [reach() * scale, 1.1 * reach() * scale, reach() * scale, 1.2 * reach() * scale],
    holes,
    fingers: !isLarge && random() < 0.6,
  };
}

/** A distance from which the face is about as large as that of a person at 40 to 60 cm. */
function usualDistance({ eyeDistance }: Sheet, random: Random): number {
  return (between(random, 40, 60) * eyeDistance) / 6.3;
}

function surroundings(random: Random, behind?: LinearImage): SheetScene {
  const data = paintBackground(Math.floor(5000 * random()), FRAME_WIDTH, FRAME_HEIGHT);
  const background = { width: FRAME_WIDTH, height: FRAME_HEIGHT, data };
  const light = { azimuth: 100 * (random() - 0.5), contrast: 0.7 * random() };
  return { background, ...light, ...(behind === undefined ? {} : { behind }) };
}

/** The face enlarged to the whole frame: what holes show of a face close behind them. */
function fullFrame({ image, landmarks }: FacePicture): LinearImage {
  const [left, right, nose] = landmarks;
  const scale = Math.hypot(right.x - left.x, right.y - left.y) / (0.11 * FRAME_WIDTH);
  const data = new Float32Array(FRAME_WIDTH * FRAME_HEIGHT * 3);
  for (let y = 0, at = 0; y < FRAME_HEIGHT; y++) {
    for (let x = 0; x < FRAME_WIDTH; x++, at += 3) {
      const px = Math.min(image.width - 1, Math.max(0, Math.round(nose.x + scale * (x - FRAME_WIDTH / 2))));
      const py = Math.min(image.height - 1, Math.max(0, Math.round(nose.y + scale * (y - FRAME_HEIGHT / 2))));
      for (let k = 0; k < 3; k++) data[at + k] = image.data[(py * image.width + px) * 3 + k]!;
    }
  }
  return { width: FRAME_WIDTH, height: FRAME_HEIGHT, data };
}
