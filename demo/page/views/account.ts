import { api } from '../api.ts';
import type { Account, Payment } from '../api-schema.ts';
import { boundDevice, storeBoundDevice } from '../bound-device.ts';
import { createElement, onComplete } from '../ceremony.ts';
import { h, icon, icons } from '../dom.ts';
import { eventsPanel } from '../events-panel.ts';
import { card, columns, field, form, heading, link } from '../parts.ts';
import { navigate, type View } from '../router.ts';
import { fill, formatTime, money, texts } from '../texts/index.ts';
import { removeFaceCard } from './remove-face.ts';

/** The account: balance, payments, devices, and removing the face. */
export async function account({ recognizeId, enrolled, name, balance }: Account): Promise<View> {
  const words = texts().overview;
  const payments = await api.payments();
  const title = fill(words.title, { name });
  const balanceCard = card(
    { class: 'balance' },
    h('p', {}, words.balance),
    h('p', { class: 'amount' }, money(balance ?? 0)),
  );
  if (!enrolled) {
    const content = h('div', { class: 'narrow' }, heading(title), balanceCard, setupCard());
    return { title, content };
  }
  const devices = devicesElement(recognizeId);
  const pay = boundDevice(recognizeId) === undefined ? connectCard() : payCard();
  const main = [heading(title), balanceCard, pay, devices, removeFaceCard(recognizeId)];
  const side = [payments.length > 0 && recentPayments(payments), eventsPanel(devices)];
  return { title, content: columns(main, side) };
}

function setupCard(): HTMLElement {
  const words = texts().overview;
  return card(
    { class: 'notice' },
    icon(icons.face),
    h('h2', {}, words.unprotected),
    h('p', { class: 'quiet' }, words.unprotectedText),
    link('setup', words.setup, 'button primary'),
  );
}

/** In place of the payment form, in a browser that is not bound. */
function connectCard(): HTMLElement {
  const words = texts().overview;
  return card(
    { class: 'pay' },
    h('h2', {}, words.pay),
    h('p', { class: 'quiet' }, words.unbound),
    link('recover', words.connect, 'button', icons.device),
  );
}

function payCard(): HTMLElement {
  const words = texts().overview;
  const fields = [
    field({ name: 'payee', label: words.payee, value: 'Lumen Books', maxlength: 60, autocomplete: 'off' }),
    field({ name: 'amount', label: words.amount, value: '48.20', inputmode: 'decimal', autocomplete: 'off' }),
  ];
  const pay = form(fields, words.review, async ({ payee = '', amount = '' }) => {
    const query = new URLSearchParams({ payee, amount });
    navigate(`payment/${query}`);
  });
  return card({ class: 'pay' }, h('h2', {}, words.pay), h('p', { class: 'quiet' }, words.payText), pay);
}

function recentPayments(payments: readonly Payment[]): HTMLElement {
  const rows = payments.map(({ payee, amount, made }) =>
    h(
      'li',
      {},
      h('span', {}, payee),
      h('strong', {}, `−${money(amount)}`),
      h('time', { class: 'quiet' }, formatTime(made)),
    ),
  );
  return card({ class: 'recent' }, h('h2', {}, texts().overview.recent), h('ul', {}, ...rows));
}

function devicesElement(recognizeId: string): HTMLElement {
  const devices = createElement('recognize-devices', {
    'recognize-id': recognizeId,
    'can-add': true,
    'can-rename': true,
  });
  devices.addEventListener('recognize-devices-change', ({ detail: { action, device } }) => {
    if (action !== 'removed' || device.deviceId !== boundDevice(recognizeId)) return;
    // The user has removed this browser.
    storeBoundDevice(recognizeId, undefined);
    navigate('account');
  });
  onComplete<{ assertion: string; clientState: string }>(devices, ({ assertion, clientState }) =>
    api.storeClientState({ assertion, clientState }),
  );
  return devices;
}
