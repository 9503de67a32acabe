import { api } from '../api.ts';
import { ApiError } from '../api-error.ts';
import type { Account } from '../api-schema.ts';
import { storeBoundDevice } from '../bound-device.ts';
import { createElement, onComplete, sidePanels } from '../ceremony.ts';
import { h, icons } from '../dom.ts';
import { card, columns, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

interface RecoverResult {
  readonly device: { readonly deviceId: string };
  readonly assertion: string;
  /** Set when a phone was bound instead of this browser. */
  readonly handoff?: string;
  readonly enrollAgain?: true;
}

/** A new device: the client state, which the host returns after the first factor, and the face bind this browser. */
export async function recover({ recognizeId }: Account): Promise<View> {
  const words = texts().recover;
  const clientState = await storedClientState();
  if (clientState === undefined) {
    const none = card({}, h('p', {}, words.none), link('without-face', words.withoutFace, 'button'));
    return { title: words.title, content: h('div', { class: 'narrow' }, heading(words.title), none) };
  }
  const recovery = createElement('recognize-recover', {
    'recognize-id': recognizeId,
    'review-devices': true,
    handoff: 'auto',
  });
  recovery.clientState = clientState;
  recovery.authorization = () => api.authorization('recover');
  const alternative = link('without-face', words.withoutFace);
  alternative.slot = 'alternative';
  recovery.append(alternative);
  const next = h('p', { class: 'next' });

  onComplete<RecoverResult>(recovery, async ({ device, assertion, handoff, enrollAgain }) => {
    alternative.remove();
    // Before the request to the host: the browser is bound even when that request fails.
    if (handoff === undefined) storeBoundDevice(recognizeId, device.deviceId);
    await api.submitAssertion({ assertion });
    next.replaceChildren(link('account', words.toAccount, 'button primary', icons.arrow));
    if (enrollAgain) next.append(link('setup', words.enrollAgain, 'button', icons.face));
  });
  const main = [heading(words.title, words.lead), recovery, next];
  return { title: words.title, content: columns(main, sidePanels(recovery)) };
}

/** Undefined when the host has none. Other errors are shown by the router. */
const storedClientState = (): Promise<string | undefined> =>
  api.clientState().catch((error: unknown) => {
    if (error instanceof ApiError && error.reason === 'no-client-state') return undefined;
    throw error;
  });
