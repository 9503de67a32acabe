import { api } from './api.ts';
import type { Account } from './api-schema.ts';
import { boundDevice } from './bound-device.ts';

export interface Visit {
  readonly account: Account | null;
  /** The part of the hash after the name of the view. */
  readonly rest: string;
}

export interface View {
  readonly title: string;
  readonly content: Node;
}

/** A view, or the name of the view to redirect to. */
export type ViewResult = View | string | Promise<View | string>;
export type Views = Readonly<Record<string, (visit: Visit) => ViewResult>>;

/** Renders the current view again. */
export const reload = (): void => void dispatchEvent(new HashChangeEvent('hashchange'));

export const navigate = (to: string): void => {
  if (location.hash === `#/${to}`) reload();
  else location.hash = `/${to}`;
};

/** The first view of a signed-in user: the account, or the element that asks for the face. */
export function homeOf(account: Account): string {
  if (account.fullAccess) return 'account';
  return boundDevice(account.recognizeId) === undefined ? 'recover' : 'confirm';
}

/**
 * Renders the view that the hash names whenever the hash changes. When views overlap because the host responds slowly, the last one wins.
 *
 * @param failed the view to show when the host does not respond
 * @returns a function that renders the current view
 */
export function startRouter(
  views: Views,
  failed: (error: unknown, retry: () => void) => View,
  show: (view: View, visit: Visit) => void,
): () => Promise<void> {
  let latest = 0;
  const render = async () => {
    const current = ++latest;
    const [, name = '', rest = ''] = /^#\/([\w-]*)\/?(.*)$/.exec(location.hash) ?? [];
    try {
      const visit = { account: await api.me(), rest };
      // The name comes from the address, and may be one of `Object.prototype`.
      const view = await (Object.hasOwn(views, name) ? views[name] : views[''])!(visit);
      if (current !== latest) return;
      if (typeof view === 'string') location.replace(`#/${view}`);
      else show(view, visit);
    } catch (error) {
      if (current === latest) show(failed(error, render), { account: null, rest });
    }
  };
  addEventListener('hashchange', () => void render());
  return render;
}
