import type { HintName } from 'recognize-elements';

/**
 * The clips of `npm run tour -- --clips`, and what the capture has to make of each. All figures are pixels of the studio film (1920 × 1080) or
 * of the clip.
 */

/** Seconds of the film in which the man sits still and faces the camera. The clip runs forward and back, so that it repeats without a jump. */
export const FILM = { file: 'videos/studio-head-turns.mp4', from: 7.5, seconds: 4.5 } as const;
/** The man's face in those seconds: the height of the detector's box, and its center. */
const FACE = { height: 359, x: 879, y: 280 };
export const SELFIES = 'faces/selfies_unsplash_1280.tar.gz';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the camera sees: the source, and where its face is in the clip. */
export interface ClipView extends Size {
  /** Height of the face's box, relative to the height of the clip. */
  readonly face: number;
  /** Center of the face, relative to the clip; `x` as the camera sees it. */
  readonly x: number;
  readonly y: number;
}

/** A face in a source, pixels. */
export interface FacePlace {
  readonly height: number;
  readonly x: number;
  readonly y: number;
}

export interface ClipParameters {
  readonly name: string;
  readonly source: 'film' | Selfie | { readonly color: string };
  readonly view: ClipView;
  /** ffmpeg filters, applied to the clip in its size. */
  readonly filters?: string;
  /** Drawn over each picture: an SVG document in the size of the clip. */
  readonly overlay?: string;
  /** Pictures in a second; default 30. */
  readonly fps?: number;
  /** One picture, repeated. */
  readonly frozen?: true;
  readonly expected: Expectation;
}

export interface Expectation {
  /** Hints of which one must dominate; none for a clip that is enrolled. */
  readonly hints: readonly HintName[];
  readonly enrolled: boolean;
  /** Seconds in which an expected hint is shown, or the enrollment's capture is complete. */
  readonly within?: number;
}

export interface Selfie extends FacePlace {
  readonly file: string;
}

export const filmFace: FacePlace = FACE;

/**
 * The camera of most laptops delivers 640 × 480. Half of the height is a face at arm's length, in the middle of the oval.
 */
const base: ClipView = { width: 640, height: 480, face: 0.5, x: 0.5, y: 0.5 };
const at = (change: Partial<ClipView>): ClipView => ({ ...base, ...change });

