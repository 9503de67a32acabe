import { expect, it } from 'vitest';
import { jpegSize } from '../../../src/photo/jpeg-size.ts';

const start = [0xff, 0xd8];
const frame = (marker: number) => [0xff, marker, 0, 17, 8, 0x01, 0x02, 0x03, 0x04, 3, 0, 0, 0, 0, 0, 0];

it.each([0xc0, 0xc1, 0xc2, 0xc9])('reads the frame header 0x%x', (marker) => {
  const bytes = new Uint8Array([...start, ...frame(marker), 0]);
  expect(jpegSize(bytes)).toEqual({ height: 0x102, width: 0x304 });
});

it('skips segments, fill bytes and tables that look like frame headers', () => {
  const table = [0xff, 0xc4, 0, 6, 9, 9, 9, 9];
  const bytes = new Uint8Array([...start, ...table, 0xff, 0xff, ...frame(0xc0), 0]);
  expect(jpegSize(bytes)).toEqual({ height: 0x102, width: 0x304 });
});

it.each([
  ['without a marker where one must be', [...start, 0x00, 0x01, ...frame(0xc0)]],
  ['with a segment beyond its end', [...start, 0xff, 0xe1, 0xff, 0xff, ...frame(0xc0)]],
  ['with a length of zero, which would never end', [...start, ...Array(40).fill([0xff, 0xe1, 0, 0]).flat()]],
])('returns zeros for a file %s', (_, bytes) => {
  expect(jpegSize(new Uint8Array(bytes))).toEqual({ width: 0, height: 0 });
});
