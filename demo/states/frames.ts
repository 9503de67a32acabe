import { h } from '../page/dom.ts';
import { states } from './states.ts';

interface Choice {
  /** A state, or an element for all its states. */
  readonly state: string;
  readonly lang: string;
  readonly theme: string;
  /** Width × height, pixels. */
  readonly size: string;
}

/** Each frame loads its own models, so few of them start at once. */
const STARTING = 2;
/** A state that is not reached must not keep the others from starting. */
const START_LIMIT_MS = 20_000;

let observer: IntersectionObserver | undefined;

/** Shows states in frames of the chosen size. A frame starts when it is scrolled into view, and ends when it is scrolled out. */
export function showFrames(container: HTMLElement, { state, size, ...settings }: Choice): void {
  observer?.disconnect();
  const names = Object.keys(states).filter((name) => name === state || name.startsWith(`${state}/`));
  const [width = 360, height = 740] = size.split('x').map(Number);
  const queue = createQueue();
  const cells = names.map((name) => {
    const address = `/states?${new URLSearchParams({ state: name, ...settings, frame: '' })}`;
    const frame = h('iframe', { title: name, width, height });
    frame.dataset.address = address;
    return h('figure', {}, h('figcaption', {}, h('a', { href: address }, name)), frame);
  });
  container.replaceChildren(...cells);
  observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) queue.want(target as HTMLIFrameElement, isIntersecting);
  });
  for (const frame of container.querySelectorAll('iframe')) observer.observe(frame);
}

function createQueue() {
  const waiting = new Set<HTMLIFrameElement>();
  let starting = 0;

  function startNext(): void {
    const [frame] = waiting;
    if (frame === undefined || starting >= STARTING) return;
    waiting.delete(frame);
    starting += 1;
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      starting -= 1;
      startNext();
    };
    frame.addEventListener('reached', over, { once: true });
    setTimeout(over, START_LIMIT_MS);
    frame.src = frame.dataset.address!;
    startNext();
  }

  return {
    want(frame: HTMLIFrameElement, isVisible: boolean): void {
      waiting.delete(frame);
      if (!isVisible) frame.removeAttribute('src');
      else if (!frame.hasAttribute('src')) waiting.add(frame);
      startNext();
    },
  };
}
