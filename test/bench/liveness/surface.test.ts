import { describe, expect, it } from 'vitest';
import { type Hit, intersectSheet, rotationOf, type SheetPose } from './surface.ts';

const [width, height] = [320, 240];
const front: SheetPose = {
  x: 0,
  y: 0,
  distance: 50,
  yaw: 0,
  pitch: 0,
  roll: 0,
  radius: Number.POSITIVE_INFINITY,
};
const hitOf = (pose: Partial<SheetPose>, x: number, y: number): Hit | undefined => {
  const hit = { u: 0, v: 0, facing: 0 };
  return intersectSheet({ ...front, ...pose }, width, height)(x, y, hit) ? hit : undefined;
};

describe('rotationOf', () => {
  it('turns the front to the right of the image with a positive yaw, up with a positive pitch', () => {
    // The front of the sheet looks along the negative third axis.
    const normal = (pose: Partial<SheetPose>) => rotationOf({ ...front, ...pose }).map((row) => -row[2]);
    expect(normal({ yaw: 30 })[0]).toBeCloseTo(0.5);
    expect(normal({ pitch: 30 })[1]).toBeCloseTo(-0.5);
    expect(normal({})[2]).toBeCloseTo(-1);
  });

  it('turns the right edge down with a positive roll', () => {
    expect(rotationOf({ ...front, roll: 90 })[1]![0]).toBeCloseTo(1);
  });
});

describe('intersectSheet', () => {
  it('maps the middle of the image to the middle of the sheet', () => {
    const hit = hitOf({ yaw: 20, pitch: -10, roll: 5 }, 159.5, 119.5)!;
    expect(hit.u).toBeCloseTo(0);
    expect(hit.v).toBeCloseTo(0);
  });

  it('shows fewer centimeters in a pixel when the sheet is nearer', () => {
    const far = hitOf({}, 259.5, 119.5)!.u;
    expect(hitOf({ distance: 25 }, 259.5, 119.5)!.u).toBeCloseTo(far / 2);
  });

  it('foreshortens a turned sheet', () => {
    expect(hitOf({ yaw: 60 }, 165.5, 119.5)!.u).toBeGreaterThan(1.7 * hitOf({}, 165.5, 119.5)!.u);
  });

  it('bends a sheet around the vertical axis only', () => {
    const flat = hitOf({}, 219.5, 159.5)!;
    const bent = hitOf({ radius: 15 }, 219.5, 159.5)!;
    expect(bent.u).toBeGreaterThan(flat.u);
    expect(bent.facing).toBeLessThan(flat.facing);
    expect(hitOf({ radius: 15 }, 159.5, 159.5)!.v).toBeCloseTo(hitOf({}, 159.5, 159.5)!.v);
  });

  it('misses a cylinder beside its outline', () => {
    expect(hitOf({ radius: 5 }, 2, 119.5)).toBeUndefined();
  });
});
