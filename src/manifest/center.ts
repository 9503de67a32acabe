/** Decodes the population mean of a manifest: base64 of float32, little-endian. @returns `undefined` when the string is not that */
export function decodeCenter(base64: string): Float32Array | undefined {
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    return undefined;
  }
  if (binary.length % 4 !== 0) return undefined;
  const view = new DataView(new ArrayBuffer(binary.length));
  for (let i = 0; i < binary.length; i++) view.setUint8(i, binary.charCodeAt(i));
  return Float32Array.from({ length: binary.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}

/** Encodes a population mean for a manifest; inverse of `decodeCenter`. */
export function encodeCenter(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(values.length * 4));
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return btoa(String.fromCharCode(...new Uint8Array(view.buffer)));
}
