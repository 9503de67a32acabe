import { type Account, api } from '../api.ts';
import { beside, element, whenComplete } from '../ceremony.ts';
import { columns, heading, link } from '../parts.ts';
import { go, rememberBound, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** A bound browser: face and device key. One that turns out not to be bound any more is a new device. */
export function confirm({ recognizeId }: Account): View {
  const words = texts().confirm;
  const check = element('recognize-authenticate', { 'recognize-id': recognizeId });
  check.authorization = () => api.authorization('authenticate');
  const alternative = link('recover', words.otherDevice);
  alternative.slot = 'alternative';
  check.append(alternative);
  check.addEventListener('recognize-error', ({ detail: { error } }) => {
    if (error.code === 'storage/lost' || error.code === 'client-state/revoked')
      rememberBound(recognizeId, undefined);
  });
  whenComplete<{ assertion: string }>(check, async ({ assertion }) => {
    await api.prove({ assertion });
    // Whoever has gone elsewhere meanwhile is left there.
    if (check.isConnected) go('account');
  });
  return { title: words.title, content: columns([heading(words.title, words.lead), check], beside(check)) };
}
