import { describe, expect, it } from 'vitest';
import { cropCenter, MissedFaceCheck } from '../../../../src/vision/pipeline/missed-face.ts';
import type { Frame } from '../../../../src/vision/types.ts';

const blank: Frame = { width: 640, height: 480, data: new Uint8ClampedArray(640 * 480 * 4) };
const faceOf = (height: number, score = 0.9) => ({ box: { x: 0, y: 0, width: height, height }, score });

/** Updates with frames without a face. @param seen the height of the face in a picture of this size */
async function examine(check: MissedFaceCheck, frames: number, seen: (picture: Frame) => number | undefined) {
  const results: unknown[] = [];
  let detections = 0;
  for (let i = 0; i < frames; i++) {
    const result = await check.update(blank, undefined, async (picture) => {
      detections++;
      const height = seen(picture);
      return height === undefined ? [] : [faceOf(height)];
    });
    results.push(result);
  }
  return { last: results.at(-1), detections };
}

const isUpright = ({ width, height }: Frame) => width > height;

describe('MissedFaceCheck', () => {
  it('finds a distant face in the middle of the picture', async () => {
    const seen = ({ width }: Frame) => (width === 256 ? 60 : undefined);
    expect(await examine(new MissedFaceCheck(), 3, seen)).toEqual({ last: 'distant', detections: 1 });
  });

  it('finds a face that lies on its side, and not one that is too small', async () => {
    const check = new MissedFaceCheck();
    expect((await examine(check, 12, (picture) => (isUpright(picture) ? undefined : 100))).last).toBe(
      'turned',
    );
    expect((await examine(check, 30, () => 10)).last).toBeUndefined();
  });

  it('examines every third frame only', async () => {
    expect((await examine(new MissedFaceCheck(), 30, () => undefined)).detections).toBe(10);
  });

  it('remembers that a face was distant when the detector misses it', async () => {
    const check = new MissedFaceCheck();
    const never = async () => [];
    expect(await check.update(blank, faceOf(70), never)).toBeUndefined();
    expect(await check.update(blank, undefined, never)).toBe('distant');
    await check.update(blank, faceOf(200), never);
    expect(await check.update(blank, undefined, never)).toBeUndefined();
  });

  describe('in a frame with a face', () => {
    /** Detects a face only in the picture that lies on its side in the other direction. */
    const detectIn = (score: number) => async (picture: Frame) =>
      isUpright(picture) ? [] : [faceOf(100, score)];

    it('returns turned while the picture has a better face in another turn', async () => {
      const check = new MissedFaceCheck();
      expect(await check.update(blank, faceOf(200, 0.68), detectIn(0.95))).toBe('turned');
      expect(await check.update(blank, undefined, detectIn(0.95))).toBe('turned');
      expect(await check.update(blank, faceOf(200, 0.68), detectIn(0.95))).toBe('turned');
      expect(await check.update(blank, faceOf(200, 0.95), detectIn(0.7))).toBeUndefined();
    });

    it('returns undefined when the face of another turn is about as good or small', async () => {
      const check = new MissedFaceCheck();
      expect(await check.update(blank, faceOf(200, 0.93), detectIn(0.95))).toBeUndefined();
      const small = async () => [faceOf(10, 0.99)];
      expect(await check.update(blank, faceOf(200, 0.7), small)).toBeUndefined();
    });

    it('compares a face with each turn once, and a new face from the start', async () => {
      const check = new MissedFaceCheck();
      let detections = 0;
      const count = async () => {
        detections++;
        return [];
      };
      for (let i = 0; i < 10; i++) await check.update(blank, faceOf(200), count);
      expect(detections).toBe(3);
      await check.update(blank, undefined, count);
      for (let i = 0; i < 10; i++) await check.update(blank, faceOf(200), count);
      expect(detections).toBe(6);
    });
  });
});

describe('pictures that are examined', () => {
  const numbers = ({ data }: Frame) => [...data].filter((_, i) => i % 4 === 0);

  it('are cut out of the middle', () => {
    const data = Uint8ClampedArray.from({ length: 4 * 25 }, (_, i) => i >> 2);
    expect(numbers(cropCenter({ width: 5, height: 5, data }))).toEqual([6, 7, 11, 12]);
  });
});
