import { api } from './api.ts';
import type { Message } from './api-schema.ts';
import { h, icon, icons } from './dom.ts';
import { card, errorText } from './parts.ts';
import { fill, formatTime, texts } from './texts/index.ts';

interface Inbox {
  readonly content: HTMLElement;
  /** Loads the messages of a user, and shows an error in the list when that fails. */
  refresh(name: string): Promise<void>;
}

/** Shows what a mail program would show. The demo sends no mail. @param useCode called with the code that the user chooses */
export function createInbox(useCode: (code: string) => void): Inbox {
  const { inbox } = texts();
  const list = h('ul', { class: 'messages', 'aria-live': 'polite' });
  const content = card(
    { class: 'inbox' },
    h('h2', {}, icon(icons.mail), inbox.title),
    h('p', { class: 'quiet' }, inbox.lead),
    list,
  );
  const showNote = (note: string) => list.replaceChildren(h('li', { class: 'quiet' }, note));
  showNote(inbox.empty);
  return {
    content,
    async refresh(name) {
      try {
        const messages = await api.messages(name);
        if (messages.length === 0) showNote(inbox.empty);
        else list.replaceChildren(...messages.map((message) => messageItem(message, useCode)));
      } catch (error) {
        showNote(errorText(error));
      }
    },
  };
}

function messageItem({ kind, secret, sent }: Message, useCode: (code: string) => void): HTMLElement {
  const { inbox } = texts();
  const time = h('time', { class: 'quiet' }, formatTime(sent));
  if (secret === undefined) return h('li', {}, h('p', {}, inbox.accountExists), time);
  if (kind === 'link')
    return h('li', {}, h('p', {}, inbox.link), h('a', { href: `#/link/${secret}` }, inbox.open), time);
  const spaced = `${secret.slice(0, 3)} ${secret.slice(3)}`;
  const button = { class: 'plain', 'data-code': secret, onclick: () => useCode(secret) };
  return h('li', {}, h('p', {}, fill(inbox.code, { code: spaced })), h('button', button, inbox.use), time);
}
