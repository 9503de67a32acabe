/** Whether the focus is inside an element, its shadow root included. In Chromium `:focus-within` does not match around a modal dialog. */
export function hasFocus(element: Element): boolean {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  return element.contains(activeElement);
}

/** Moves the focus to the panel of an element, after the focused control was removed. Otherwise the browser moves it to the page. */
export function focusPanel(root: ParentNode): void {
  root.querySelector<HTMLElement>('[part="panel"]')?.focus({ preventScroll: true });
}

/**
 * The same, unless the user has moved the focus to another part of the page in the meantime.
 *
 * @param selector of a control that gets the focus in place of the panel, if it is there
 */
export function keepFocusInside(
  element: Element & { readonly renderRoot: ParentNode },
  selector?: string,
): void {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  if (activeElement !== null && activeElement !== element && activeElement !== document.body) return;
  const control = selector === undefined ? null : element.renderRoot.querySelector<HTMLElement>(selector);
  if (control === null) focusPanel(element.renderRoot);
  else control.focus();
}

/** Selects the last button of a device, which removes it; undefined without a device. */
export const deviceRowSelector = (deviceId: string | undefined): string | undefined =>
  deviceId === undefined ? undefined : `[data-device="${CSS.escape(deviceId)}"] button:last-of-type`;

/** Moves the focus to the first button of a device. */
export function focusDeviceRow(root: ParentNode, deviceId: string): void {
  root.querySelector<HTMLElement>(`[data-device="${CSS.escape(deviceId)}"] button`)?.focus();
}
