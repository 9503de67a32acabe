import { type Account, api, type PaymentMade } from '../api.ts';
import { element, whenComplete } from '../ceremony.ts';
import { h, icon, icons } from '../dom.ts';
import { eventsPanel } from '../events-panel.ts';
import { card, columns, field, form, heading, link } from '../parts.ts';
import { boundTo, go, rememberBound, type View } from '../router.ts';
import { fill, money, texts, time } from '../texts/index.ts';
import { leaveCard } from './leave.ts';

/** The account: money, devices, and the way out. */
export async function account(who: Account): Promise<View> {
  const words = texts().overview;
  const { recognizeId, enrolled, name, balance } = who;
  const made = await api.payments();
  const bound = boundTo(recognizeId) !== undefined;
  const title = fill(words.title, { name });
  const top = card(
    { class: 'balance' },
    h('p', {}, words.balance),
    h('p', { class: 'amount' }, money(balance)),
  );
  if (!enrolled) return { title, content: h('div', { class: 'narrow' }, heading(title), top, unprotected()) };
  const devices = devicesOf(recognizeId);
  const main = [heading(title), top, payCard(bound), devices, leaveCard(recognizeId)];
  return { title, content: columns(main, [made.length > 0 && recent(made), eventsPanel(devices)]) };
}

function unprotected(): HTMLElement {
  const words = texts().overview;
  return card(
    { class: 'notice' },
    icon(icons.face),
    h('h2', {}, words.unprotected),
    h('p', { class: 'quiet' }, words.unprotectedText),
    link('setup', words.setup, 'button primary'),
  );
}

function payCard(bound: boolean): HTMLElement {
  const words = texts().overview;
  if (!bound)
    return card(
      { class: 'pay' },
      h('h2', {}, words.pay),
      h('p', { class: 'quiet' }, words.unbound),
      link('recover', words.connect, 'button', icons.device),
    );
  const fields = [
    field({ name: 'payee', label: words.payee, value: 'Lumen Books', maxlength: 60, autocomplete: 'off' }),
    field({ name: 'amount', label: words.amount, value: '48.20', inputmode: 'decimal', autocomplete: 'off' }),
  ];
  const pay = form(fields, words.review, async ({ payee = '', amount = '' }) => {
    const query = new URLSearchParams({ payee, amount });
    go(`payment/${query}`);
  });
  return card({ class: 'pay' }, h('h2', {}, words.pay), h('p', { class: 'quiet' }, words.payText), pay);
}

function recent(made: readonly PaymentMade[]): HTMLElement {
  const rows = made.map(({ payee, amount, made: at }) =>
    h(
      'li',
      {},
      h('span', {}, payee),
      h('strong', {}, `−${money(amount)}`),
      h('time', { class: 'quiet' }, time(at)),
    ),
  );
  return card({ class: 'recent' }, h('h2', {}, texts().overview.recent), h('ul', {}, ...rows));
}

function devicesOf(recognizeId: string): HTMLElement {
  const devices = element('recognize-devices', {
    'recognize-id': recognizeId,
    'can-add': true,
    'can-rename': true,
  });
  devices.addEventListener('recognize-devices-change', ({ detail: { action, device } }) => {
    if (action !== 'removed' || device.deviceId !== boundTo(recognizeId)) return;
    // This browser has just disconnected itself.
    rememberBound(recognizeId, undefined);
    go('account');
  });
  whenComplete<{ assertion: string; clientState: string }>(devices, ({ assertion, clientState }) =>
    api.keep({ assertion, clientState }),
  );
  return devices;
}
