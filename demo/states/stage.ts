import { registerCamera } from 'recognize-elements';
import { h } from '../page/dom.ts';
import { MODELS } from '../page/models.ts';
import { settings } from '../page/settings.ts';
import { answerWith, authorize, person } from './host.ts';
import { leaveUnanswered, openScene } from './scenes.ts';
import type { Scenario, Tag } from './states.ts';

/** Without `recognize-`. */
const events = new Set(['step', 'hint', 'complete', 'cancel', 'error']);
const POLL_INTERVAL_MS = 100;

/** Places an element in a container, and brings it into a state. Resolves when it is there. */
export async function showState(container: HTMLElement, scenario: Scenario): Promise<void> {
  registerCamera('scene', openScene);
  const { before, press = [], until } = scenario;
  const handoffId = before === 'handed-off' ? await handOff(container) : undefined;
  const hasEnrolled = before === 'enrolled' || before === 'bound';
  const clientState = hasEnrolled ? await enrollBefore(container) : undefined;
  if (before === 'bound') await complete(container, 'recognize-recover', { clientState });
  const props = { ...scenario.props, 'handoff-id': handoffId };
  const element = placeElement(container, { ...scenario, props }, clientState);
  const reached = untilReached(element, until);
  for (const selector of press) (await untilShown(element, selector)).click();
  await reached;
}

function placeElement(
  container: HTMLElement,
  { tag, props = {}, scene = 'good', answers = {}, liveness = 'off' }: Omit<Scenario, 'until'>,
  clientState?: string,
): HTMLElement {
  const { language, theme } = settings;
  const camera = scene === 'unanswered' ? leaveUnanswered() : `scene:${scene}`;
  const attributes = { 'recognize-id': person, models: MODELS, lang: language, theme, camera };
  const element = h(tag, { ...props, ...attributes });
  const ceremony = tag.replace('recognize-', '');
  const authorization = () => authorize({ ceremony, liveness, transaction: props.transaction });
  if (tag !== 'recognize-devices') Object.assign(element, { authorization });
  if (tag === 'recognize-recover') Object.assign(element, { clientState: clientState ?? 'none' });
  element.addEventListener('recognize-request', answerWith(answers));
  container.append(element);
  return element;
}

/** Hands an enrollment off, with an element that nobody sees. @returns the end of the link, which the phone opens */
async function handOff(container: HTMLElement): Promise<string> {
  const element = placeElement(container, { tag: 'recognize-enroll', props: { handoff: 'auto' } });
  (await untilShown(element, '[part~=handoff]')).click();
  const link = (await untilShown(element, '[part=link]')) as HTMLInputElement;
  element.hidden = true;
  return link.value.slice(link.value.indexOf('#'));
}

/** The state of a person who has enrolled. @returns the client state */
async function enrollBefore(container: HTMLElement): Promise<string> {
  const result = await complete(container, 'recognize-enroll');
  return (result as { readonly clientState: string }).clientState;
}

/** Carries a ceremony out, and removes its element. */
async function complete(
  container: HTMLElement,
  tag: Exclude<Tag, 'recognize-devices'>,
  { clientState }: { readonly clientState?: string | undefined } = {},
): Promise<unknown> {
  const element = placeElement(container, { tag, props: { autostart: true } }, clientState);
  try {
    return await new Promise((resolve, reject) => {
      element.addEventListener('recognize-complete', ({ detail }) => resolve(detail.result));
      element.addEventListener('recognize-error', ({ detail }) => reject(new Error(detail.error.code)));
    });
  } finally {
    element.remove();
  }
}

function untilReached(element: HTMLElement, until: string): Promise<unknown> {
  const [type = '', name] = until.split(' ');
  if (!events.has(type)) return untilShown(element, until);
  return new Promise((resolve) => {
    element.addEventListener(`recognize-${type}`, (event) => {
      const { step, hint } = (event as CustomEvent).detail;
      if (name === undefined || name === step || name === hint) resolve(event);
    });
  });
}

async function untilShown(element: HTMLElement, selector: string): Promise<HTMLElement> {
  for (;;) {
    const shown = findInside(element, selector);
    if (shown) return shown;
    await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS));
  }
}

/** Also in elements inside the element, such as the list of devices after a recovery. */
function findInside({ shadowRoot }: Element, selector: string): HTMLElement | undefined {
  if (shadowRoot === null) return undefined;
  const own = shadowRoot.querySelector<HTMLElement>(selector);
  if (own !== null) return own;
  const inner = [...shadowRoot.querySelectorAll('*')];
  return inner.map((element) => findInside(element, selector)).find((found) => found !== undefined);
}
