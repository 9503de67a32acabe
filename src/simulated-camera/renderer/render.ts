import { toneMap, antialiasEdges } from './pipeline/tone-mapping.ts';
import { shadeFragments } from './pipeline/fragment-shading.ts';
import { getModel, TEXELS_PER_CELL } from './model.ts';
import type { Person } from '../people/person.ts';
import { focalLength } from './pipeline/projection.ts';
import { type FrameBuffer, createFrameBuffer, rasterize } from './pipeline/rasterizer.ts';
import { paintBackground } from './pipeline/background.ts';
import { VERTEX_STRIDE, shadeVertices } from './pipeline/vertex-shading.ts';
import type { View } from './view.ts';

/** A texel of the full texture covers this much of the face, centimeters. */
const TEXEL = 0.05;

let kept: FrameBuffer | undefined;

/** The frame that was drawn into last, when it has the size. */
function frameOf(width: number, height: number): FrameBuffer {
  if (kept?.width !== width || kept.height !== height) kept = createFrameBuffer(width, height);
  return kept;
}

let vertices = new Float32Array(0);

/** Room for so many shaded vertices, used again from picture to picture. */
function verticesFor(count: number): Float32Array {
  if (vertices.length < count * VERTEX_STRIDE) vertices = new Float32Array(count * VERTEX_STRIDE);
  return vertices;
}

const rooms = new Map<string, Float32Array>();

/** The room at a size, painted once; a handful is kept. */
function backgroundAt(seed: number, width: number, height: number): Float32Array {
  const key = `${seed} ${width} ${height}`;
  let room = rooms.get(key);
  if (room === undefined) {
    if (rooms.size >= 4) rooms.clear();
    room = paintBackground(seed, width, height);
    rooms.set(key, room);
  }
  return room;
}

/**
 * Draws a person: RGBA bytes, row by row, opaque. The same arguments give the same bytes.
 *
 * Once per person (model.ts): traits → surface of head and body → mesh with ears, glasses, hanging hair; how light reaches
 * it past its own shadows (transfer.ts); colors painted into a texture. Each picture: vertices placed and lit (shadeVertices.ts),
 * what is nearest found for each pixel (rasterize.ts), colored over the room (shadeFragments.ts), edges softened, light turned into bytes with a sensor's noise (toneMap.ts).
 *
 * @param width in pixels, at least 1 @param height in pixels, at least 1
 */
export function render(
  person: Person,
  view: View,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const model = getModel(person);
  const frame = frameOf(width, height);
  frame.color.set(backgroundAt(view.room, width, height));
  const shaded = verticesFor(model.mesh.count);
  shadeVertices(model.mesh, view, width, height, shaded);
  const face = model.faces[Math.round(2 * Math.min(1, Math.max(0, view.blink)))]!;
  const texelsPerPixel = view.distance / focalLength(height) / TEXEL;
  const size = Math.min(face.length - 1, Math.max(0, Math.round(Math.log2(texelsPerPixel))));
  rasterize(model.mesh, shaded, frame);
  shadeFragments(model.mesh, shaded, face[size]!, TEXELS_PER_CELL / 2 ** size, frame);
  antialiasEdges(frame);
  const out = new Uint8ClampedArray(width * height * 4);
  toneMap(frame, view.light.level, view.noise, view.grain, out);
  return out;
}
