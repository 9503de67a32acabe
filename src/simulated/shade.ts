import { HARMONICS } from './harmonics.ts';
import { lampsOf, lightHarmonics } from './lamps.ts';
import { type Mesh, STATIONS } from './mesh.ts';
import { project, stations } from './pose.ts';
import type { View } from './view.ts';

/** Numbers per vertex on its way to the picture: image x, y, distance, red, green, blue of the light, shine. */
export const STRIDE = 7;

const SHINE = 14;

/** Places and lights every vertex for a view; `out` holds STRIDE numbers each. */
export function shade(mesh: Mesh, view: View, width: number, height: number, out: Float32Array): void {
  const turns = stations(view);
  const lamps = lampsOf(view.light);
  const lights = new Float32Array((STATIONS + 1) * 3 * HARMONICS);
  turns.forEach((turn, k) => {
    lightHarmonics(lamps, turn, lights, k * 3 * HARMONICS);
  });
  const glances = turns.map((turn) => halfway(turn, lamps.lamps[0]!.direction));
  const [keyRed] = lamps.lamps[0]!.colour;
  for (let v = 0; v < mesh.count; v++) {
    const station = mesh.station[v]!;
    const at = v * STRIDE;
    project(turns[station]!, view, width, height, mesh.position, 3 * v, out, at);
    const light = station * 3 * HARMONICS;
    const t = v * HARMONICS;
    let red = 0;
    let green = 0;
    let blue = 0;
    for (let k = 0; k < HARMONICS; k++) {
      const sharp = mesh.sharp[t + k]!;
      red += lights[light + k]! * (0.25 * sharp + 0.75 * mesh.soft[t + k]!);
      green += lights[light + HARMONICS + k]! * (0.75 * sharp + 0.25 * mesh.soft[t + k]!);
      blue += lights[light + 2 * HARMONICS + k]! * sharp;
    }
    out[at + 3] = Math.max(0.004, red) * mesh.colour[3 * v]!;
    out[at + 4] = Math.max(0.004, green) * mesh.colour[3 * v + 1]!;
    out[at + 5] = Math.max(0.004, blue) * mesh.colour[3 * v + 2]!;
    const h = glances[station]!;
    const facing =
      mesh.normal[3 * v]! * h[0] + mesh.normal[3 * v + 1]! * h[1] + mesh.normal[3 * v + 2]! * h[2];
    out[at + 6] = facing > 0 ? keyRed * facing ** SHINE : 0;
  }
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
