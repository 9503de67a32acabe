import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp, { type Sharp } from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examinePhoto } from '../../../../src/photo/examine-photo.ts';
import { decodePhoto } from '../../../../src/photo/node/decode-photo.ts';
import { createNodeVision, type NodeVision } from '../../../../src/vision/node.ts';
import { cosine } from '../../../support/cosine.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const face = join(root, 'test/fixtures/faces/ada-front.png');

let vision: NodeVision;
let reference: Float32Array;
beforeAll(async () => {
  vision = await createNodeVision(join(root, 'dist/assets/models/manifest.json'));
  reference = await embed(await sharp(face).png().toBuffer());
}, 60_000);
afterAll(() => vision.release());

async function embed(bytes: Uint8Array): Promise<Float32Array> {
  const picture = await decodePhoto(bytes, vision);
  return examinePhoto(picture, 'DOCUMENT').finally(() => picture.close());
}

it.each<[string, (image: Sharp) => Sharp, number]>([
  ['a progressive JPEG', (image) => image.jpeg({ progressive: true, quality: 95 }), 0.99],
  ['a grayscale JPEG', (image) => image.grayscale().jpeg({ quality: 95 }), 0.85],
  ['a CMYK JPEG', (image) => image.toColourspace('cmyk').jpeg({ quality: 95 }), 0.97],
  ['a PNG with 16 bits', (image) => image.toColourspace('rgb16').png(), 0.999],
  ['a PNG with a transparent background', (image) => image.ensureAlpha().png(), 0.999],
  ['a WebP', (image) => image.webp({ quality: 95 }), 0.98],
  ['56 megapixels', (image) => image.resize({ width: 8_660, kernel: 'linear' }).jpeg({ quality: 70 }), 0.9],
])(
  'embeds the same face in %s',
  async (_, convert, expected) => {
    expect(cosine(await embed(await convert(sharp(face)).toBuffer()), reference)).toBeGreaterThan(expected);
  },
  60_000,
);

it.each<[number, (image: Sharp) => Sharp]>([
  [2, (image) => image.flop()],
  [3, (image) => image.rotate(180)],
  [4, (image) => image.flip()],
  // sharp mirrors before it rotates.
  [5, (image) => image.flop().rotate(270)],
  [6, (image) => image.rotate(270)],
  [7, (image) => image.flop().rotate(90)],
  [8, (image) => image.rotate(90)],
])('turns a photo upright as Exif says: orientation %d', async (orientation, store) => {
  const stored = await store(sharp(face)).png().toBuffer();
  const photo = await sharp(stored).withMetadata({ orientation }).png().toBuffer();
  expect(cosine(await embed(photo), reference)).toBeGreaterThan(0.999);
});

it.each([90, 180, 270])('turns a photo without Exif upright as its face says: %d°', async (degrees) => {
  const photo = await sharp(face).rotate(degrees).png().toBuffer();
  expect(cosine(await embed(photo), reference)).toBeGreaterThan(0.999);
});

it('finds a small face on a large page', async () => {
  const part = { left: 70, top: 10, width: 180, height: 220 };
  const portrait = await sharp(face).extract(part).toBuffer();
  const page = sharp({ create: { width: 2480, height: 1754, channels: 3, background: '#eef' } });
  const photo = await page
    .composite([{ input: portrait, left: 300, top: 900 }])
    .png()
    .toBuffer();
  expect(cosine(await embed(photo), reference)).toBeGreaterThan(0.95);
});

it('throws photo/unreadable for a file that ends early', async () => {
  const bytes = await sharp(face).jpeg().toBuffer();
  await expect(decodePhoto(bytes.subarray(0, 3_000), vision)).rejects.toThrow('photo/unreadable');
});
