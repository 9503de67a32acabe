/**
 * Copies during an interaction of the person. Browsers inside apps often lack the clipboard or refuse it; the older command works in most of
 * them.
 *
 * @param field contains what is copied; the focus returns to where it was
 * @returns whether it is copied
 */
export async function copyToClipboard(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return copySelected(field);
  }
}

function copySelected(field: HTMLInputElement): boolean {
  const focused = (field.getRootNode() as ShadowRoot).activeElement;
  field.select();
  const copied = document.execCommand('copy');
  // Otherwise the text stays selected, to be copied by hand.
  if (copied && focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return copied;
}
