/** Layers of a small net with all 11 types, in OpenVINO's format. Each conversion to float32 is added to its constant. */

interface Constant {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** Inputs and constants of the net, all exact in 16 bits. */
export const smallNet = {
  image: Array.from({ length: 2 * 4 * 4 }, (_, i) => ((i * 7) % 11) - 5),
  factor: { shape: [1, 2, 1, 1], values: [0.5, 2] },
  offset: { shape: [1, 2, 1, 1], values: [1, -3] },
  kernel: { shape: [3, 2, 3, 3], values: Array.from({ length: 54 }, (_, i) => (((i * 5) % 9) - 4) / 32) },
  slope: { shape: [1], values: [0.25] },
  groups: { shape: [3, 1, 1, 2, 2], values: Array.from({ length: 12 }, (_, i) => (i - 5) / 8) },
} as const satisfies Record<string, Constant | readonly number[]>;

/** @param type replaces the type of the last operation */
export function writeSmallIr(type = 'Sigmoid'): { xml: string; bin: Uint8Array } {
  const { factor, offset, kernel, slope, groups } = smallNet;
  const [layers, edges, bytes]: [string[], string[], number[]] = [[], [], []];
  const layer = (kind: string, attributes: Record<string, string>, inputs: readonly number[]): number => {
    const id = layers.length;
    const data = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
    layers.push(
      `<layer id="${id}" name="l${id}" type="${kind}" version="opset1"><data ${data.join(' ')}/></layer>`,
    );
    inputs.forEach((from, port) => {
      edges.push(`<edge from-layer="${from}" from-port="0" to-layer="${id}" to-port="${port}"/>`);
    });
    return id;
  };
  const constant = ({ shape, values }: Constant): number => {
    const place = { offset: `${bytes.length}`, size: `${2 * values.length}` };
    for (const value of values) bytes.push(toFloat16(value) & 255, toFloat16(value) >> 8);
    const id = layer('Const', { element_type: 'f16', shape: shape.join(', '), ...place }, []);
    return layer('Convert', { destination_type: 'f32' }, [id]);
  };
  const window = (strides: string, pads: string) => ({
    strides,
    dilations: '1, 1',
    pads_begin: pads,
    pads_end: pads,
    auto_pad: 'explicit',
  });
  const input = layer('Parameter', { shape: '1,2,4,4', element_type: 'f32' }, []);
  const scaled = layer('Multiply', { auto_broadcast: 'numpy' }, [input, constant(factor)]);
  const shifted = layer('Add', { auto_broadcast: 'numpy' }, [scaled, constant(offset)]);
  const convolved = layer('Convolution', window('1, 1', '1, 1'), [shifted, constant(kernel)]);
  const rectified = layer('PReLU', {}, [convolved, constant(slope)]);
  const grouped = layer('GroupConvolution', window('2, 2', '0, 0'), [rectified, constant(groups)]);
  const pooling = { kernel: '2, 2', 'exclude-pad': 'true', ...window('2, 2', '0, 0') };
  const last = layer(type, {}, [layer('AvgPool', pooling, [grouped])]);
  layer('Result', {}, [last]);
  const xml = `<?xml version="1.0"?><net name="small" version="11"><layers>${layers.join('')}</layers><edges>${edges.join('')}</edges></net>`;
  return { xml, bin: Uint8Array.from(bytes) };
}

/** Numbers that 16 bits represent exactly, apart from subnormal ones. */
function toFloat16(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  const fraction = Math.abs(value) / 2 ** exponent - 1;
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | (fraction * 1024);
}

/** What the small net computes, by the definitions of the operations. */
export function expectedOutput(): number[] {
  const { image, factor, offset, kernel, slope, groups } = smallNet;
  const shifted = image.map((value, i) => value * factor.values[i >> 4]! + offset.values[i >> 4]!);
  const at = (channel: number, y: number, x: number) =>
    y < 0 || y > 3 || x < 0 || x > 3 ? 0 : shifted[16 * channel + 4 * y + x]!;
  const range = (n: number) => Array.from({ length: n }, (_, i) => i);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rectified = (o: number, y: number, x: number) => {
    const terms = range(18).map((k) => {
      const [c, dy, dx] = [Math.floor(k / 9), Math.floor((k % 9) / 3), k % 3];
      return kernel.values[18 * o + k]! * at(c, y + dy - 1, x + dx - 1);
    });
    const value = sum(terms);
    return value < 0 ? slope.values[0] * value : value;
  };
  const grouped = (o: number, y: number, x: number) =>
    sum(range(4).map((k) => groups.values[4 * o + k]! * rectified(o, 2 * y + (k >> 1), 2 * x + (k & 1))));
  return range(3).map((o) => {
    const mean = sum(range(4).map((k) => grouped(o, k >> 1, k & 1))) / 4;
    return 1 / (1 + Math.exp(-mean));
  });
}
