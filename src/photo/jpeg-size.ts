/** Markers without a length: SOI, EOI, RST0 to RST7, TEM (ITU-T T.81, table B.1). */
const isStandalone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);

/** SOF0 to SOF15, without DHT, JPG and DAC, which lie between them. */
const isFrameHeader = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The size in the frame header of a JPEG file; zeros if there is none before the first scan. */
export function jpegSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const none = { width: 0, height: 0 };
  const u16 = (offset: number) => ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
  for (let offset = 2; offset + 9 < bytes.length; ) {
    if (bytes[offset] !== 0xff) return none;
    const marker = bytes[offset + 1]!;
    // Fill bytes (section B.1.1.2).
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (isStandalone(marker)) {
      offset += 2;
      continue;
    }
    if (marker === 0xda) return none;
    if (isFrameHeader(marker)) return { height: u16(offset + 5), width: u16(offset + 7) };
    offset += 2 + Math.max(2, u16(offset + 2));
  }
  return none;
}
