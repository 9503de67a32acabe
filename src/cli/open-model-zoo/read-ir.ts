import { DOMParser, type Element, onErrorStopParsing } from '@xmldom/xmldom';

/**
 * One layer of OpenVINO's intermediate representation (IR). Each layer here has one output.
 * https://docs.openvino.ai/2024/documentation/openvino-ir-format.html
 */
export interface IrLayer {
  readonly id: string;
  /** Of the operation set, such as `Convolution`. */
  readonly type: string;
  /** Attributes of the operation. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Ids of the layers whose outputs are the inputs, in the order of the ports. */
  readonly inputs: readonly string[];
}

/**
 * Reads the layers of an IR file in their order.
 *
 * @param xml content of the `.xml` file
 * @throws Error when the text is not XML or not an IR
 */
export function readIr(xml: string): IrLayer[] {
  const document = new DOMParser({ onError: onErrorStopParsing }).parseFromString(xml, 'text/xml');
  const net = document.documentElement;
  if (net?.tagName !== 'net') throw new Error('The file is not an OpenVINO IR.');
  const inputs = new Map<string, string[]>();
  for (const edge of net.getElementsByTagName('edge')) {
    const target = attribute(edge, 'to-layer');
    const sources = inputs.get(target) ?? [];
    sources[Number(attribute(edge, 'to-port'))] = attribute(edge, 'from-layer');
    inputs.set(target, sources);
  }
  return Array.from(net.getElementsByTagName('layer'), (layer) => {
    const id = attribute(layer, 'id');
    const [data] = layer.getElementsByTagName('data');
    return {
      id,
      type: attribute(layer, 'type'),
      attributes: Object.fromEntries(Array.from(data?.attributes ?? [], ({ name, value }) => [name, value])),
      inputs: inputs.get(id) ?? [],
    };
  });
}

function attribute(element: Element, name: string): string {
  const value = element.getAttribute(name);
  if (value === null) throw new Error(`The IR has a <${element.tagName}> without ${name}.`);
  return value;
}

/** A list of whole numbers, such as `1, 1`. */
export const readNumbers = (list: string | undefined): number[] =>
  (list ?? '').split(',').filter(Boolean).map(Number);
