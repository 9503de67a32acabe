import type { Mesh } from '../geometry/mesh.ts';
import { createLightRig, projectLights } from '../lighting/lights.ts';
import { SH_COUNT } from '../lighting/spherical-harmonics.ts';
import type { View } from '../view.ts';
import { createProjection } from './projection.ts';
import { SKIN_WEIGHT_STEPS, skinRotations } from './skinning.ts';

/** Numbers per shaded vertex: image x, image y, distance, irradiance in red, green and blue, specular reflection. */
export const VERTEX_STRIDE = 7;

/** A vertex whose normal has a lower cosine to the viewing direction is on no front face, even close to the camera. It is not lit. */
const BACK_FACE_COSINE = -0.5;

/** Irradiance that every vertex gets, because no real shadow is perfectly black. */
const MIN_IRRADIANCE = 0.004;

type Vector = readonly [number, number, number];

/** Vertex stage: projects and lights every vertex for a view. `out` holds VERTEX_STRIDE numbers for each. */
export function shadeVertices(
  mesh: Mesh,
  view: View,
  width: number,
  height: number,
  out: Float32Array,
): void {
  const rotations = skinRotations(view);
  const project = createProjection(view, width, height);
  const rig = createLightRig(view.light);
  const lights = new Float32Array((SKIN_WEIGHT_STEPS + 1) * 3 * SH_COUNT);
  rotations.forEach((rotation, k) => {
    projectLights(rig, rotation, lights, k * 3 * SH_COUNT);
  });
  const keyLight = rig.lights[0]!;
  const halfVectors = rotations.map((rotation) => halfVector(rotation, keyLight.direction));
  const [keyRed] = keyLight.color;
  const { normal, position } = mesh;
  for (let v = 0; v < mesh.count; v++) {
    const skinWeight = mesh.skinWeight[v]!;
    const rotation = rotations[skinWeight]!;
    const at = v * VERTEX_STRIDE;
    project(rotation, position, 3 * v, out, at);
    const nx = normal[3 * v]!;
    const ny = normal[3 * v + 1]!;
    const nz = normal[3 * v + 2]!;
    if (rotation[6]! * nx + rotation[7]! * ny + rotation[8]! * nz < BACK_FACE_COSINE) {
      out.fill(0, at + 3, at + VERTEX_STRIDE);
      continue;
    }
    computeIrradiance(mesh, v, lights, skinWeight * 3 * SH_COUNT, out, at + 3);
    const h = halfVectors[skinWeight]!;
    const cosine = nx * h[0] + ny * h[1] + nz * h[2];
    out[at + 6] = cosine > 0 ? keyRed * specularPower(cosine) : 0;
  }
}

/** Irradiance of a vertex times its color. Red light scatters furthest in skin, blue light not at all. */
function computeIrradiance(
  mesh: Mesh,
  v: number,
  lights: Float32Array,
  light: number,
  out: Float32Array,
  at: number,
): void {
  const t = v * SH_COUNT;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let k = 0; k < SH_COUNT; k++) {
    const sharp = mesh.transfer[t + k]!;
    const scattered = mesh.scatteredTransfer[t + k]!;
    red += lights[light + k]! * (0.25 * sharp + 0.75 * scattered);
    green += lights[light + SH_COUNT + k]! * (0.75 * sharp + 0.25 * scattered);
    blue += lights[light + 2 * SH_COUNT + k]! * sharp;
  }
  out[at] = Math.max(MIN_IRRADIANCE, red) * mesh.color[3 * v]!;
  out[at + 1] = Math.max(MIN_IRRADIANCE, green) * mesh.color[3 * v + 1]!;
  out[at + 2] = Math.max(MIN_IRRADIANCE, blue) * mesh.color[3 * v + 2]!;
}

/** Blinn-Phong lobe with exponent 14, which suits skin. The operator `**` takes ten times as long. */
function specularPower(cosine: number): number {
  const second = cosine * cosine;
  const fourth = second * second;
  return fourth * fourth * fourth * second;
}

/** Blinn's half vector between camera and light, in the coordinates before the rotation. */
function halfVector(rotation: Float32Array, light: Vector): Vector {
  const [x, y, z] = [light[0], light[1], light[2] + 1];
  const n = Math.hypot(x, y, z) || 1;
  return [
    (rotation[0]! * x + rotation[3]! * y + rotation[6]! * z) / n,
    (rotation[1]! * x + rotation[4]! * y + rotation[7]! * z) / n,
    (rotation[2]! * x + rotation[5]! * y + rotation[8]! * z) / n,
  ];
}
