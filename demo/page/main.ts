import type { Account } from './api.ts';
import { h } from './dom.ts';
import { home as homeOf, type Made, route, type Views, type Visit } from './router.ts';
import { show as showSettings } from './settings.ts';
import { header } from './shell.ts';
import { account } from './views/account.ts';
import { confirm } from './views/confirm.ts';
import { home } from './views/home.ts';
import { openLink } from './views/open-link.ts';
import { otherWay } from './views/other-way.ts';
import { payment } from './views/payment.ts';
import { recover } from './views/recover.ts';
import { register } from './views/register.ts';
import { setup } from './views/setup.ts';
import { signIn } from './views/sign-in.ts';
import { unreachable } from './views/unreachable.ts';

type SignedInView = (account: Account, rest: string) => Made;

/** For people who have shown a factor; others sign in first. */
const signedIn =
  (view: SignedInView) =>
  ({ account, rest }: Visit): Made =>
    account === null ? 'sign-in' : view(account, rest);

/** For people who have shown enough; others show their face first. */
const open = (view: SignedInView) =>
  signedIn((account, rest) => (account.open ? view(account, rest) : homeOf(account)));

const views: Views = {
  '': home,
  register,
  'sign-in': signIn,
  link: ({ rest }) => openLink(rest),
  setup: open(setup),
  recover: signedIn(recover),
  confirm: signedIn(confirm),
  'other-way': signedIn(otherWay),
  account: open(account),
  payment: open(payment),
};

const main = h('main', { id: 'main' });
const body = h('div', { class: 'page' });
document.body.append(body);

const enter = route(views, unreachable, ({ title, content }, visit) => {
  // The first view after loading leaves the focus where the browser puts it.
  const moved = main.hasChildNodes();
  // A choice in the header draws it anew, and is where the visitor still is.
  const chosen = document.activeElement?.closest('.settings select')?.getAttribute('name');
  document.title = title === 'Larch' ? 'Larch · Recognize Elements' : `${title} · Larch`;
  main.replaceChildren(content);
  body.replaceChildren(
    header(visit, () => void enter()),
    main,
  );
  scrollTo(0, 0);
  if (!moved) return;
  const place = chosen ? body.querySelector<HTMLElement>(`.settings select[name=${chosen}]`) : null;
  place?.focus({ preventScroll: true });
  // A menu that is closed by now takes no focus.
  if (place === null || document.activeElement !== place)
    main.querySelector('h1')?.focus({ preventScroll: true });
});
showSettings();
void enter();
