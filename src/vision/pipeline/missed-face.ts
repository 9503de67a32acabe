import type { Face, Frame, PictureMeasures } from '../types.ts';
import { turnFrame } from './turn-frame.ts';

/** Of the frames without a face, every third is examined in one more position: that takes as long as the detection in a frame. */
const INTERVAL = 3;
/** Longer side of the picture that is examined. */
const MAX_SIDE = 320;
/** Least height of a face relative to that picture: what is smaller may be a pattern. */
const MIN_FACE_HEIGHT = 0.15;
/** Part of width and height of the frame in which a distant face is looked for. */
const CENTER = 0.4;
/** Height of a face relative to the frame below which the detector misses it in some frames. */
const DISTANT_FACE_HEIGHT = 0.2;

/** Quarter turns clockwise. */
type Turn = 1 | 2 | 3;
const TURNS: readonly Turn[] = [1, 3, 2];
const POSITIONS: readonly ('center' | Turn)[] = ['center', 1, 3, 'center', 2];

/**
 * The face of a turned picture is the right one if its score is higher by this much. The detector also finds upright faces in turned pictures.
 * Measured in pictures of 414 people in which it finds an upright face: true for 480 of 489 on their side, 320 of 398 upside down, none of 414
 * upright. A photo is judged by the coverage as well (upright.ts), which finds 484 and 391. Here a wrong answer is only a hint that takes some frames
 * longer, so the landmarks and nets of three more pictures are not worth their time when a face appears.
 */
const MIN_SCORE_GAIN = 0.03;

type DetectedFace = Pick<Face, 'box' | 'score'>;
type Detect = (picture: Frame) => Promise<readonly DetectedFace[]>;

/** Looks for the face that the detector does not find, or finds wrongly: in the distance, or in a picture that lies on its side. */
export class MissedFaceCheck {
  /** Frames without a face. */
  #frames = 0;
  #next = 0;
  #distant = false;
  /** What makes the picture upright, as far as is known. */
  #turn: Turn | undefined;
  /** Turns with which the face has not been compared since it appeared. */
  #remaining = [...TURNS];

  /**
   * @param face in the frame
   * @returns where a better face was found in the last frames that were examined
   */
  async update(
    frame: Frame,
    face: DetectedFace | undefined,
    detect: Detect,
  ): Promise<PictureMeasures['missed']> {
    if (face !== undefined) {
      this.#frames = 0;
      this.#distant = face.box.height < DISTANT_FACE_HEIGHT * frame.height;
      await this.#compare(frame, face, detect);
      return this.#turn && 'turned';
    }
    this.#remaining = [...TURNS];
    if (++this.#frames % INTERVAL === 0) await this.#examine(frame, detect);
    if (this.#turn !== undefined) return 'turned';
    return this.#distant ? 'distant' : undefined;
  }

  forget(): void {
    this.#frames = 0;
    this.#next = 0;
    this.#distant = false;
    this.#turn = undefined;
    this.#remaining = [...TURNS];
  }

  /** A position that was right is examined next time, too. */
  async #examine(frame: Frame, detect: Detect): Promise<void> {
    const position = this.#turn ?? (this.#distant ? 'center' : POSITIONS[this.#next]!);
    const picture = position === 'center' ? cropCenter(frame) : turnFrame(frame, position, MAX_SIDE);
    const found = (await bestScore(picture, detect)) > 0;
    if (position === 'center') this.#distant = found;
    else this.#turn = found ? position : undefined;
    if (!found) this.#next = (this.#next + 1) % POSITIONS.length;
  }

  /** Compares the face with that of one turn, in as many frames as there are turns. */
  async #compare(frame: Frame, face: DetectedFace, detect: Detect): Promise<void> {
    const turn = this.#turn ?? this.#remaining.shift();
    if (turn === undefined) return;
    const score = await bestScore(turnFrame(frame, turn, MAX_SIDE), detect);
    this.#turn = score >= face.score + MIN_SCORE_GAIN ? turn : undefined;
  }
}

/** Overwrites the picture. @returns the score of the best face that is large enough, otherwise 0 */
async function bestScore(picture: Frame, detect: Detect): Promise<number> {
  const faces = await detect(picture);
  picture.data.fill(0);
  const large = faces.filter(({ box }) => box.height >= MIN_FACE_HEIGHT * picture.height);
  return Math.max(0, ...large.map(({ score }) => score));
}

/** The middle of a picture. */
export function cropCenter({ width, height, data }: Frame): Frame {
  const crop = { width: Math.floor(width * CENTER), height: Math.floor(height * CENTER) };
  const [left, top] = [(width - crop.width) >> 1, (height - crop.height) >> 1];
  const pixels = new Uint8ClampedArray(4 * crop.width * crop.height);
  for (let y = 0; y < crop.height; y++) {
    const from = 4 * ((top + y) * width + left);
    pixels.set(data.subarray(from, from + 4 * crop.width), 4 * y * crop.width);
  }
  return { ...crop, data: pixels };
}
