import { develop, soften } from './develop.ts';
import { modelOf, TEXELS } from './model.ts';
import type { Person } from './person.ts';
import { focal } from './pose.ts';
import { type Frame, raster } from './raster.ts';
import { paintRoom } from './room.ts';
import { STRIDE, shade } from './shade.ts';
import type { View } from './view.ts';

/** A texel of the full texture covers this much of the face, centimetres. */
const TEXEL = 0.05;

const rooms = new Map<string, Float32Array>();

/** The room at a size, painted once; a handful is kept. */
function roomAt(seed: number, width: number, height: number): Float32Array {
  const key = `${seed} ${width} ${height}`;
  let room = rooms.get(key);
  if (room === undefined) {
    if (rooms.size >= 4) rooms.clear();
    room = paintRoom(seed, width, height);
    rooms.set(key, room);
  }
  return room;
}

/**
 * Draws a person: RGBA bytes, row by row, opaque. The same arguments give the same bytes.
 *
 * Once per person (model.ts): traits → surface of head and body → mesh with ears, glasses, hanging hair; how light reaches
 * it past its own shadows (transfer.ts); colours painted into a texture. Each picture: vertices placed and lit (shade.ts),
 * triangles drawn over the room (raster.ts), edges softened, light turned into bytes with a sensor's noise (develop.ts).
 *
 * @param width in pixels, at least 1 @param height in pixels, at least 1
 */
export function render(
  person: Person,
  view: View,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const model = modelOf(person);
  const frame: Frame = {
    width,
    height,
    colour: roomAt(view.room, width, height).slice(),
    depth: new Float32Array(width * height).fill(Number.POSITIVE_INFINITY),
  };
  const shaded = new Float32Array(model.mesh.count * STRIDE);
  shade(model.mesh, view, width, height, shaded);
  const face = model.faces[Math.round(2 * Math.min(1, Math.max(0, view.blink)))]!;
  const texelsPerPixel = view.distance / focal(height) / TEXEL;
  const size = Math.min(face.length - 1, Math.max(0, Math.round(Math.log2(texelsPerPixel))));
  raster(model.mesh, shaded, face[size]!, TEXELS / 2 ** size, frame);
  soften(frame);
  const out = new Uint8ClampedArray(width * height * 4);
  develop(frame, view.light.level, view.noise, view.grain, out);
  return out;
}
