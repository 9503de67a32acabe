import { api, type Message } from './api.ts';
import { h, icon, icons } from './dom.ts';
import { card, saying } from './parts.ts';
import { fill, texts, time } from './texts/index.ts';

export interface Inbox {
  readonly content: HTMLElement;
  /** Looks what has arrived for someone; says itself when it cannot. */
  look(name: string): Promise<void>;
}

/** What a mail program would show; the demo sends no mail. */
export function createInbox(useCode: (code: string) => void): Inbox {
  const { inbox } = texts();
  const list = h('ul', { class: 'messages', 'aria-live': 'polite' });
  const content = card(
    { class: 'inbox' },
    h('h2', {}, icon(icons.mail), inbox.title),
    h('p', { class: 'quiet' }, inbox.lead),
    list,
  );
  const message = ({ kind, secret, sent }: Message) =>
    h(
      'li',
      {},
      h(
        'p',
        {},
        kind === 'code' ? fill(inbox.code, { code: `${secret.slice(0, 3)} ${secret.slice(3)}` }) : inbox.link,
      ),
      kind === 'code'
        ? h('button', { class: 'text', 'data-code': secret, onclick: () => useCode(secret) }, inbox.use)
        : h('a', { href: `#/link/${secret}` }, inbox.open),
      h('time', { class: 'quiet' }, time(sent)),
    );
  const only = (text: string) => list.replaceChildren(h('li', { class: 'quiet' }, text));
  only(inbox.empty);
  return {
    content,
    async look(name) {
      try {
        const messages = await api.inbox(name);
        if (messages.length > 0) list.replaceChildren(...messages.map(message));
        else only(inbox.empty);
      } catch (thrown) {
        only(saying(thrown));
      }
    },
  };
}
