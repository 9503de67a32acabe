/** Gives the focus to an element's panel: what had it is gone, and it must not fall back to the page. */
export function focusPanel(root: ParentNode): void {
  root.querySelector<HTMLElement>('[part="panel"]')?.focus({ preventScroll: true });
}
