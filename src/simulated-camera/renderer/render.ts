import type { Person } from '../people/person.ts';
import { getModel, TEXELS_PER_CELL } from './model.ts';
import { antialiasEdges } from './pipeline/antialiasing.ts';
import { paintBackground } from './pipeline/background.ts';
import { shadeFragments } from './pipeline/fragment-shading.ts';
import { focalLength } from './pipeline/projection.ts';
import { createFrameBuffer, type FrameBuffer, rasterize } from './pipeline/rasterizer.ts';
import { toneMap } from './pipeline/tone-mapping.ts';
import { shadeVertices, VERTEX_STRIDE } from './pipeline/vertex-shading.ts';
import type { View } from './view.ts';

/** Size of a texel of mipmap level 0 on the face, in centimeters. */
const TEXEL_SIZE = 0.05;
/** Largest number of backgrounds in the cache. */
const MAX_BACKGROUNDS = 4;

let frameBuffer: FrameBuffer | undefined;

/** The frame buffer of the previous image if it has this size, otherwise a new one. */
function reuseFrameBuffer(width: number, height: number): FrameBuffer {
  if (frameBuffer?.width !== width || frameBuffer.height !== height)
    frameBuffer = createFrameBuffer(width, height);
  return frameBuffer;
}

let vertexBuffer = new Float32Array(0);

/** A buffer for `count` shaded vertices; the previous one if it is large enough. */
function reuseVertexBuffer(count: number): Float32Array {
  if (vertexBuffer.length < count * VERTEX_STRIDE) vertexBuffer = new Float32Array(count * VERTEX_STRIDE);
  return vertexBuffer;
}

const backgrounds = new Map<string, Float32Array>();

/** The background of a seed at this size, painted once while it is in the cache. */
function getBackground(seed: number, width: number, height: number): Float32Array {
  const key = `${seed} ${width} ${height}`;
  let background = backgrounds.get(key);
  if (background === undefined) {
    if (backgrounds.size >= MAX_BACKGROUNDS) backgrounds.clear();
    background = paintBackground(seed, width, height);
    backgrounds.set(key, background);
  }
  return background;
}

/**
 * Renders a person: opaque RGBA bytes, row by row. Equal arguments give equal bytes.
 *
 * Once per person (model.ts): traits → surface of head and body → mesh with ears, glasses and long hair → precomputed radiance
 * transfer for soft shadows, and textures. For each image: project and light the vertices (vertex-shading.ts), find the nearest
 * triangle of each pixel (rasterizer.ts), compute the pixel's color over the background (fragment-shading.ts), smooth the edges
 * (antialiasing.ts), and convert linear light to bytes with sensor noise (tone-mapping.ts).
 *
 * @param width in pixels, at least 1
 * @param height in pixels, at least 1
 */
export function render(
  person: Person,
  view: View,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { mesh, textures } = getModel(person);
  const frame = reuseFrameBuffer(width, height);
  frame.color.set(getBackground(view.room, width, height));
  const vertices = reuseVertexBuffer(mesh.count);
  shadeVertices(mesh, view, width, height, vertices);
  const mipmaps = textures[Math.round(2 * Math.min(1, Math.max(0, view.blink)))]!;
  const texelsPerPixel = view.distance / focalLength(height) / TEXEL_SIZE;
  const level = Math.min(mipmaps.length - 1, Math.max(0, Math.round(Math.log2(texelsPerPixel))));
  rasterize(mesh, vertices, frame);
  shadeFragments(mesh, vertices, mipmaps[level]!, TEXELS_PER_CELL / 2 ** level, frame);
  antialiasEdges(frame);
  const out = new Uint8ClampedArray(width * height * 4);
  toneMap(frame, view.light.level, view.noise, view.grain, out);
  return out;
}
