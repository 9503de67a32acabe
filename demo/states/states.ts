import type { Device } from 'recognize-elements';
import { type Language, settings } from '../page/settings.ts';
import type { Answers } from './host.ts';
import { samplePhoto } from './sample-photo.ts';
import type { SceneName } from './scenes.ts';

export type Tag = 'recognize-enroll' | 'recognize-recover' | 'recognize-authenticate' | 'recognize-devices';

/** How a state is reached, with the real element. */
export interface Scenario {
  readonly tag: Tag;
  /** Attributes and properties of the element. */
  readonly props?: Readonly<Record<string, unknown>>;
  /** In front of the camera; default a person who does everything right. */
  readonly scene?: SceneName;
  readonly answers?: Answers;
  /** Level of the liveness check; default `off`. */
  readonly liveness?: 'off' | 'passive' | 'active';
  /** What the person has done before: enrolled, or also bound this browser, or opened the link of a hand-off. */
  readonly before?: 'enrolled' | 'bound' | 'handed-off';
  /** Buttons that are pressed, one after another, as soon as each is there. */
  readonly press?: readonly string[];
  /** An event of the element with the step or hint in its detail, as in `hint come-closer`; or a selector of what the element shows. */
  readonly until: string;
}

const start = ['[part~=start]'];

type Ceremony = Exclude<Tag, 'recognize-devices'>;
const ceremony =
  (tag: Ceremony) =>
  (until: string, scenario: Partial<Scenario> = {}): Scenario => ({ tag, press: start, until, ...scenario });

const enroll = ceremony('recognize-enroll');
const recover = ceremony('recognize-recover');
const authenticate = ceremony('recognize-authenticate');

/** The hint that the person gets in this scene. */
const hint = (name: string, scene: SceneName): Scenario => enroll(`hint ${name}`, { scene });
/** The backend refuses a person who has enrolled. */
const refused = (code: string, details: object = {}): Partial<Scenario> => ({
  before: 'enrolled',
  answers: { configuration: { error: { code, ...details } } },
});
const checking: Answers = { begin: 'never', evaluate: 'never', finish: 'never' };

/** Strings as a bank writes them in the language of its page: names of payee and amount, and the amount. */
const payments: Readonly<Partial<Record<Language, readonly [payee: string, amount: string, value: string]>>> =
  {
    de: ['An', 'Betrag', '48,20 €'],
    ar: ['إلى', 'المبلغ', '48.20 €'],
  };
const [payee, amountField, amount] = payments[settings.language] ?? ['Payee', 'Amount', '€48.20'];
const payment = {
  transaction: { [payee]: 'Lumen Books', [amountField]: amount },
  'amount-field': amountField,
};
const photo = { source: 'photo', scenario: 'SELFIE' };

const DAY_MS = 86_400_000;
const device = (
  id: string,
  details: Partial<Device> & Pick<Device, 'type' | 'name'>,
  daysOld = 12,
): Device => ({
  deviceId: id.padEnd(22, 'A'),
  created: Date.now() - daysOld * DAY_MS,
  ...details,
});
const laptop = { type: 'SDK', name: 'Firefox on Linux', browser: 'Firefox', system: 'Linux' } as const;
const phone = { type: 'SDK', name: 'Safari on iOS', browser: 'Safari', system: 'iOS' } as const;
const some: readonly Device[] = [
  device('laptop', { ...laptop, lastUsed: Date.now() - 3_600_000 }),
  device('phone', { ...phone, lastUsed: Date.now() - 40 * DAY_MS }, 400),
  device('backup', { type: 'BACKUP', name: '' }, 400),
];
const many: readonly Device[] = [
  ...some,
  ...Array.from({ length: 47 }, (_, i) =>
    device(
      `old-${i}`,
      { ...(i % 2 ? laptop : phone), name: `${i % 2 ? 'Firefox on Linux' : 'Safari on iOS'} ${i + 2}` },
      20 + 9 * i,
    ),
  ),
];
const devices = (until: string, scenario: Partial<Scenario> = {}): Scenario => ({
  tag: 'recognize-devices',
  props: { 'can-add': true, 'can-rename': true },
  answers: { 'list-devices': { devices: some }, 'remove-device': 'never' },
  until,
  ...scenario,
});
const listed = '[part=device]';

