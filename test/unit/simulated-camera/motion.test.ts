import { describe, expect, it } from 'vitest';
import { Motion, requireMovement, type SimulatedMovement } from '../../../src/simulated-camera/motion.ts';
import type { View } from '../../../src/simulated-camera/renderer/view.ts';

/** The views of some seconds at 20 frames per second; the movement is performed at the start. */
function animate(seed: number, seconds: number, movement: SimulatedMovement = 'front'): View[] {
  const motion = new Motion(seed, 0);
  motion.perform(movement);
  return Array.from({ length: 20 * seconds }, () => motion.next(0.05));
}

const viewAfter = (movement: SimulatedMovement) => animate(1, 2, movement).at(-1)!;
const front = viewAfter('front');

describe('Motion', () => {
  it('moves to the pose of the movement', () => {
    expect(viewAfter('left').yaw).toBeGreaterThan(front.yaw + 15);
    expect(viewAfter('right').yaw).toBeLessThan(front.yaw - 15);
    expect(viewAfter('up').pitch).toBeGreaterThan(front.pitch + 8);
    expect(viewAfter('down').pitch).toBeLessThan(front.pitch - 8);
    expect(viewAfter('closer').distance).toBeLessThan(front.distance - 12);
    expect(viewAfter('near').distance).toBeLessThan(front.distance - 8);
    expect(viewAfter('far').distance).toBeGreaterThan(front.distance + 15);
  });

  it('begins a movement after a time of reaction', () => {
    const views = animate(1, 1, 'left');
    expect(Math.abs(views[4]!.yaw - front.yaw)).toBeLessThan(4);
    expect(views[13]!.yaw).toBeGreaterThan(front.yaw + 18);
  });

  it('returns to the frontal pose after the movement front', () => {
    const motion = new Motion(1, 0);
    motion.perform('left');
    for (let i = 0; i < 40; i++) motion.next(0.05);
    motion.perform('front');
    let view = motion.next(0);
    for (let i = 0; i < 60; i++) view = motion.next(0.05);
    expect(Math.abs(view.yaw)).toBeLessThan(4);
  });

  it('changes pose and noise in every frame, but never abruptly', () => {
    const views = animate(3, 10);
    views.slice(1).forEach((view, i) => {
      expect(view.yaw).not.toBe(views[i]!.yaw);
      expect(Math.abs(view.yaw - views[i]!.yaw)).toBeLessThan(1);
      expect(view.grain).not.toBe(views[i]!.grain);
    });
  });

  it('stays near the target pose after a frame that is a minute late', () => {
    const motion = new Motion(1, 0);
    motion.perform('left');
    expect(motion.next(60).yaw).toBeLessThan(36);
    expect(motion.next(0.01).yaw).toBeLessThan(36);
  });

  it('blinks every few seconds, and has open eyes otherwise', () => {
    const views = animate(4, 20);
    const blinks = views.filter((view, i) => view.blink > 0 && views[i - 1]?.blink === 0).length;
    expect(blinks).toBeGreaterThan(3);
    expect(blinks).toBeLessThan(14);
    expect(views.filter((view) => view.blink > 0.5).length / views.length).toBeLessThan(0.1);
  });

  it('returns equal views for equal seeds, and different views for different seeds', () => {
    expect(animate(5, 2)).toEqual(animate(5, 2));
    expect(animate(6, 2)).not.toEqual(animate(5, 2));
  });
});

describe('requireMovement', () => {
  it('accepts a movement of the list', () => {
    expect(() => requireMovement('left')).not.toThrow();
  });

  it.each(['', 'Left', 'jump', 'toString'])(
    'throws usage/invalid-property with all movements for %j',
    (movement) => {
      expect(() => requireMovement(movement)).toThrow(
        expect.objectContaining({
          code: 'usage/invalid-property',
          detail: 'movement: expected one of front, left, right, up, down, closer, near, far',
        }),
      );
    },
  );
});
