import type { Page } from 'playwright-core';

/** Time in which nothing may move that the person has not caused. */
const OBSERVED_MS = 600;

/** @returns the criteria that the state on the page does not meet */
export async function inspectState(page: Page): Promise<string[]> {
  const before = await page.evaluate(positionsOfControls);
  await page.waitForTimeout(OBSERVED_MS);
  const after = await page.evaluate(positionsOfControls);
  const moved = Object.keys(before).filter((name) => name in after && before[name] !== after[name]);
  return [
    ...moved.map((name) => `${name} moves from ${before[name]} to ${after[name]}`),
    ...(await page.evaluate(problemsOfLayout)),
  ];
}

/** Left and top of what must stay in its place, by its part. Runs in the page. */
function positionsOfControls(): Record<string, string> {
  const root = document.querySelector('main > *')?.shadowRoot;
  const controls = [...(root?.querySelectorAll('button, video, [part~=hint], [part=viewfinder]') ?? [])];
  const shown = controls.filter((control) => control.getBoundingClientRect().width > 0);
  return Object.fromEntries(
    shown.map((control) => {
      const { left, top } = control.getBoundingClientRect();
      // Another hint has another width, and is still in its place.
      const words = control.part.contains('hint') ? ` “${control.textContent!.trim()}”` : '';
      const name = `${controls.indexOf(control)} ${control.part.value || control.localName}${words}`;
      return [name, `${Math.round(left)}|${Math.round(top)}`];
    }),
  );
}

/** Runs in the page. */
function problemsOfLayout(): string[] {
  const problems: string[] = [];
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth > clientWidth) problems.push(`the page is ${scrollWidth - clientWidth} px too wide`);

  /** Elements of all shadow trees. */
  const all = (root: ParentNode): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const isShown = (element: HTMLElement) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 1;
  const shown = all(document.body).filter(isShown);

  const hasText = (element: HTMLElement) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue!.trim() !== '');
  for (const element of shown.filter(hasText)) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const label = `“${element.textContent!.trim().slice(0, 40)}”`;
    if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
      problems.push(`${label} is cut off`);
    if (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      problems.push(`${label} is cut off below`);
    const { left, right } = element.getBoundingClientRect();
    if (left < -1 || right > clientWidth + 1) problems.push(`${label} is outside the page`);
  }

  /** Words that continue on the next line. */
  const brokenWords = (text: Node): string[] =>
    [...text.nodeValue!.matchAll(/\p{L}{6,}/gu)]
      .filter(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
      })
      .map(([word]) => word);
  for (const element of shown.filter(hasText))
    for (const node of element.childNodes)
      if (node.nodeType === 3)
        for (const word of brokenWords(node)) problems.push(`“${word}” is broken into two lines`);

  const primary = shown.filter((element) => element.matches('.primary') && !element.closest('[inert]'));
  const open = shown.find((element) => element.matches('dialog[open]'));
  const first = primary.find((button) => open === undefined || open.contains(button));
  if (first !== undefined) {
    const { top, bottom } = first.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight)
      problems.push(`the primary action is not visible (${Math.round(bottom)} px)`);
  }

  const parts = ['[part~=hint]', '[part=viewfinder]'].map((part) =>
    shown.find((element) => element.matches(part)),
  );
  if (!parts.includes(undefined))
    for (const part of parts) {
      const { top, bottom } = part!.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) problems.push(`${part!.part} is not completely visible`);
    }

  // What is scrolled out of a list is covered by nothing.
  const isInSight = (element: HTMLElement) => {
    const { top, bottom } = element.getBoundingClientRect();
    const list = element.closest('[part=scroll]')?.getBoundingClientRect();
    return list === undefined || (top >= list.top && bottom <= list.bottom);
  };
  const buttons = shown.filter((element) => element.matches('button') && isInSight(element));
  const overlap = (a: DOMRect, b: DOMRect) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  for (const [i, button] of buttons.entries())
    for (const other of buttons.slice(i + 1))
      if (
        button.closest('dialog') === other.closest('dialog') &&
        overlap(button.getBoundingClientRect(), other.getBoundingClientRect())
      )
        problems.push(`“${button.textContent!.trim()}” and “${other.textContent!.trim()}” overlap`);

  // Names of devices and links stay as they are.
  const isForeign = (element: HTMLElement) =>
    element.closest('[lang=ar]') !== null &&
    element.closest('[dir=ltr], bdi') === null &&
    /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(element.textContent!) &&
    !/\p{Script=Arabic}/u.test(element.textContent!);
  for (const element of shown.filter(hasText).filter(isForeign))
    problems.push(`“${element.textContent!.trim()}” is not translated`);

  // The heading of a list or of a form is no message.
  const isHeading = (element: HTMLElement) =>
    element.matches('h2') &&
    ((element.getRootNode() as ShadowRoot).host?.localName === 'recognize-devices' ||
      shown.some((other) => other.matches('[part=drop]')));
  const messages = shown.filter(
    (element) =>
      element.matches('[part~=hint], [part~=title], [part~=error], [role=alert]') && !isHeading(element),
  );
  const inFront = open === undefined ? messages : messages.filter((message) => open.contains(message));
  const texts = inFront.map((message) => message.textContent!.trim()).filter((text) => text !== '');
  if (texts.length > 1) problems.push(`several messages: ${texts.join(' / ')}`);
  return problems;
}
