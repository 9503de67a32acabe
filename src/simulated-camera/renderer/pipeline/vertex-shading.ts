import { HARMONICS } from '../lighting/spherical-harmonics.ts';
import { lampsOf, lightHarmonics } from '../lighting/lights.ts';
import { type Mesh, STATIONS } from '../geometry/mesh.ts';
import { projection, stations } from './projection.ts';
import type { View } from '../view.ts';

/** Numbers per vertex on its way to the picture: image x, y, distance, red, green, blue of the light, shine. */
export const STRIDE = 7;

/** A vertex that faces away further than this (cosine) belongs to no front side, however near the camera: it needs no light. */
const AWAY = -0.5;

/** Places and lights every vertex for a view; `out` holds STRIDE numbers each. */
export function shade(mesh: Mesh, view: View, width: number, height: number, out: Float32Array): void {
  const turns = stations(view);
  const project = projection(view, width, height);
  const lamps = lampsOf(view.light);
  const lights = new Float32Array((STATIONS + 1) * 3 * HARMONICS);
  turns.forEach((turn, k) => {
    lightHarmonics(lamps, turn, lights, k * 3 * HARMONICS);
  });
  const glances = turns.map((turn) => halfway(turn, lamps.lamps[0]!.direction));
  const [keyRed] = lamps.lamps[0]!.colour;
  const { normal, position } = mesh;
  for (let v = 0; v < mesh.count; v++) {
    const station = mesh.station[v]!;
    const turn = turns[station]!;
    const at = v * STRIDE;
    project(turn, position, 3 * v, out, at);
    const nx = normal[3 * v]!;
    const ny = normal[3 * v + 1]!;
    const nz = normal[3 * v + 2]!;
    if (turn[6]! * nx + turn[7]! * ny + turn[8]! * nz < AWAY) {
      out.fill(0, at + 3, at + STRIDE);
      continue;
    }
    illuminate(mesh, v, lights, station * 3 * HARMONICS, out, at + 3);
    const h = glances[station]!;
    const facing = nx * h[0] + ny * h[1] + nz * h[2];
    out[at + 6] = facing > 0 ? keyRed * gleam(facing) : 0;
  }
}

/** Red, green and blue of the light at a vertex, times its own colour. */
function illuminate(
  mesh: Mesh,
  v: number,
  lights: Float32Array,
  light: number,
  out: Float32Array,
  at: number,
): void {
  const t = v * HARMONICS;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let k = 0; k < HARMONICS; k++) {
    const sharp = mesh.sharp[t + k]!;
    const soft = mesh.soft[t + k]!;
    red += lights[light + k]! * (0.25 * sharp + 0.75 * soft);
    green += lights[light + HARMONICS + k]! * (0.75 * sharp + 0.25 * soft);
    blue += lights[light + 2 * HARMONICS + k]! * sharp;
  }
  out[at] = Math.max(0.004, red) * mesh.colour[3 * v]!;
  out[at + 1] = Math.max(0.004, green) * mesh.colour[3 * v + 1]!;
  out[at + 2] = Math.max(0.004, blue) * mesh.colour[3 * v + 2]!;
}

/** Of skin: the 14th power, which `**` takes ten times as long for. */
function gleam(facing: number): number {
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
