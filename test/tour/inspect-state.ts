import type { Page } from 'playwright-core';
import { checks, readContent } from './layout-checks.ts';

/** Time in which nothing may move that the person has not caused. */
const OBSERVED_MS = 600;

/** An expression for the page. Functions are passed as their source, because each call can pass only one. */
const layoutProblems = `((content) => [${checks.join(',')}].flatMap((check) => check(content)))((${readContent})())`;

/** @returns the criteria that the state on the page does not meet */
export async function inspectState(page: Page): Promise<string[]> {
  const before = await page.evaluate(positionsOfControls);
  await page.waitForTimeout(OBSERVED_MS);
  const after = await page.evaluate(positionsOfControls);
  const moved = Object.keys(before).filter((name) => name in after && before[name] !== after[name]);
  return [
    ...moved.map((name) => `${name} moves from ${before[name]} to ${after[name]}`),
    ...(await page.evaluate<string[]>(layoutProblems)),
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
