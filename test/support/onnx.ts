/** ModelProto.opset_import (field 8 of onnx.proto) of our nets: an empty domain, and a version of one byte that follows. */
const opset = [0x42, 4, 0x0a, 0, 0x10];

/** The net said to use operator set 99, which no runtime has. */
export function withNewerOperators(net: Uint8Array): Uint8Array<ArrayBuffer> {
  const at = net.findLastIndex((_, i) => opset.every((byte, k) => net[i + k] === byte));
  if (at < 0) throw new Error('a net that does not name its operator set');
  const changed = Uint8Array.from(net);
  changed[at + opset.length] = 99;
  return changed;
}
