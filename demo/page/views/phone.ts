import { storeBoundDevice } from '../bound-device.ts';
import { createElement } from '../ceremony.ts';
import { h } from '../dom.ts';
import { card, heading } from '../parts.ts';
import type { View } from '../router.ts';
import { texts } from '../texts/index.ts';

/** The elements by the first part of a link. */
const tags = {
  enroll: 'recognize-enroll',
  recover: 'recognize-recover',
  authenticate: 'recognize-authenticate',
} as const;

interface PhoneResult {
  readonly recognizeId?: string;
  readonly device?: { readonly deviceId: string };
}

/**
 * The page that the QR code leads to. Nobody is signed in here: the link takes the place of a session.
 *
 * @param link the end of the address, such as `recover.….…`
 */
export function phone(link: string): View {
  const words = texts().phone;
  const [ceremony = ''] = link.split('.');
  if (!Object.hasOwn(tags, ceremony)) {
    const content = h('div', { class: 'narrow' }, heading(words.title), card({}, h('p', {}, words.none)));
    return { title: words.title, content };
  }
  const element = createElement(tags[ceremony as keyof typeof tags], { 'handoff-id': link });
  element.addEventListener('recognize-complete', ({ detail }) => {
    const { recognizeId, device } = detail.result as PhoneResult;
    if (recognizeId !== undefined && device !== undefined) storeBoundDevice(recognizeId, device.deviceId);
  });
  const content = h('div', { class: 'narrow' }, heading(words.title), element);
  return { title: words.title, content };
}
