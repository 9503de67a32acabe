import { expect, it } from 'vitest';
import { Shutter } from '../../../src/capture/shutter.ts';

it('is pressed for one and a half seconds after a press, and not before', () => {
  const shutter = new Shutter();
  expect(shutter.isPressed(0)).toBe(false);
  shutter.press(1_000);
  expect([1_000, 2_499, 2_500].map((timeMs) => shutter.isPressed(timeMs))).toEqual([true, true, false]);
});
