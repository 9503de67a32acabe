import { api } from '../api.ts';
import type { Account } from '../api-schema.ts';
import { storeBoundDevice } from '../bound-device.ts';
import { createElement, onComplete, sidePanels } from '../ceremony.ts';
import { columns, heading, link } from '../parts.ts';
import { navigate, type View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** Signs in with face and device key in a bound browser. A browser whose binding is gone has to recover, like a new device. */
export function confirm({ recognizeId }: Account): View {
  const words = texts().confirm;
  const authentication = createElement('recognize-authenticate', { 'recognize-id': recognizeId });
  authentication.authorization = () => api.authorization('authenticate');
  const alternative = link('recover', words.otherDevice);
  alternative.slot = 'alternative';
  authentication.append(alternative);
  authentication.addEventListener('recognize-error', ({ detail: { error } }) => {
    if (error.code === 'storage/lost' || error.code === 'client-state/revoked')
      storeBoundDevice(recognizeId, undefined);
  });
  onComplete<{ assertion: string }>(authentication, async ({ assertion }) => {
    await api.submitAssertion({ assertion });
    // Not after the user has opened another view in the meantime.
    if (authentication.isConnected) navigate('account');
  });
  const main = [heading(words.title, words.lead), authentication];
  return { title: words.title, content: columns(main, sidePanels(authentication)) };
}
