import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createNodeVision, type NodeVision } from '../../src/vision/node.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let loading: Promise<NodeVision> | undefined;

/** Embedding of the primary face in a picture of the repository, computed in Node with the nets in `dist`. */
export async function embedInNode(path: string): Promise<Float32Array> {
  loading ??= createNodeVision(join(root, 'dist/assets/models/manifest.json'));
  const vision = await loading;
  // Converted to 8-bit sRGB through the file's color profile, as a browser's canvas does.
  const picture = sharp(join(root, path)).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' });
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  const frame = { width: info.width, height: info.height, data };
  const { embedding } = await vision.observe(frame, { embed: true });
  if (embedding === undefined) throw new Error(`${path}: no face was detected`);
  return embedding;
}
