import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createNodeVision, type NodeVision } from '../../src/vision/node.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let opened: Promise<NodeVision> | undefined;

/** What Node makes of a picture of the repository with the nets of the last build: the embedding of its largest face. */
export async function embedInNode(path: string): Promise<Float32Array> {
  opened ??= createNodeVision(join(root, 'dist/assets/models/manifest.json'));
  const vision = await opened;
  // To sRGB by the file's profile, 8 bits, as a browser's canvas has it.
  const picture = sharp(join(root, path)).toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' });
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  const { embedding } = await vision.observe(
    { width: info.width, height: info.height, data },
    { embed: true },
  );
  if (embedding === undefined) throw new Error(`${path}: no face`);
  return embedding;
}
