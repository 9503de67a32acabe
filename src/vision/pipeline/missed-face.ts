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

type Position = 'center' | 1 | 2 | 3;
/** The center, and quarter turns clockwise. */
const POSITIONS: readonly Position[] = ['center', 1, 3, 'center', 2];

/** Looks for the face of a person in whose frames the detector finds none: in the distance, or in a picture that lies on its side. */
export class MissedFaceCheck {
  #frames = 0;
  #next = 0;
  #found: PictureMeasures['missed'];

  /**
   * @param face in the frame
   * @returns where a face was found in the last frames that were examined; undefined for a frame with a face
   */
  async update(
    frame: Frame,
    face: Pick<Face, 'box'> | undefined,
    detect: (picture: Frame) => Promise<readonly Pick<Face, 'box'>[]>,
  ): Promise<PictureMeasures['missed']> {
    if (face !== undefined) {
      this.#frames = 0;
      this.#found = face.box.height < DISTANT_FACE_HEIGHT * frame.height ? 'distant' : undefined;
      return undefined;
    }
    if (++this.#frames % INTERVAL === 0) await this.#examine(frame, detect);
    return this.#found;
  }

  forget(): void {
    this.#frames = 0;
    this.#next = 0;
    this.#found = undefined;
  }

  async #examine(
    frame: Frame,
    detect: (picture: Frame) => Promise<readonly Pick<Face, 'box'>[]>,
  ): Promise<void> {
    const position = POSITIONS[this.#next]!;
    const picture = position === 'center' ? cropCenter(frame) : turnFrame(frame, position, MAX_SIDE);
    const faces = await detect(picture);
    picture.data.fill(0);
    const found = faces.some(({ box }) => box.height >= MIN_FACE_HEIGHT * picture.height);
    // A position that was right is examined next time, too.
    if (found) this.#found = position === 'center' ? 'distant' : 'turned';
    else {
      if (position !== 'center' || this.#found === 'distant') this.#found = undefined;
      this.#next = (this.#next + 1) % POSITIONS.length;
    }
  }
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
