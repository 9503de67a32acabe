import { describe, expect, it } from 'vitest';
import { ovalInFrame, positionHint } from '../../../src/capture/face-position.ts';
import type { HintName } from '../../../src/events.ts';
import type { Landmarks } from '../../../src/vision/types.ts';

const frame = { width: 640, height: 480 };
const options = { mirrored: true, tolerance: 'none' } as const;

/** A face with its box around x, y. @param height of the box in pixels */
function faceAt(x: number, y: number, height = 250) {
  const [width, eyes] = [0.7 * height, 0.16 * height];
  const box = { x: x - width / 2, y: y - height / 2, width, height };
  const landmarks: Landmarks = [
    { x: x - eyes, y: y - 0.1 * height },
    { x: x + eyes, y: y - 0.1 * height },
    { x, y: y + 0.08 * height },
    { x: x - 0.8 * eyes, y: y + 0.24 * height },
    { x: x + 0.8 * eyes, y: y + 0.24 * height },
  ];
  return { box, landmarks };
}

describe('ovalInFrame', () => {
  it('is smaller in a frame of which the viewfinder shows a part', () => {
    const whole = ovalInFrame(frame, { width: 320, height: 240 });
    expect(whole.center).toEqual({ x: 319.5, y: 239.5 });
    expect(whole.height).toBeCloseTo(424);
    // The upper and lower third of the frame are outside the viewfinder.
    expect(ovalInFrame(frame, { width: 640, height: 160 }).height).toBeCloseTo(424 / 3);
    expect(ovalInFrame({ width: 480, height: 640 }, { width: 400, height: 300 }).height).toBeCloseTo(318);
  });
});

describe('positionHint', () => {
  const oval = ovalInFrame(frame, frame);

  it.each<[string, ReturnType<typeof faceAt>, HintName | undefined]>([
    ['in the oval', faceAt(320, 240), undefined],
    ['a little beside its middle', faceAt(350, 260), undefined],
    ['small', faceAt(320, 240, 180), 'come-closer'],
    ['as large as the picture', faceAt(320, 240, 430), 'go-back'],
    ['at the left of the frame, which is the right of the preview', faceAt(120, 240), 'move-left'],
    ['at the right of the frame', faceAt(520, 240), 'move-right'],
    ['at the right of the frame, and small', faceAt(560, 240, 100), 'move-right'],
    ['with the eyes above the oval', faceAt(320, 60), 'move-down'],
    ['low', faceAt(320, 400), 'move-up'],
  ])('for a face %s', (_name, face, hint) => expect(positionHint(face, oval, options)).toBe(hint));

  it('keeps left and right of a preview that is not mirrored', () => {
    const unmirrored = { ...options, mirrored: false };
    expect(positionHint(faceAt(120, 240), oval, unmirrored)).toBe('move-right');
    expect(positionHint(faceAt(520, 240), oval, unmirrored)).toBe('move-left');
    expect(positionHint(faceAt(320, 60), oval, unmirrored)).toBe('move-down');
  });

  it('has all landmarks inside the oval when it returns nothing', () => {
    const eyeAboveOval = { ...faceAt(320, 240), landmarks: faceAt(320, 30).landmarks };
    expect(positionHint(eyeAboveOval, oval, { ...options, tolerance: 'moving' })).toBeDefined();
  });

  it('uses what the viewfinder shows, not the frame', () => {
    const wide = ovalInFrame(frame, { width: 640, height: 240 });
    expect(positionHint(faceAt(320, 240), wide, options)).toBe('go-back');
    expect(positionHint(faceAt(320, 240, 150), wide, options)).toBeUndefined();
  });

  it('tolerates more of a face that was good, and most between movements', () => {
    const hintOf = (height: number, tolerance: 'none' | 'still' | 'moving') =>
      positionHint(faceAt(320, 240, height), oval, { ...options, tolerance });
    expect(hintOf(190, 'none')).toBe('come-closer');
    expect(hintOf(190, 'still')).toBeUndefined();
    expect(hintOf(165, 'still')).toBe('come-closer');
    expect(hintOf(165, 'moving')).toBeUndefined();
  });
});
