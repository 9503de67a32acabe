import type { Browser } from 'playwright-core';
import type { Host } from './host.ts';
import type { Placed, Visitor } from './visitor.ts';

export interface Setting {
  readonly host: Host;
  readonly browser: Browser;
  /** Enrolled; her page stays open. */
  readonly ada: Visitor;
  /** Ada in another profile, whose clock is wound forward: it is one for all tabs of a profile. */
  readonly hurried: Visitor;
  /** Her client state. */
  readonly kept: string;
}

/** What goes wrong. @returns the visitor on whose page a run was started */
export type Row = readonly [code: string, name: string, act: (setting: Setting) => Promise<Visitor>];

export async function started(visitor: Visitor, placed: Placed): Promise<Visitor> {
  await visitor.place(placed);
  await visitor.start();
  return visitor;
}

/** A recovery on Ada's page, by the element that is there, with its models loaded. */
export const recover =
  (change: Partial<Placed> = {}) =>
  ({ ada, kept }: Setting): Promise<Visitor> =>
    started(ada, { tag: 'recognize-recover', clientState: kept, again: true, ...change });

export const meddled = (meddle: Placed['meddle'] & {}) => recover({ meddle });
export const given = (attributes: Record<string, string>) => recover({ attributes });

/** A recovery on a page of its own. */
export const recoverAt = (visitor: Visitor, { kept }: Setting, change: Partial<Placed> = {}) =>
  started(visitor, { tag: 'recognize-recover', clientState: kept, ...change });

/** The page has its permission before the run. */
export const permitted = async () => {
  const authorization = await page.authorization('recover')();
  Object.assign(document.querySelector('recognize-recover')!, { authorization });
};

/** Winds the clock of the page forward until the run has ended, with room for what takes its time nevertheless. */
export async function hurry(visitor: Visitor, step: number): Promise<void> {
  while (!(await visitor.hasEnded())) {
    await visitor.page.clock.fastForward(step);
    await visitor.page.waitForTimeout(30);
  }
}
