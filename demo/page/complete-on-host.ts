import { ApiError } from './api-error.ts';
import { h } from './dom.ts';
import { card, errorText } from './parts.ts';
import { reload } from './router.ts';
import { texts } from './texts/index.ts';

/** When the host takes longer than this, a message is shown. */
const WAITING_MESSAGE_DELAY_MS = 1_000;

/** Whether repeating the request can succeed; otherwise the user has to start again. */
const canRepeat = (error: unknown): boolean =>
  !(error instanceof ApiError) || error.reason === 'offline' || error.reason === 'trouble';

/**
 * Reports the success of an element to the host. The success is not shown before the host has accepted it: while waiting and after a failure
 * a message replaces the element, after a failure with a button to try again.
 *
 * @param action repeated until it succeeds
 */
export async function completeOnHost(element: HTMLElement, action: () => Promise<unknown>): Promise<void> {
  const message = replacementFor(element);
  for (;;) {
    const timer = setTimeout(() => message.show('quiet', texts().waiting), WAITING_MESSAGE_DELAY_MS);
    try {
      await action();
      break;
    } catch (error) {
      clearTimeout(timer);
      await message.askToRetry(error);
      message.show('quiet', texts().waiting);
    } finally {
      clearTimeout(timer);
    }
  }
  message.remove();
}

/** A card that replaces an element for some time. The focus moves with it. */
function replacementFor(element: HTMLElement) {
  const box = card({ class: 'host-message' });
  box.tabIndex = -1;
  const show = (messageClass: string, message: string, ...more: Node[]) => {
    const focused = element.matches(':focus-within') || box.matches(':focus-within');
    box.replaceChildren(h('p', { class: messageClass, role: 'alert' }, message), ...more);
    if (!box.isConnected) element.after(box);
    element.hidden = true;
    if (focused) box.focus();
  };
  return {
    show,
    /** Resolves when the user wants to repeat the request. */
    askToRetry: (error: unknown) =>
      new Promise<void>((resolve) => {
        const onclick = canRepeat(error) ? () => resolve() : reload;
        show('refusal', errorText(error), h('button', { class: 'primary', onclick }, texts().retry));
      }),
    remove() {
      const focused = box.matches(':focus-within');
      box.remove();
      element.hidden = false;
      if (!focused) return;
      element.tabIndex = -1;
      element.focus();
    },
  };
}
