import { SH_COUNT } from '../lighting/spherical-harmonics.ts';
import { createLightRig, projectLights } from '../lighting/lights.ts';
import { type Mesh, SKIN_WEIGHT_STEPS } from '../geometry/mesh.ts';
import { createProjection, headRotations } from './projection.ts';
import type { View } from '../view.ts';

/** Numbers per vertex on its way to the picture: image x, y, distance, red, green, blue of the light, shine. */
export const VERTEX_STRIDE = 7;

/** A vertex that faces away further than this (cosine) belongs to no front side, however near the camera: it needs no light. */
const AWAY = -0.5;

/** Places and lights every vertex for a view; `out` holds VERTEX_STRIDE numbers each. */
export function shadeVertices(mesh: Mesh, view: View, width: number, height: number, out: Float32Array): void {
  const turns = headRotations(view);
  const project = createProjection(view, width, height);
  const lamps = createLightRig(view.light);
  const lights = new Float32Array((SKIN_WEIGHT_STEPS + 1) * 3 * SH_COUNT);
  turns.forEach((turn, k) => {
    projectLights(lamps, turn, lights, k * 3 * SH_COUNT);
  });
  const halfVectors = turns.map((turn) => halfway(turn, lamps.lamps[0]!.direction));
  const [keyRed] = lamps.lamps[0]!.color;
  const { normal, position } = mesh;
  for (let v = 0; v < mesh.count; v++) {
    const station = mesh.station[v]!;
    const turn = turns[station]!;
    const at = v * VERTEX_STRIDE;
    project(turn, position, 3 * v, out, at);
    const nx = normal[3 * v]!;
    const ny = normal[3 * v + 1]!;
    const nz = normal[3 * v + 2]!;
    if (turn[6]! * nx + turn[7]! * ny + turn[8]! * nz < AWAY) {
      out.fill(0, at + 3, at + VERTEX_STRIDE);
      continue;
    }
    illuminate(mesh, v, lights, station * 3 * SH_COUNT, out, at + 3);
    const h = halfVectors[station]!;
    const facing = nx * h[0] + ny * h[1] + nz * h[2];
    out[at + 6] = facing > 0 ? keyRed * specularPower(facing) : 0;
  }
}

/** Red, green and blue of the light at a vertex, times its own color. */
function illuminate(
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
    const sharp = mesh.sharp[t + k]!;
    const soft = mesh.soft[t + k]!;
    red += lights[light + k]! * (0.25 * sharp + 0.75 * soft);
    green += lights[light + SH_COUNT + k]! * (0.75 * sharp + 0.25 * soft);
    blue += lights[light + 2 * SH_COUNT + k]! * sharp;
  }
  out[at] = Math.max(0.004, red) * mesh.color[3 * v]!;
  out[at + 1] = Math.max(0.004, green) * mesh.color[3 * v + 1]!;
  out[at + 2] = Math.max(0.004, blue) * mesh.color[3 * v + 2]!;
}

/** Of skin: the 14th power, which `**` takes ten times as long for. */
function specularPower(facing: number): number {
  const second = facing * facing;
  const fourth = second * second;
  return fourth * fourth * fourth * second;
}

/** Direction between the camera and the lamp, in the frame that `turn` turns. */
function halfway(
  turn: Float32Array,
  lamp: readonly [number, number, number],
): readonly [number, number, number] {
  const [x, y, z] = [lamp[0], lamp[1], lamp[2] + 1];
  const n = Math.hypot(x, y, z) || 1;
  return [
    (turn[0]! * x + turn[3]! * y + turn[6]! * z) / n,
    (turn[1]! * x + turn[4]! * y + turn[7]! * z) / n,
    (turn[2]! * x + turn[5]! * y + turn[8]! * z) / n,
  ];
}
