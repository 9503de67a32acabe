/** ModelProto.opset_import (field 8 of onnx.proto) of our nets: the empty domain, then the tag of the version, which is one byte. */
const opsetImport = [0x42, 4, 0x0a, 0, 0x10];

/** A copy of the net that requires operator set 99, which no runtime supports. */
export function withNewerOperators(net: Uint8Array): Uint8Array<ArrayBuffer> {
  const at = net.findLastIndex((_, i) => opsetImport.every((byte, k) => net[i + k] === byte));
  if (at < 0) throw new Error('the net has no opset_import of the expected form');
  const changed = Uint8Array.from(net);
  changed[at + opsetImport.length] = 99;
  return changed;
}
