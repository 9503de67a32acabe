import type { Account } from './api-schema.ts';
import { h } from './dom.ts';
import { homeOf, startRouter, type View, type ViewResult, type Views, type Visit } from './router.ts';
import { applySettings } from './settings.ts';
import { header } from './shell.ts';
import { loadTexts } from './texts/index.ts';
import { account } from './views/account.ts';
import { confirm } from './views/confirm.ts';
import { home } from './views/home.ts';
import { openLink } from './views/open-link.ts';
import { payment } from './views/payment.ts';
import { phone } from './views/phone.ts';
import { recover } from './views/recover.ts';
import { register } from './views/register.ts';
import { setup } from './views/setup.ts';
import { signIn } from './views/sign-in.ts';
import { unreachable } from './views/unreachable.ts';
import { withoutFace } from './views/without-face.ts';

type SignedInView = (account: Account, rest: string) => ViewResult;

/** Redirects visitors who are not signed in. */
const signedIn =
  (view: SignedInView) =>
  ({ account, rest }: Visit): ViewResult =>
    account === null ? 'sign-in' : view(account, rest);

/** Redirects users who still have to show their face. */
const withFullAccess = (view: SignedInView) =>
  signedIn((account, rest) => (account.fullAccess ? view(account, rest) : homeOf(account)));

const views: Views = {
  '': home,
  register,
  'sign-in': signIn,
  link: ({ rest }) => openLink(rest),
  phone: ({ rest }) => phone(rest),
  setup: withFullAccess(setup),
  recover: signedIn(recover),
  confirm: signedIn(confirm),
  'without-face': signedIn(withoutFace),
  account: withFullAccess(account),
  payment: withFullAccess(payment),
};

const main = h('main', { id: 'main' });
const body = h('div', { class: 'page' });

const render = startRouter(views, unreachable, ({ title, content }: View, visit: Visit) => {
  const isFirstView = !main.hasChildNodes();
  // A change of a setting renders the header again: the focus returns to the same control.
  const focusedSetting = document.activeElement?.closest('.settings select')?.getAttribute('name');
  document.title = title === 'Larch' ? 'Larch · Recognize Elements' : `${title} · Larch`;
  main.replaceChildren(content);
  body.replaceChildren(
    header(visit, () => void render()),
    main,
  );
  scrollTo(0, 0);
  if (!isFirstView) restoreFocus(focusedSetting);
});

/** Focuses a setting, else the heading. A control in a closed menu does not take the focus. */
function restoreFocus(setting: string | null | undefined): void {
  const control = setting ? body.querySelector<HTMLElement>(`.settings select[name=${setting}]`) : null;
  control?.focus({ preventScroll: true });
  if (control === null || document.activeElement !== control)
    main.querySelector('h1')?.focus({ preventScroll: true });
}

export function startDemo(): void {
  document.body.append(body);
  applySettings();
  void loadTexts().then(render);
}
