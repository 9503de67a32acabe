/** Whether the focus is inside an element, its shadow root included. In Chromium `:focus-within` does not match around a modal dialog. */
export function hasFocus(element: Element): boolean {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  return element.contains(activeElement);
}

/** Moves the focus to the panel of an element, after the focused control was removed. Otherwise the browser moves it to the page. */
export function focusPanel(root: ParentNode): void {
  root.querySelector<HTMLElement>('[part="panel"]')?.focus({ preventScroll: true });
}

/** The same, unless the user has moved the focus to another part of the page in the meantime. */
export function keepFocusInside(element: Element & { readonly renderRoot: ParentNode }): void {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  if (activeElement !== null && activeElement !== element && activeElement !== document.body) return;
  focusPanel(element.renderRoot);
}

/** Moves the focus to the first button of a device. */
export function focusDeviceRow(root: ParentNode, deviceId: string): void {
  root.querySelector<HTMLElement>(`[data-device="${CSS.escape(deviceId)}"] button`)?.focus();
}
