import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhotoHeader } from '../../../src/photo/header.ts';
import { utf8 } from '../../../src/wire/bytes.ts';

const picture = sharp({ create: { width: 21, height: 34, channels: 3, background: '#864' } });
/** The first box of a file (ISO/IEC 14496-12). */
const boxOf = (brand: string) => utf8(`\0\0\0\x18ftyp${brand}\0\0\0\0`);
const icon = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';

it.each([
  ['JPEG', picture.clone().jpeg()],
  [
    'JPEG',
    picture
      .clone()
      .jpeg({ progressive: true })
      .withExif({ IFD0: { Copyright: 'x'.repeat(9_000) } }),
  ],
  ['JPEG', picture.clone().toColourspace('cmyk').jpeg()],
  ['PNG', picture.clone().png()],
  ['PNG', picture.clone().toColourspace('rgb16').png({ progressive: true })],
  ['WebP', picture.clone().webp()],
  ['WebP', picture.clone().webp({ lossless: true })],
  [
    'WebP',
    picture
      .clone()
      .withExif({ IFD0: { Copyright: 'x' } })
      .webp(),
  ],
] as const)('reads the size of a %s file', async (format, image) => {
  expect(readPhotoHeader(await image.toBuffer())).toEqual({ format, width: 21, height: 34 });
});

it.each([
  ['HEIC', boxOf('heic')],
  ['HEIC', boxOf('mif1')],
  ['AVIF', boxOf('avif')],
  ['video', boxOf('isom')],
  ['GIF', utf8('GIF89a\x01\0\x01\0')],
  ['PDF', utf8('%PDF-1.7\n')],
  ['BMP', utf8('BM\x9a\0\0\0')],
  ['TIFF', utf8('II*\0\b\0\0\0')],
  ['SVG', utf8(`<?xml version="1.0"?>\n${icon}`)],
  ['unknown format', utf8('This is a text with the name face.jpg')],
])('throws photo/unsupported-format naming %s', (name, bytes) => {
  expect(() => readPhotoHeader(bytes)).toThrow(`photo/unsupported-format: ${name}`);
});

it('throws photo/unsupported-format for an animation', async () => {
  const extended = await picture
    .clone()
    .withExif({ IFD0: { Copyright: 'x' } })
    .webp()
    .toBuffer();
  expect(extended.toString('latin1', 12, 16)).toBe('VP8X');
  extended[20]! |= 0b10;
  expect(() => readPhotoHeader(extended)).toThrow('photo/unsupported-format: animated WebP');
});

describe('a file that has nothing but its first bytes', () => {
  it.each([
    ['an empty file', []],
    ['JPEG', [0xff, 0xd8, 0xff, 0xe0]],
    ['JPEG that begins its scan without a size', [0xff, 0xd8, 0xff, 0xda, ...Array(20).fill(1)]],
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['WebP', [...utf8('RIFF\0\0\0\0WEBP')]],
  ])('throws photo/unreadable: %s', (_, bytes) => {
    expect(() => readPhotoHeader(new Uint8Array(bytes))).toThrow('photo/unreadable');
  });
});

it('[T128] throws photo/too-large before anything is decoded, for many bytes and for many pixels', async () => {
  expect(() => readPhotoHeader(new Uint8Array(64 * 1024 * 1024 + 1))).toThrow('photo/too-large');
  const png = await picture.clone().png().toBuffer();
  // A file of a few bytes that would need 1 GB.
  png.writeUInt32BE(16_384, 16);
  png.writeUInt32BE(16_384, 20);
  expect(() => readPhotoHeader(png)).toThrow('photo/too-large: 16384 × 16384 pixels');
});
