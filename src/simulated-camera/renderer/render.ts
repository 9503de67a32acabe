import { develop, soften } from './pipeline/tone-mapping.ts';
import { dress } from './pipeline/fragment-shading.ts';
import { modelOf, TEXELS } from './model.ts';
import type { Person } from '../people/person.ts';
import { focal } from './pipeline/projection.ts';
import { type Frame, makeFrame, raster } from './pipeline/rasterizer.ts';
import { paintRoom } from './pipeline/background.ts';
import { STRIDE, shade } from './pipeline/vertex-shading.ts';
import type { View } from './view.ts';

/** A texel of the full texture covers this much of the face, centimetres. */
const TEXEL = 0.05;

let kept: Frame | undefined;

/** The frame that was drawn into last, when it has the size. */
function frameOf(width: number, height: number): Frame {
  if (kept?.width !== width || kept.height !== height) kept = makeFrame(width, height);
  return kept;
}

let vertices = new Float32Array(0);

/** Room for so many shaded vertices, used again from picture to picture. */
function verticesFor(count: number): Float32Array {
  if (vertices.length < count * STRIDE) vertices = new Float32Array(count * STRIDE);
  return vertices;
}

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
 * what is nearest found for each pixel (raster.ts), coloured over the room (dress.ts), edges softened, light turned into bytes with a sensor's noise (develop.ts).
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
  const frame = frameOf(width, height);
  frame.colour.set(roomAt(view.room, width, height));
  const shaded = verticesFor(model.mesh.count);
  shade(model.mesh, view, width, height, shaded);
  const face = model.faces[Math.round(2 * Math.min(1, Math.max(0, view.blink)))]!;
  const texelsPerPixel = view.distance / focal(height) / TEXEL;
  const size = Math.min(face.length - 1, Math.max(0, Math.round(Math.log2(texelsPerPixel))));
  raster(model.mesh, shaded, frame);
  dress(model.mesh, shaded, face[size]!, TEXELS / 2 ** size, frame);
  soften(frame);
  const out = new Uint8ClampedArray(width * height * 4);
  develop(frame, view.light.level, view.noise, view.grain, out);
  return out;
}
