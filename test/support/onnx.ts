/**
 * The net said to use operator set 99, which no runtime has. Ours end in their operator set (ModelProto.opset_import, field 8 of
 * onnx.proto: an empty domain and a version of one byte).
 */
export function withNewerOperators(net: Uint8Array): Uint8Array<ArrayBuffer> {
  const at = net.length - 1;
  const end = [0x42, 4, 0x0a, 0, 0x10];
  if (!end.every((byte, i) => net[at - 5 + i] === byte))
    throw new Error('a net that does not end in its operator set');
  const changed = Uint8Array.from(net);
  changed[at] = 99;
  return changed;
}
