import { registerCamera } from '../../../src/capture/camera-sources.ts';
import { forwardTo } from '../../../src/client/forward-to.ts';
import { defineElements } from '../../../src/elements/define-elements.ts';
import type { RecognizeErrorJson } from '../../../src/errors.ts';
import type {
  DevicesChange,
  Diagnostics,
  HintName,
  ProgressDetail,
  RecognizeRequest,
  RecognizeRequestEvent,
  StepName,
} from '../../../src/events.ts';
import { indexedDbStore } from '../../../src/store/indexed-db.ts';
import type { Device } from '../../../src/wire/device.ts';
import { simulatedCamera } from '../../support/simulated-camera.ts';

/** The page of a host: elements from the sources, workers and models of the last build, a real backend, simulated people. */
export const assetsBase = new URL('/dist/assets/', location.href);

/** The store of the elements on this page. */
export const pageStore = indexedDbStore();

// Starts the backend. On a busy machine that takes longer than the time that an element waits for a response.
await fetch('/backend/about');

defineElements();
registerCamera('simulated', simulatedCamera);

type Tag = 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';

/** The details of the events by their names without the prefix. Results have the fields of all ceremonies. */
interface Details {
  request: RecognizeRequest;
  ready: { diagnostics: Diagnostics };
  unsupported: { error: RecognizeErrorJson };
  step: { step: StepName; of: number };
  hint: { hint: HintName };
  progress: ProgressDetail;
  complete: {
    result: {
      recognizeId?: string;
      deviceId?: string;
      type?: string;
      clientState?: string;
      device?: Device;
      assertion: string;
    };
  };
  cancel: { stage: string; reason: string };
  error: { error: RecognizeErrorJson };
  'devices-change': DevicesChange;
}

export type RecordedEvent = { [Type in keyof Details]: { type: Type; detail: Details[Type] } }[keyof Details];

const EVENT_TYPES: readonly (keyof Details)[] = [
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

let userCount = 0;
/** The Recognize ID of a user whom the backend does not know yet. */
export const newUser = (): string => `user-${performance.timeOrigin}-${++userCount}`;

/** @param query further fields of the authorization, such as `&activate=yes` */
export const authorizationFor =
  (user: string, ceremony: string, query = '') =>
  async (): Promise<string> =>
    (await fetch(`/backend/token?ceremony=${ceremony}${query}`, { headers: { 'x-user': user } })).text();

/** Forwards the requests of an element to the backend, in the session of `user`. */
export const forwardAs = (user: string) => forwardTo('/backend/api', { headers: { 'x-user': user } });

/** What a test sets on an element, by the names of the properties. */
type Settings<Element> = Partial<Omit<Element, keyof HTMLElement>> & {
  lang?: string;
  innerHTML?: string;
  /** Responds to the requests. Default: the backend. */
  answer?: (event: RecognizeRequestEvent) => void;
};

/** Places an element of `user` in front of a simulated camera and records its events. */
export function placeElement<Name extends Tag>(
  tag: Name,
  user: string,
  settings: Settings<HTMLElementTagNameMap[Name]> = {},
) {
  const { answer = forwardAs(user), ...rest } = settings;
  const element = document.createElement(tag);
  const events: RecordedEvent[] = [];
  for (const type of EVENT_TYPES) {
    element.addEventListener(`recognize-${type}`, (event: Event) => {
      events.push({ type, detail: (event as CustomEvent).detail });
    });
  }
  element.addEventListener('recognize-request', answer);
  Object.assign(element, {
    recognizeId: user,
    assetsBase: assetsBase.href,
    camera: 'simulated:ada',
    authorization: authorizationFor(user, tag.replace('recognize-', '')),
    ...(tag === 'recognize-enroll' ? { pictureReview: 'off' } : {}),
    ...rest,
  });
  document.body.append(element);
  return { element, events };
}

/** The details of all recorded events of one type. */
export const detailsOf = <Type extends keyof Details>(
  events: readonly RecordedEvent[],
  type: Type,
): Details[Type][] =>
  events.filter((event) => event.type === type).map(({ detail }) => detail as Details[Type]);

/** Readiness and ends of runs in their order, each with the code of its error. */
export const outcomesOf = (events: readonly RecordedEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.type === 'error') return [`error ${event.detail.error.code}`];
    return ['ready', 'unsupported', 'complete', 'cancel'].includes(event.type) ? [event.type] : [];
  });

export const stepsOf = (events: readonly RecordedEvent[]): StepName[] =>
  detailsOf(events, 'step').map(({ step }) => step);

/** The first element in the shadow root that matches a selector. */
export function query<Kind extends HTMLElement = HTMLElement>(element: HTMLElement, selector: string): Kind {
  const match = element.shadowRoot!.querySelector<Kind>(selector);
  if (match === null) throw new Error(`${element.localName} renders no ${selector}`);
  return match;
}

/** Whether the shadow root has an element that matches a selector. */
export const renders = (element: HTMLElement, selector: string): boolean =>
  element.shadowRoot!.querySelector(selector) !== null;

/** Label or text of what has the focus inside an element; `panel` for the panel. The test runner cannot report a node. */
export function focusedLabel(element: HTMLElement): string {
  const active = element.shadowRoot!.activeElement;
  if (active?.part.contains('panel')) return 'panel';
  return active?.ariaLabel ?? active?.textContent?.trim() ?? '';
}

/** All text that an element shows. */
export const textOf = (element: HTMLElement): string =>
  (element.shadowRoot!.textContent ?? '')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Removes the elements that tests have placed. */
export function removeElements(): void {
  for (const element of document.querySelectorAll('body > *')) {
    if (element.localName.startsWith('recognize-')) element.remove();
  }
}

/** Every stream of a simulated camera, which is the stream of a canvas. */
const streams = new Set<MediaStream>();
const { captureStream } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.captureStream = function (...options) {
  const stream = captureStream.apply(this, options);
  streams.add(stream);
  return stream;
};

/** How many camera tracks are still open. */
export const openTrackCount = (): number =>
  [...streams].flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live')
    .length;
