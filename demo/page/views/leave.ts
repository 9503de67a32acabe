import { h } from '../dom.ts';
import { card, saying } from '../parts.ts';
import { go, rememberBound } from '../router.ts';
import { texts } from '../texts/index.ts';

/** De-enrolling: no element asks for it, so the page does, with the functions behind the elements. */
export function leaveCard(recognizeId: string): HTMLElement {
  const words = texts().overview;
  const error = h('p', { class: 'refusal', role: 'alert' });
  const question = h(
    'dialog',
    { 'aria-labelledby': 'leave-question' },
    h('h2', { id: 'leave-question' }, words.removeTitle),
    h('p', { class: 'quiet' }, words.removeText),
    error,
    h(
      'p',
      { class: 'actions' },
      h('button', { onclick: () => question.close() }, words.keep),
      h('button', { class: 'danger', onclick: () => void leave() }, words.remove),
    ),
  );
  async function leave(): Promise<void> {
    error.textContent = '';
    try {
      const { createRecognize } = await import('recognize-elements/headless');
      await createRecognize({ host: '/recognize-api' }).removePerson(recognizeId);
      rememberBound(recognizeId, undefined);
      question.close();
      go('account');
    } catch (thrown) {
      error.textContent = saying(thrown);
    }
  }
  return card(
    { class: 'leave' },
    h('h2', {}, words.danger),
    h('p', { class: 'quiet' }, words.dangerText),
    h('button', { class: 'danger-text', onclick: () => question.showModal() }, words.remove),
    question,
  );
}
