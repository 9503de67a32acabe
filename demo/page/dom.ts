type Child = Node | string | undefined | false;
type Props = Readonly<Record<string, unknown>>;

/**
 * Creates an element. A function whose name starts with `on` becomes a listener; text, numbers and `true` become attributes; anything else
 * becomes a property. Strings among the children become text nodes, never HTML.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(element, name, value);
  element.append(...children.filter((child) => child !== undefined && child !== false));
  return element;
}

function setProp(element: HTMLElement, name: string, value: unknown): void {
  if (value === undefined || value === false) return;
  if (name.startsWith('on') && typeof value === 'function')
    element.addEventListener(name.slice(2), value as EventListener);
  else if (typeof value === 'string' || typeof value === 'number') element.setAttribute(name, String(value));
  else if (value === true) element.setAttribute(name, '');
  else Object.assign(element, { [name]: value });
}

/** @param path of one SVG path on a grid of 24 × 24 */
export function icon(path: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const shape = document.createElementNS(namespace, 'path');
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}

export const icons = {
  key: 'M15 7a4 4 0 1 1-3.5 6L9 15.5V18H6.500V20.500H3.500V17.500L11 10.500A4 4 0 0 1 15 7zM16 10.500v.1',
  face: 'M4 8V5a1 1 0 0 1 1-1h3M16 4h3a1 1 0 0 1 1 1v3M20 16v3a1 1 0 0 1-1 1h-3M8 20H5a1 1 0 0 1-1-1v-3M9 9.500v1M15 9.500v1M12 10v3h-1M8.500 15.500c2 1.700 5 1.700 7 0',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  shield: 'M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6zM9 12l2 2 4-4',
  clock: 'M12 5a8 8 0 1 0 .01 0zM12 9v4l3 2M9.500 2h5',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.600-5.600l-1 1M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.600 5.600l1-1',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  sliders: 'M4 8h9M17 8h3M4 16h3M11 16h9M15 6v4M9 14v4',
  signOut: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
} as const;
