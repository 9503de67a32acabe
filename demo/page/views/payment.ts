import { type Account, api, forElements } from '../api.ts';
import { beside, element, whenComplete } from '../ceremony.ts';
import { h, icons } from '../dom.ts';
import { card, columns, heading, link, saying } from '../parts.ts';
import { rememberBound, type View } from '../router.ts';
import { settings } from '../settings.ts';
import { texts } from '../texts/index.ts';

/** A payment: the host names it in the authorization, the element shows it, the assertion signs it. */
export async function payment({ recognizeId }: Account, rest: string): Promise<View> {
  const words = texts().payment;
  const back = link('account', texts().back);
  const wanted = new URLSearchParams(rest);
  const ask = () => api.pay(wanted.get('payee') ?? '', wanted.get('amount') ?? '', settings.language);
  const first = await ask().catch((thrown: unknown) => saying(thrown));
  if (typeof first === 'string') {
    const content = h('div', { class: 'narrow' }, heading(words.title), card({}, h('p', {}, first), back));
    return { title: words.title, content };
  }
  const check = element('recognize-authenticate', { 'recognize-id': recognizeId });
  check.transaction = first.transaction;
  let unused: string | undefined = first.authorization;
  // Each run has an authorization of its own, for the same payment.
  check.authorization = async () => {
    const authorization = unused ?? (await ask().catch(forElements)).authorization;
    unused = undefined;
    return authorization;
  };
  const connect = link('recover', texts().overview.connect, 'button primary', icons.device);
  const side = h('div', { class: 'side' }, ...beside(check));
  const next = h('p', { class: 'next' }, back);

  check.addEventListener('recognize-error', ({ detail: { error } }) => {
    if (error.code !== 'storage/lost' && error.code !== 'client-state/revoked') return;
    rememberBound(recognizeId, undefined);
    next.prepend(connect);
  });
  whenComplete<{ assertion: string }>(check, async ({ assertion }) => {
    const { claims } = await api.confirmPayment(assertion);
    next.replaceChildren(link('account', texts().recover.toAccount, 'button primary', icons.arrow));
    side.prepend(receipt(claims));
  });
  return { title: words.title, content: columns([heading(words.title, words.lead), check, next], [side]) };
}

function receipt(claims: Record<string, unknown>): HTMLElement {
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
