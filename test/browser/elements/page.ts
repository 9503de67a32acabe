import { forwardTo } from '../../../src/client/forward-to.ts';
import { defineElements } from '../../../src/elements/index.ts';
import type { RecognizeRequestEvent } from '../../../src/events.ts';
import { createMatchingClient } from '../../../src/matching/client.ts';
import { indexedDbStore } from '../../../src/store/indexed-db.ts';
import { createVision } from '../../../src/vision/client.ts';

/** A host's page: elements of the sources, workers and nets of the last build, the real backend. */
const assetsBase = new URL('/dist/assets/', location.href);
export const pageStore = indexedDbStore('elements');

defineElements({
  version: 'test',
  assetsBase,
  createVision,
  createMatching: (base) => createMatchingClient({ assetsBase: base }),
  openStore: () => pageStore,
});

type Tag = 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';

export interface Heard {
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: details differ by type; each test reads the field that it asserts.
  readonly detail: any;
}

const types = [
  'request',
  'ready',
  'unsupported',
  'step',
  'hint',
  'progress',
  'complete',
  'cancel',
  'error',
  'devices-change',
];
const ends = ['complete', 'cancel', 'error'];

let people = 0;
/** Somebody whom the backend does not know yet. */
export const newPerson = (): string => `person-${performance.timeOrigin}-${++people}`;

export const authorization =
  (person: string, ceremony: string, more = '') =>
  async (): Promise<string> =>
    (await fetch(`/backend/token?ceremony=${ceremony}${more}`, { headers: { 'x-person': person } })).text();

/** Carries requests of an element to the backend, as the page of `person`. */
export const forwardAs = (person: string) => forwardTo('/backend/api', { headers: { 'x-person': person } });

/** What a test sets on an element; names of properties. */
type Settings<Element> = Partial<Omit<Element, keyof HTMLElement>> & {
  lang?: string;
  innerHTML?: string;
  /** Answers requests; default the backend. */
  answer?: (event: RecognizeRequestEvent) => void;
};

/** Every stream that a camera gave, so that none is left running. */
const streams = new Set<MediaStream>();
export const liveTracks = (): number =>
  [...streams].flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live')
    .length;

/** Places an element of `person` before a simulated camera, and listens. */
export function place<Name extends Tag>(
  tag: Name,
  person: string,
  settings: Settings<HTMLElementTagNameMap[Name]> = {},
) {
  const { answer = forwardAs(person), ...rest } = settings;
  const element = document.createElement(tag);
  const heard: Heard[] = [];
  for (const name of types) {
    element.addEventListener(`recognize-${name}`, (event) => {
      heard.push({ type: name, detail: (event as CustomEvent).detail });
    });
  }
  element.addEventListener('recognize-request', answer);
  const given = {
    recognizeId: person,
    camera: 'simulated:ada',
    authorization: authorization(person, tag.replace('recognize-', '')),
    ...rest,
  };
  Object.assign(element, given);
  document.body.append(element);
  return { element, heard };
}

export const of = (heard: readonly Heard[], type: string): Heard[] =>
  heard.filter((event) => event.type === type);
/** The events that come once: how the element is, and how its runs ended, an error with its code. */
export const life = (heard: readonly Heard[]): string[] =>
  heard
    .filter(({ type }) => type === 'ready' || type === 'unsupported' || ends.includes(type))
    .map(({ type, detail }) => (type === 'error' ? `error ${detail.error.code}` : type));
export const stepsOf = (heard: readonly Heard[]): string[] =>
  of(heard, 'step').map(({ detail }) => detail.step);

/** Waits until `holds`, at most a minute and a half: other programs may have the processor. */
export async function until(holds: () => unknown): Promise<void> {
  const end = performance.now() + 90_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`it never came true: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** A part of an element, by CSS. */
export function part<Kind extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string): Kind {
  const found = element.shadowRoot!.querySelector<Kind>(selector);
  if (found === null) throw new Error(`${element.localName} shows no ${selector}`);
  return found;
}

/**
 * What has the focus within an element, by its label or words; the panel by that word. In words, because the runner cannot report a node.
 */
export function focus(element: HTMLElement): string {
  const active = element.shadowRoot!.activeElement;
  if (active?.part.contains('panel')) return 'panel';
  return active?.ariaLabel ?? active?.textContent?.trim() ?? '';
}

/** Whether an element shows a part, by CSS. */
export const shows = (element: HTMLElement, selector: string): boolean =>
  element.shadowRoot!.querySelector(selector) !== null;

/** What an element says to the person. */
export const words = (element: HTMLElement): string =>
  (element.shadowRoot!.textContent ?? '')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Removes what tests placed, and sees that every camera was given back. */
export function cleanUp(): void {
  for (const element of document.querySelectorAll('body > *')) {
    if (element.localName.startsWith('recognize-')) element.remove();
  }
}

const capture = HTMLCanvasElement.prototype.captureStream;
HTMLCanvasElement.prototype.captureStream = function (...options) {
  const stream = capture.apply(this, options);
  streams.add(stream);
  return stream;
};
