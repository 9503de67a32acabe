import { api } from '../api.ts';
import { rethrowForElement } from '../api-error.ts';
import type { Account, Claims } from '../api-schema.ts';
import { storeBoundDevice } from '../bound-device.ts';
import { createElement, onComplete, sidePanels } from '../ceremony.ts';
import { h, icons } from '../dom.ts';
import { card, columns, errorText, heading, link } from '../parts.ts';
import type { View } from '../router.ts';
import { settings } from '../settings.ts';
import { texts } from '../texts/index.ts';

/** A payment: the host names it in the authorization, the element shows it, and the assertion signs it. */
export async function payment({ recognizeId }: Account, rest: string): Promise<View> {
  const words = texts().payment;
  const query = new URLSearchParams(rest);
  const [payee, amount] = [query.get('payee') ?? '', query.get('amount') ?? ''];
  const requestPayment = () => api.requestPayment(payee, amount, settings.language);
  const first = await requestPayment().catch((error: unknown) => errorText(error));
  const back = link('account', texts().back);
  if (typeof first === 'string') {
    const refused = card({}, h('p', {}, first), back);
    return { title: words.title, content: h('div', { class: 'narrow' }, heading(words.title), refused) };
  }

  const authentication = createElement('recognize-authenticate', { 'recognize-id': recognizeId });
  authentication.transaction = first.transaction;
  authentication.amountField = first.amountField;
  let unused: string | undefined = first.authorization;
  // An authorization is valid for one run: each further run requests another one, for the same payment.
  authentication.authorization = async () => {
    const authorization = unused ?? (await requestPayment().catch(rethrowForElement)).authorization;
    unused = undefined;
    return authorization;
  };

  const side = h('div', { class: 'side' }, ...sidePanels(authentication));
  const next = h('p', { class: 'next' }, back);
  authentication.addEventListener('recognize-error', ({ detail: { error } }) => {
    if (error.code !== 'storage/lost' && error.code !== 'client-state/revoked') return;
    storeBoundDevice(recognizeId, undefined);
    next.prepend(link('recover', texts().overview.connect, 'button primary', icons.device));
  });
  onComplete<{ assertion: string }>(authentication, async ({ assertion }) => {
    const { claims } = await api.confirmPayment(assertion);
    next.replaceChildren(link('account', texts().recover.toAccount, 'button primary', icons.arrow));
    side.prepend(receipt(claims));
  });
  const main = [heading(words.title, words.lead), authentication, next];
  return { title: words.title, content: columns(main, [side]) };
}

/** The claims of the assertion that the host has verified. */
function receipt(claims: Claims): HTMLElement {
  const words = texts().payment;
  const rows = Object.entries(claims).map(([name, value]) =>
    h(
      'div',
      {},
      h('dt', {}, name),
      h('dd', { dir: 'ltr' }, typeof value === 'object' ? JSON.stringify(value) : String(value)),
    ),
  );
  return card(
    { class: 'receipt' },
    h('h2', {}, words.done),
    h('p', {}, words.doneText),
    h('h3', {}, words.claims),
    h('dl', {}, ...rows),
  );
}
