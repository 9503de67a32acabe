import type { View } from '../view.ts';

/**
 * Linear blend skinning with one joint: the head rotates on the neck, the shoulders stay. Vertices between both get a part of the
 * rotation, in this many steps.
 */
export const SKIN_WEIGHT_STEPS = 96;

/** Rotation matrix Rz(roll) · Ry(yaw) · Rx(pitch) from head to scene, row-major; angles in degrees, signs as in View. */
function rotationMatrix(yaw: number, pitch: number, roll: number): Float32Array {
  const [a, b, c] = [yaw, -pitch, -roll].map((d) => (d * Math.PI) / 180) as [number, number, number];
  const [sa, ca, sb, cb, sc, cc] = [
    Math.sin(a),
    Math.cos(a),
    Math.sin(b),
    Math.cos(b),
    Math.sin(c),
    Math.cos(c),
  ];
  return Float32Array.of(
    cc * ca,
    cc * sa * sb - sc * cb,
    cc * sa * cb + sc * sb,
    sc * ca,
    sc * sa * sb + cc * cb,
    sc * sa * cb - cc * sb,
    -sa,
    ca * sb,
    ca * cb,
  );
}

/** The rotation matrix for each skinning weight 0…SKIN_WEIGHT_STEPS. */
export function skinRotations(view: View): readonly Float32Array[] {
  return Array.from({ length: SKIN_WEIGHT_STEPS + 1 }, (_, k) => {
    const w = k / SKIN_WEIGHT_STEPS;
    return rotationMatrix(w * view.yaw, w * view.pitch, w * view.roll);
  });
}
