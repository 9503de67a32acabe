/** What the page shows. */
interface Content {
  /** Elements of all shadow trees. */
  readonly shown: readonly HTMLElement[];
  /** Those with text of their own. */
  readonly texts: readonly HTMLElement[];
  /** The dialog in front of the page. */
  readonly dialog: HTMLElement | undefined;
}

type Check = (content: Content) => readonly string[];

/** Runs in the page, as all functions of this file. None of them may use another one, or anything outside itself. */
export function readContent(): Content {
  const all = (root: ParentNode): HTMLElement[] =>
    [...root.querySelectorAll<HTMLElement>('*')].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  const isShown = (element: HTMLElement) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 1;
  const hasText = (element: HTMLElement) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue!.trim() !== '');
  const shown = all(document.body).filter(isShown);
  const dialog = shown.find((element) => element.matches('dialog[open]'));
  return { shown, texts: shown.filter(hasText), dialog };
}

const findCutOffText: Check = ({ texts }) => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const problems = scrollWidth > clientWidth ? [`the page is ${scrollWidth - clientWidth} px too wide`] : [];
  for (const element of texts) {
    const { overflowX, overflowY } = getComputedStyle(element);
    const label = `“${element.textContent!.trim().slice(0, 40)}”`;
    if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
      problems.push(`${label} is cut off`);
    if (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1)
      problems.push(`${label} is cut off below`);
    const { left, right } = element.getBoundingClientRect();
    if (left < -1 || right > clientWidth + 1) problems.push(`${label} is outside the page`);
  }
  return problems;
};

/** Words that continue on the next line. */
const findBrokenWords: Check = ({ texts }) => {
  const brokenWords = (text: Node): string[] =>
    [...text.nodeValue!.matchAll(/\p{L}{6,}/gu)]
      .filter(({ 0: word, index }) => {
        const range = document.createRange();
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
      })
      .map(([word]) => word);
  return texts
    .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3))
    .flatMap(brokenWords)
    .map((word) => `“${word}” is broken into two lines`);
};

const findHiddenAction: Check = ({ shown, dialog }) => {
  const primary = shown
    .filter((element) => element.matches('.primary') && !element.closest('[inert]'))
    .find((button) => dialog === undefined || dialog.contains(button));
  if (primary === undefined) return [];
  const { top, bottom } = primary.getBoundingClientRect();
  return top < 0 || bottom > innerHeight
    ? [`the primary action is not visible (${Math.round(bottom)} px)`]
    : [];
};

/** Hint and picture must be visible together. */
const findHiddenGuidance: Check = ({ shown }) => {
  const parts = ['[part~=hint]', '[part=viewfinder]'].map((part) =>
    shown.find((element) => element.matches(part)),
  );
  if (parts.includes(undefined)) return [];
  const isHidden = (part: HTMLElement) => {
    const { top, bottom } = part.getBoundingClientRect();
    return top < 0 || bottom > innerHeight;
  };
  return parts.filter((part) => isHidden(part!)).map((part) => `${part!.part} is not completely visible`);
};

const findOverlappingButtons: Check = ({ shown }) => {
  // What is scrolled out of a list is covered by nothing.
  const isInSight = (element: HTMLElement) => {
    const { top, bottom } = element.getBoundingClientRect();
    const list = element.closest('[part=scroll]')?.getBoundingClientRect();
    return list === undefined || (top >= list.top && bottom <= list.bottom);
  };
  const overlap = (one: HTMLElement, other: HTMLElement) => {
    const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  };
  const buttons = shown.filter((element) => element.matches('button') && isInSight(element));
  return buttons.flatMap((button, i) =>
    buttons
      .slice(i + 1)
      .filter((other) => button.closest('dialog') === other.closest('dialog') && overlap(button, other))
      .map((other) => `“${button.textContent!.trim()}” and “${other.textContent!.trim()}” overlap`),
  );
};

const findForeignText: Check = ({ texts }) => {
  // Names of devices and links stay as they are.
  const isForeign = (element: HTMLElement) =>
    element.closest('[lang=ar]') !== null &&
    element.closest('[dir=ltr], bdi') === null &&
    /[a-z]{2,} [a-z]{2,} [a-z]{2,}/i.test(element.textContent!) &&
    !/\p{Script=Arabic}/u.test(element.textContent!);
  return texts.filter(isForeign).map((element) => `“${element.textContent!.trim()}” is not translated`);
};

/** One message at a time. */
const findSeveralMessages: Check = ({ shown, dialog }) => {
  // The heading of a list or of a form is no message.
  const isHeading = (element: HTMLElement) =>
    element.matches('h2') &&
    ((element.getRootNode() as ShadowRoot).host?.localName === 'recognize-devices' ||
      shown.some((other) => other.matches('[part=drop]')));
  const messages = shown
    .filter((element) => element.matches('[part~=hint], [part~=title], [part~=error], [role=alert]'))
    .filter((element) => !isHeading(element) && (dialog === undefined || dialog.contains(element)))
    .map((message) => message.textContent!.trim())
    .filter((text) => text !== '');
  return messages.length > 1 ? [`several messages: ${messages.join(' / ')}`] : [];
};

/** Each returns the criteria that the content does not meet. */
export const checks: readonly Check[] = [
  findCutOffText,
  findBrokenWords,
  findHiddenAction,
  findHiddenGuidance,
  findOverlappingButtons,
  findForeignText,
  findSeveralMessages,
];
