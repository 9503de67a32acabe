import { RecognizeError } from '../errors.ts';
import { jpegSize } from './jpeg-size.ts';
import { MAX_FILE_BYTES, MAX_PIXELS } from './limits.ts';

/** What the first bytes of a photo tell. */
export interface PhotoHeader {
  readonly format: 'JPEG' | 'PNG' | 'WebP';
  /** Pixels as stored, before the orientation of Exif is applied. */
  readonly width: number;
  readonly height: number;
}

/**
 * Finds out what a file is, whatever its name says, and refuses what cannot be used before it is decoded.
 *
 * @param bytes of the whole file
 * @throws RecognizeError `photo/unsupported-format`, `photo/too-large`, `photo/unreadable`
 */
export function readPhotoHeader(bytes: Uint8Array): PhotoHeader {
  if (bytes.length === 0) throw new RecognizeError('photo/unreadable', { detail: 'the file is empty' });
  if (bytes.length > MAX_FILE_BYTES)
    throw tooLarge(`${bytes.length} bytes, expected at most ${MAX_FILE_BYTES}`);
  const header = headerOf(bytes);
  if (header === undefined) {
    const detail = `${foreignFormat(bytes)}: expected JPEG, PNG or WebP with one picture`;
    throw new RecognizeError('photo/unsupported-format', { detail });
  }
  const { format, width, height } = header;
  if (width === 0 || height === 0)
    throw new RecognizeError('photo/unreadable', { detail: `${format} without a size` });
  if (width * height > MAX_PIXELS)
    throw tooLarge(`${width} × ${height} pixels, expected at most ${MAX_PIXELS}`);
  return header;
}

/** @param detail what is too large, and the limit */
export const tooLarge = (detail: string): RecognizeError => new RecognizeError('photo/too-large', { detail });

function headerOf(bytes: Uint8Array): PhotoHeader | undefined {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { format: 'JPEG', ...jpegSize(bytes) };
  // PNG (W3C PNG, section 5.2): IHDR is the first chunk.
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) {
    const view = viewOf(bytes);
    if (bytes.length < 24) return { format: 'PNG', width: 0, height: 0 };
    return { format: 'PNG', width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (textAt(bytes, 0, 4) === 'RIFF' && textAt(bytes, 8, 4) === 'WEBP') return webpHeader(bytes);
  return undefined;
}

/** RFC 9649. Undefined for an animation. */
function webpHeader(bytes: Uint8Array): PhotoHeader | undefined {
  const format = 'WebP';
  if (bytes.length < 30) return { format, width: 0, height: 0 };
  const view = viewOf(bytes);
  const u24 = (offset: number) => view.getUint16(offset, true) + (bytes[offset + 2]! << 16);
  switch (textAt(bytes, 12, 4)) {
    case 'VP8X': {
      const isAnimated = (bytes[20]! & 0b10) !== 0;
      return isAnimated ? undefined : { format, width: u24(24) + 1, height: u24(27) + 1 };
    }
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { format, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    default:
      return { format, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  }
}

/** The name of a format that is not read. */
function foreignFormat(bytes: Uint8Array): string {
  // ISO/IEC 14496-12: the brand follows the box type `ftyp`.
  if (textAt(bytes, 4, 4) === 'ftyp') {
    const brand = textAt(bytes, 8, 4);
    if (/^(hei|hev|mif1|msf1)/.test(brand)) return 'HEIC';
    return brand.startsWith('avi') ? 'AVIF' : 'video';
  }
  if (textAt(bytes, 0, 4) === 'GIF8') return 'GIF';
  if (textAt(bytes, 0, 4) === 'RIFF') return 'animated WebP';
  if (textAt(bytes, 0, 5) === '%PDF-') return 'PDF';
  if (textAt(bytes, 0, 2) === 'BM') return 'BMP';
  if (['II*\0', 'MM\0*'].includes(textAt(bytes, 0, 4))) return 'TIFF';
  return /<svg[\s>]/i.test(textAt(bytes, 0, 1_024)) ? 'SVG' : 'unknown format';
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array): DataView =>
  new DataView(buffer, byteOffset, byteLength);

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** Latin-1 text. */
const textAt = (bytes: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));
