import { Refused } from './api.ts';
import { h } from './dom.ts';
import { card, saying } from './parts.ts';
import { again } from './router.ts';
import { texts } from './texts/index.ts';

/** How long the host may take before the person is told to wait, milliseconds. */
const patience = 1_000;

/** Whether the same call may succeed later; else the person has to begin anew. */
const worthRepeating = (thrown: unknown): boolean =>
  !(thrown instanceof Refused) || thrown.reason === 'offline' || thrown.reason === 'trouble';

/**
 * Does what follows a success of an element. It is none for the person before the host knows of it: while the host is silent, or when it
 * refuses, that is said in the place of the element, with a way on.
 *
 * @returns a promise that resolves when all is done, however often it had to be tried
 */
export async function finish(source: HTMLElement, act: () => Promise<unknown>): Promise<void> {
  const box = card({ class: 'unfinished' });
  box.tabIndex = -1;
  const say = (kind: string, text: string, ...more: Node[]) => {
    const focused = source.matches(':focus-within') || box.matches(':focus-within');
    box.replaceChildren(h('p', { class: kind, role: 'alert' }, text), ...more);
    if (!box.isConnected) source.after(box);
    source.hidden = true;
    if (focused) box.focus();
  };
  for (;;) {
    const waiting = setTimeout(() => say('quiet', texts().waiting), patience);
    try {
      await act();
      break;
    } catch (thrown) {
      clearTimeout(waiting);
      await new Promise<void>((resolve) => {
        const onclick = worthRepeating(thrown) ? () => resolve() : again;
        say('refusal', saying(thrown), h('button', { class: 'primary', onclick }, texts().again));
      });
      say('quiet', texts().waiting);
    } finally {
      clearTimeout(waiting);
    }
  }
  const focused = box.matches(':focus-within');
  box.remove();
  source.hidden = false;
  if (!focused) return;
  source.tabIndex = -1;
  source.focus();
}
