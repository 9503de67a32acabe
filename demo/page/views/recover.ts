import { type Account, api, Refused } from '../api.ts';
import { beside, element, whenComplete } from '../ceremony.ts';
import { h, icons } from '../dom.ts';
import { card, columns, heading, link } from '../parts.ts';
import { rememberBound, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

interface Recovered {
  readonly device: { readonly deviceId: string };
  readonly assertion: string;
}

/** A new device: the client state, given back after the first factor, and the face bind this browser. */
export async function recover({ recognizeId }: Account): Promise<View> {
  const words = texts().recover;
  const clientState = await keptState();
  if (clientState === undefined) {
    const none = card({}, h('p', {}, words.none), link('other-way', words.otherWay, 'button'));
    return { title: words.title, content: h('div', { class: 'narrow' }, heading(words.title), none) };
  }
  const recovery = element('recognize-recover', { 'recognize-id': recognizeId, 'review-devices': true });
  recovery.clientState = clientState;
  recovery.authorization = () => api.authorization('recover');
  const alternative = link('other-way', words.otherWay);
  alternative.slot = 'alternative';
  recovery.append(alternative);
  const next = h('p', { class: 'next' });

  whenComplete<Recovered>(recovery, async ({ device, assertion }) => {
    alternative.remove();
    // It is bound, whatever the host hears of it.
    rememberBound(recognizeId, device.deviceId);
    await api.prove({ assertion });
    next.replaceChildren(link('account', words.toAccount, 'button primary', icons.arrow));
  });
  return {
    title: words.title,
    content: columns([heading(words.title, words.lead), recovery, next], beside(recovery)),
  };
}

/** Nothing when the host keeps none. A host that does not answer is another matter: the router says so. */
const keptState = (): Promise<string | undefined> =>
  api.clientState().catch((thrown: unknown) => {
    if (thrown instanceof Refused && thrown.reason === 'no-client-state') return undefined;
    throw thrown;
  });
