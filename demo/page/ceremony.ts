import { forwardTo } from 'recognize-elements';
import { api } from './api.ts';
import { h } from './dom.ts';
import { eventsPanel } from './events-panel.ts';
import { card, saying } from './parts.ts';
import { settings, type Theme } from './settings.ts';
import { texts } from './texts/index.ts';
import { finish } from './unfinished.ts';

type Tag = 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';

type Ceremony = HTMLElementTagNameMap[Exclude<Tag, 'recognize-devices'>];

const onStage = new Set<HTMLElement & { camera: string; theme: Theme }>();

/** An element as this page uses it: its calls go to the backend module, its camera is the chosen one. */
export function element<Name extends Tag>(
  tag: Name,
  props: Record<string, unknown>,
): HTMLElementTagNameMap[Name] {
  const { camera, language, theme } = settings;
  const made = h(tag, { ...props, camera, lang: language, theme });
  made.addEventListener('recognize-request', forwardTo('/recognize-api'));
  onStage.add(made);
  return made;
}

/** A camera that is chosen now serves the next run; a theme shows at once. */
export function setOnStage(change: { readonly camera: string } | { readonly theme: Theme }): void {
  for (const one of onStage) {
    if (one.isConnected) Object.assign(one, change);
    else onStage.delete(one);
  }
}

/** Does what follows a success; the element goes on when that is done. `act` may be called again after it failed. */
export const whenComplete = <Result>(source: HTMLElement, act: (result: Result) => Promise<unknown>): void =>
  source.addEventListener('recognize-complete', (event) => {
    event.waitUntil(finish(source, () => act(event.detail.result as Result)));
  });

/** How long the host locks at most, with a minute for clocks that differ; milliseconds. */
const hostsLock = 11 * 60_000;

/** Beside an element: its events, and what the host can do about a lock once there is one. */
export function beside(source: Ceremony): HTMLElement[] {
  const desk = supportDesk(() => void source.reset());
  desk.hidden = true;
  source.addEventListener('recognize-error', ({ detail: { error } }) => {
    // Longer ones (the browser's own limit, a client state's) are not the host's to end.
    desk.hidden = error.code !== 'ceremony/locked' || !(error.until! <= Date.now() + hostsLock);
  });
  return [desk, eventsPanel(source)];
}

/** @param ended called when the lock is gone */
function supportDesk(ended: () => void): HTMLElement {
  const { support } = texts();
  const said = h('p', { role: 'status', class: 'quiet' });
  const end = () =>
    api.endLock().then(
      () => {
        said.textContent = support.done;
        ended();
      },
      (thrown: unknown) => {
        said.textContent = saying(thrown);
      },
    );
  return card(
    { class: 'desk' },
    h('h2', {}, support.title),
    h('p', { class: 'quiet' }, support.text),
    h('button', { onclick: end }, support.button),
    said,
  );
}