/** Every state by its name. */
export const states: Readonly<Record<string, Scenario>> = {
  'enroll/start': enroll('[part~=start]', { press: [] }),
  'enroll/start-phone': enroll('[part~=handoff]', { press: [], props: { handoff: 'auto' } }),
  'enroll/permission': enroll('step permission', { scene: 'unanswered' }),
  'enroll/loading': enroll('step loading', { answers: { configuration: 'never' } }),
  'enroll/look-here': hint('look-here', 'nobody'),
  'enroll/good': hint('good', 'good'),
  'enroll/come-closer': hint('come-closer', 'far'),
  'enroll/go-back': hint('go-back', 'near'),
  'enroll/move-right': hint('move-right', 'left'),
  'enroll/move-left': hint('move-left', 'right'),
  'enroll/move-down': hint('move-down', 'high'),
  'enroll/move-up': hint('move-up', 'low'),
  'enroll/turn-camera': hint('turn-camera', 'sideways'),
  'enroll/coarse-camera': hint('coarse-camera', 'coarse'),
  'enroll/no-picture': hint('no-picture', 'black'),
  'enroll/more-light': hint('more-light', 'dark'),
  'enroll/less-light': hint('less-light', 'bright'),
  'enroll/clean-lens': hint('clean-lens', 'blurred'),
  'enroll/uncover-face': hint('uncover-face', 'covered'),
  'enroll/head-upright': hint('head-upright', 'tilted'),
  'enroll/one-person': hint('one-person', 'two'),
  'enroll/shutter': enroll('[part~=shutter]', { scene: 'far' }),
  'enroll/camera-settings': enroll('details[open]', {
    scene: 'far',
    press: [...start, '[part=camera-settings]:not([inert]) summary'],
  }),
  'enroll/still-trying': enroll('[part~=still-trying]', { scene: 'nobody' }),
  'enroll/review': enroll('step review', { props: { 'picture-review': 'ask' } }),
  'enroll/checking': enroll('step verify', { answers: checking }),
  'enroll/complete': enroll('complete'),
  'enroll/cancelled': enroll('cancel', { scene: 'unanswered', press: [...start, '[part~=cancel]'] }),
  'enroll/phone': enroll('[part=code]', { props: { handoff: 'auto' }, press: ['[part~=handoff]'] }),
  'enroll/phone-taken': enroll('[part=picture]', {
    props: { handoff: 'auto' },
    press: ['[part~=handoff]'],
    answers: { 'poll-handoff': { state: 'taken', remainingMs: 200_000 } },
  }),
  'enroll/on-phone': enroll('[part~=digits]', { before: 'handed-off', press: [] }),
  'enroll/phone-only': enroll('[part~=handoff]', { press: [], props: { handoff: 'only' } }),
  'enroll/camera-denied': enroll('error', { scene: 'denied' }),
  'enroll/camera-none': enroll('error', { scene: 'none' }),
  'enroll/camera-in-use': enroll('error', { scene: 'in-use' }),
  'enroll/camera-unplugged': enroll('error', { scene: 'unplugged' }),
  'enroll/not-seen': enroll('error', { scene: 'nobody' }),
  'enroll/photo': enroll('[part~=choose]', { press: [], props: photo }),
  'enroll/photo-chosen': enroll('[part=photo]', { press: [], props: { ...photo, photo: samplePhoto() } }),
  'enroll/photo-unreadable': enroll('[part=error]', {
    press: [],
    props: { ...photo, photo: new Blob(['a letter']) },
  }),
  'enroll/already-enrolled': enroll('error', {
    answers: { configuration: { error: { code: 'ceremony/already-enrolled' } } },
  }),

  'recover/start': recover('[part~=start]', { press: [] }),
  // The server chooses the movement.
  'recover/movement': recover('[data-movement]:not([data-movement=front])', {
    before: 'enrolled',
    liveness: 'active',
  }),
  'recover/checking': recover('step verify', { before: 'enrolled', answers: { evaluate: 'never' } }),
  'recover/complete': recover('complete', { before: 'enrolled' }),
  'recover/review': recover('[part=device]', {
    before: 'enrolled',
    props: { 'review-devices': true },
    answers: { 'list-devices': { devices: some } },
  }),
  'recover/not-recognized': recover('error', refused('ceremony/not-recognized')),
  'recover/locked': recover('error', refused('ceremony/locked', { remainingMs: 540_000 })),
  'recover/offline': recover('error', refused('host/offline')),
  'recover/expired': recover('error', refused('client-state/expired')),
  'recover/unavailable': recover('error', refused('server/unavailable')),

  'authenticate/start': authenticate('[part~=start]', { press: [] }),
  'authenticate/payment': authenticate('[part~=start]', { press: [], props: payment }),
  'authenticate/paying': authenticate('hint come-closer', {
    before: 'bound',
    scene: 'far',
    props: payment,
  }),
  'authenticate/complete': authenticate('complete', { before: 'bound' }),
  'authenticate/unbound': authenticate('error'),

  'devices/loading': devices('[part=panel]', { answers: { 'list-devices': 'never' } }),
  'devices/list': devices(listed),
  'devices/own': devices('[part=own]', { before: 'bound', answers: {} }),
  'devices/many': devices(listed, { answers: { 'list-devices': { devices: many } } }),
  'devices/none': devices('[part=button]', { answers: { 'list-devices': { devices: [] } } }),
  'devices/rename': devices('input[name=name]', { press: [`${listed} button`] }),
  'devices/remove': devices('dialog[open]', { press: [`${listed}:nth-of-type(2) button:last-of-type`] }),
  'devices/not-removed': devices('[part=error]', {
    press: [`${listed}:nth-of-type(2) button:last-of-type`, 'dialog .danger'],
    answers: {
      'list-devices': { devices: some },
      'remove-device': { error: { code: 'server/unavailable' } },
    },
  }),
  'devices/unavailable': devices('error', {
    answers: { 'list-devices': { error: { code: 'server/unavailable' } } },
  }),
};