const svg = (content: string, { width, height }: Size = base): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${content}</svg>`;

/** Places in the base clip: the eyes are at 286|211 and 363|211, the nose at 320|257, the mouth at 320|295, the chin at 360. */
const overlays = {
  /** A bar of the width of the head. */
  eyesCovered: svg('<rect x="232" y="184" width="180" height="56" fill="#16181d"/>'),
  /** A sheet of paper in front of nose and mouth. */
  mask: svg('<path d="M236 236l168-4 8 140-172 6z" fill="#dfe6ea"/>'),
  /** Dark glasses with a bridge and temples. They reflect a little, as glasses do. */
  sunglasses: svg(
    `<g fill="#0d0e12"><rect x="250" y="190" width="68" height="48" rx="20"/><rect x="332" y="190" width="68" height="48" rx="20"/>
    <path d="M316 200h18v7h-18zM236 198h18v6h-18zM396 198h18v6h-18z"/></g>
    <path d="M262 198l22 0-14 26zM344 198l22 0-14 26z" fill="#8d97a8" opacity=".25"/>`,
  ),
  /** A window behind the person: white everywhere except for a silhouette of head and shoulders with a soft edge. */
  window: svg(
    `<defs><filter id="soft"><feGaussianBlur stdDeviation="7"/></filter><mask id="outside"><rect width="640" height="480" fill="#fff"/>
    <g filter="url(#soft)"><ellipse cx="322" cy="228" rx="88" ry="132"/><path d="M266 320h112v62l150 58 20 60H90l20-60 156-58z"/></g></mask></defs>
    <rect width="640" height="480" fill="#fff" mask="url(#outside)"/>`,
  ),
};

/** ffmpeg's `noise` divides its strength by √3, and adds it to luma of the range 16..235. `t`: new noise in each picture. */
const noise = (sigma: number): string =>
  `noise=alls=${Math.round((sigma * Math.sqrt(3) * 219) / 255)}:allf=t`;

/** What a camera adds to a still picture: a standard deviation of 3 of 255. */
const SENSOR_NOISE = noise(3);

/** Multiplies each color by `factor`; what exceeds full scale is cut off. */
const gain = (factor: number): string => {
  const value = `'clip(val*${factor.toFixed(2)},0,255)'`;
  return `lutrgb=r=${value}:g=${value}:b=${value}`;
};

const refused = (...hints: HintName[]): Expectation => ({ hints, enrolled: false });
const enrolled: Expectation = { hints: [], enrolled: true, within: 2.5 };
/** A camera that cannot work is named within three seconds. */
const named = (...hints: HintName[]): Expectation => ({ hints, enrolled: false, within: 3 });

const film = (
  name: string,
  expected: Expectation,
  change: Partial<Omit<ClipParameters, 'name' | 'expected'>> = {},
): ClipParameters => ({ name, source: 'film', view: base, expected, ...change });

/**
 * Other people than the one of the film: skin, hair, glasses, a cap. Height and center of the detector's box.
 */
const selfies: Readonly<Record<string, Selfie>> = {
  'selfie-dark-skin': { file: 'dorrell-tibbs-gisFZKWpKQ4-unsplash.jpg', height: 701, x: 474, y: 516 },
  'selfie-smile': { file: 'andre-tan-nX0mSJ999Og-unsplash.jpg', height: 231, x: 541, y: 554 },
  'selfie-glasses': { file: 'joel-mott-QwMnGGtW4CQ-unsplash.jpg', height: 531, x: 410, y: 705 },
  'selfie-cap': { file: 'vince-fleming-j3lf-Jn6deo-unsplash.jpg', height: 365, x: 438, y: 358 },
};

export const clips: readonly ClipParameters[] = [
  film('base', enrolled),
  // A phone that is held upright.
  film('portrait', enrolled, { view: at({ width: 480, height: 640, face: 0.45 }) }),
  film('hd', enrolled, { view: at({ width: 1280, height: 720 }) }),
  ...Object.entries(selfies).map(
    ([name, source]): ClipParameters => ({
      name,
      source,
      view: base,
      filters: SENSOR_NOISE,
      expected: enrolled,
    }),
  ),
  // A camera that exposes longer in a dark room, and one behind a slow connection.
  film('fps-15', enrolled, { fps: 15 }),
  film('fps-5', enrolled, { fps: 5 }),
  // Blur of a soiled lens, and of one that is out of focus.
  film('blur-4', refused('clean-lens'), { filters: 'gblur=sigma=4' }),
  film('blur-10', refused('clean-lens'), { filters: 'gblur=sigma=10' }),
  film('eyes-covered', refused('uncover-face'), { overlay: overlays.eyesCovered }),
  film('mask', refused('uncover-face'), { overlay: overlays.mask }),
  film('sunglasses', refused('uncover-face'), { overlay: overlays.sunglasses }),
  // Everything above 30 % of full scale is white: skin has no detail left.
  film('over-exposed', refused('less-light'), { filters: gain(1 / 0.3) }),
  // A camera that is mounted on its side.
  film('rotated', named('turn-camera'), {
    view: at({ width: 480, height: 640, face: 0.4 }),
    filters: 'transpose=1',
  }),
  film('coarse', named('coarse-camera'), { view: at({ width: 160, height: 120 }) }),
  film('far', refused('come-closer'), { view: at({ face: 0.15 }) }),
  film('very-far', refused('come-closer'), { view: at({ face: 0.08 }) }),
  // Left as the person sees it: the preview is mirrored, so the camera has the face on the right. The face leaves the oval in both.
  film('left-third', refused('move-right'), { view: at({ x: 0.78, face: 0.4 }) }),
  // Half of the face is outside the picture.
  film('left-edge', refused('move-right'), { view: at({ x: 0.97, face: 0.4 }) }),
  // The viewfinder on a computer shows the middle of an upright picture. The eyes are above what it shows, and inside what the camera delivers.
  film('top-cut', refused('move-down'), {
    view: at({ width: 480, height: 640, face: 0.35, y: 0.17 }),
  }),
  // Forehead and chin are cut off.
  film('too-near', refused('go-back'), { view: at({ face: 1.05 }) }),
  // The camera exposes for the window: the person gets a third of the light.
  film('backlit', refused('light-behind'), {
    filters: gain(0.32),
    overlay: overlays.window,
  }),
  film('noisy', { ...enrolled, within: 5 }, { filters: noise(12) }),
  film('frozen', named('no-picture'), { frozen: true }),
  // A covered lens, a driver that delivers empty pictures, and one that replaces the picture.
  ...(['black', 'green', 'gray'] as const).map(
    (color): ClipParameters => ({
      name: color === 'gray' ? 'grey' : color, // cspell:disable-line
      source: { color },
      view: base,
      expected: named('no-picture'),
    }),
  ),
];
