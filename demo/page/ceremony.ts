import { forwardTo, registerCamera } from 'recognize-elements';
import { simulatedCamera } from 'recognize-elements/simulated-camera';
import { completeOnHost } from './complete-on-host.ts';
import { h } from './dom.ts';
import { eventsPanel } from './events-panel.ts';
import { MODELS, PREVIOUS_MODELS } from './models.ts';
import { card } from './parts.ts';
import { settings, type Theme } from './settings.ts';
import { texts } from './texts/index.ts';

type Tag = 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';

type CeremonyElement = HTMLElementTagNameMap[Exclude<Tag, 'recognize-devices'>];

// For visitors without a camera. A production site leaves this out.
registerCamera('simulated', simulatedCamera);

const createdElements = new Set<HTMLElement & { camera: string; theme: Theme }>();

/** Creates an element with the chosen camera, language and theme. Its requests go to the backend module. */
export function createElement<Name extends Tag>(
  tag: Name,
  props: Record<string, unknown>,
): HTMLElementTagNameMap[Name] {
  const { camera, language, theme } = settings;
  const models = { models: MODELS, 'previous-models': PREVIOUS_MODELS };
  const element = h(tag, { ...props, ...models, camera, lang: language, theme });
  element.addEventListener('recognize-request', forwardTo('/recognize-api'));
  createdElements.add(element);
  return element;
}

/** Applies a changed setting to the elements on the page. A new theme shows at once, a new camera is used by the next run. */
export function updateElements(change: { readonly camera: string } | { readonly theme: Theme }): void {
  for (const element of createdElements) {
    if (element.isConnected) Object.assign(element, change);
    else createdElements.delete(element);
  }
}

/**
 * Runs `action` after a success of an element. The element waits for it before it shows the success.
 *
 * @param action called again when the user repeats it after a failure
 */
export const onComplete = <Result>(
  element: HTMLElement,
  action: (result: Result) => Promise<unknown>,
): void =>
  element.addEventListener('recognize-complete', (event) => {
    event.waitUntil(completeOnHost(element, () => action(event.detail.result as Result)));
  });

/** What is shown next to an element: its events, and who can help while the account is locked. */
export function sidePanels(element: CeremonyElement): HTMLElement[] {
  const { support } = texts();
  const desk = card({ class: 'desk' }, h('h2', {}, support.title), h('p', { class: 'quiet' }, support.lead));
  desk.hidden = true;
  element.addEventListener('recognize-error', ({ detail: { error } }) => {
    desk.hidden = error.code !== 'ceremony/locked';
  });
  return [desk, eventsPanel(element)];
}
