import { describe, expect, it } from 'vitest';
import { Motion, type SimulatedMovement } from '../../../src/simulated-camera/motion.ts';
import type { View } from '../../../src/simulated-camera/renderer/view.ts';

/** The views of some seconds at 20 frames a second, `action` asked at the start. */
function play(seed: number, seconds: number, action?: SimulatedMovement): View[] {
  const motion = new Motion(seed, 0);
  if (action !== undefined) motion.ask(action);
  return Array.from({ length: 20 * seconds }, () => motion.next(0.05));
}

const asked = (action: SimulatedMovement) => play(1, 2, action).at(-1)!;
const front = asked('front');

describe('the motion of a simulated person', () => {
  it('goes where it is asked', () => {
    expect(asked('left').yaw).toBeGreaterThan(front.yaw + 15);
    expect(asked('right').yaw).toBeLessThan(front.yaw - 15);
    expect(asked('up').pitch).toBeGreaterThan(front.pitch + 8);
    expect(asked('down').pitch).toBeLessThan(front.pitch - 8);
    expect(asked('near').distance).toBeLessThan(front.distance - 8);
    expect(asked('far').distance).toBeGreaterThan(front.distance + 15);
  });

  it('comes back to the front', () => {
    const motion = new Motion(1, 0);
    motion.ask('left');
    for (let i = 0; i < 40; i++) motion.next(0.05);
    motion.ask('front');
    let view = motion.next(0);
    for (let i = 0; i < 60; i++) view = motion.next(0.05);
    expect(Math.abs(view.yaw)).toBeLessThan(4);
  });

  it('never stands quite still, never jumps', () => {
    const views = play(3, 10);
    views.slice(1).forEach((view, i) => {
      expect(view.yaw).not.toBe(views[i]!.yaw);
      expect(Math.abs(view.yaw - views[i]!.yaw)).toBeLessThan(1);
      expect(view.grain).not.toBe(views[i]!.grain);
    });
  });

  it('turns smoothly, however late a frame is', () => {
    const motion = new Motion(1, 0);
    motion.ask('left');
    expect(motion.next(60).yaw).toBeLessThan(30);
    expect(motion.next(0.01).yaw).toBeLessThan(30);
  });

  it('blinks a few times in ten seconds and keeps the eyes open else', () => {
    const views = play(4, 20);
    const blinks = views.filter((view, i) => view.blink > 0 && views[i - 1]?.blink === 0).length;
    expect(blinks).toBeGreaterThan(3);
    expect(blinks).toBeLessThan(14);
    expect(views.filter((view) => view.blink > 0.5).length / views.length).toBeLessThan(0.1);
  });

  it('is the same for the same seed and another for another', () => {
    expect(play(5, 2)).toEqual(play(5, 2));
    expect(play(6, 2)).not.toEqual(play(5, 2));
  });
});
