import { storeBoundDevice } from '../bound-device.ts';
import { h } from '../dom.ts';
import { card, errorText } from '../parts.ts';
import { navigate } from '../router.ts';
import { texts } from '../texts/index.ts';

/** De-enrollment. No element offers it, so the page calls the headless client. */
export function removeFaceCard(recognizeId: string): HTMLElement {
  const words = texts().overview;
  const error = h('p', { class: 'refusal', role: 'alert' });
  const removeFace = async () => {
    error.textContent = '';
    try {
      const { createRecognize } = await import('recognize-elements/headless');
      await createRecognize({ host: '/recognize-api' }).removePerson(recognizeId);
      storeBoundDevice(recognizeId, undefined);
      dialog.close();
      navigate('account');
    } catch (thrown) {
      error.textContent = errorText(thrown);
    }
  };
  const dialog = h(
    'dialog',
    { 'aria-labelledby': 'remove-face-title' },
    h('h2', { id: 'remove-face-title' }, words.removeTitle),
    h('p', { class: 'quiet' }, words.removeText),
    error,
    h(
      'p',
      { class: 'actions' },
      h('button', { onclick: () => dialog.close() }, words.keep),
      h('button', { class: 'danger', onclick: () => void removeFace() }, words.remove),
    ),
  );
  return card(
    {},
    h('h2', {}, words.danger),
    h('p', { class: 'quiet' }, words.dangerText),
    h('button', { class: 'danger-text', onclick: () => dialog.showModal() }, words.remove),
    dialog,
  );
}
