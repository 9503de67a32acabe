import { type Account, api } from './api.ts';

export interface Visit {
  readonly account: Account | null;
  /** What stands behind the name of the view in the address. */
  readonly rest: string;
}

export interface View {
  readonly title: string;
  readonly content: Node;
}

/** What a view's function makes: the view, or the name of the one to go to in its place. */
export type Made = View | string | Promise<View | string>;
export type Views = Readonly<Record<string, (visit: Visit) => Made>>;

/** Enters the view that is shown anew. */
export const again = (): void => void dispatchEvent(new HashChangeEvent('hashchange'));

export const go = (to: string): void => {
  if (location.hash === `#/${to}`) again();
  else location.hash = `/${to}`;
};

/** Where someone belongs who has shown a factor: into the account, or before the camera. */
export function home(account: Account): string {
  if (account.open) return 'account';
  return boundTo(account.recognizeId) === undefined ? 'recover' : 'confirm';
}

/**
 * Shows the view that the address names, now and whenever it changes; the newest wins.
 *
 * @param failed what to show when the host does not answer
 */
export function route(
  views: Views,
  failed: (thrown: unknown, again: () => void) => View,
  show: (view: View, visit: Visit) => void,
): () => Promise<void> {
  let newest = 0;
  const enter = async () => {
    const own = ++newest;
    const [, name = '', rest = ''] = /^#\/([\w-]*)\/?(.*)$/.exec(location.hash) ?? [];
    try {
      const visit = { account: await api.me(), rest };
      const view = await (views[name] ?? views['']!)(visit);
      if (own !== newest) return;
      if (typeof view === 'string') location.replace(`#/${view}`);
      else show(view, visit);
    } catch (thrown) {
      if (own === newest) show(failed(thrown, enter), { account: null, rest });
    }
  };
  addEventListener('hashchange', () => void enter());
  return enter;
}

const place = (recognizeId: string) => `demo-bound:${recognizeId}`;

/** A hint of the page's own which device this browser is; the elements know for sure. */
export function boundTo(recognizeId: string): string | undefined {
  try {
    return localStorage.getItem(place(recognizeId)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Where the browser keeps nothing, the hint is missing, and nothing else may fail with it. */
export function rememberBound(recognizeId: string, deviceId: string | undefined): void {
  try {
    if (deviceId === undefined) localStorage.removeItem(place(recognizeId));
    else localStorage.setItem(place(recognizeId), deviceId);
  } catch {}
}
