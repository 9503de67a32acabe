import type { Blow, Point, Victim } from './blows.ts';
import type { Visitor } from './visitor.ts';

/** Waits for the point of the run. A request waits there. */
async function reached(visitor: Visitor, at: Point): Promise<void> {
  if ('request' in at) return visitor.host.mishap({ operation: at.request, moment: at.moment, deed: 'wait' });
  await visitor.page.waitForFunction(
    (step) => page.events.some(({ type, detail }) => type === 'step' && detail.step === step),
    at.step,
  );
}

/** Throws in a worker where nothing catches. */
async function crash({ page }: Visitor, name: Victim): Promise<void> {
  const named = (worker: { url(): string }) => worker.url().includes(`/${name}.worker.js`);
  const worker = page.workers().find(named) ?? (await page.waitForEvent('worker', named));
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by a test');
    });
  });
}

/**
 * Starts a run by `start` and strikes it.
 *
 * @returns how it ended
 */
export async function strike(visitor: Visitor, blow: Blow, start: () => Promise<void>): Promise<string> {
  const { page, host, context } = visitor;
  const { victim, at } = blow;
  if (victim === 'backend' && 'request' in at) {
    void host.mishap({ operation: at.request, moment: at.moment, deed: 'die' });
    await start();
    await host.died();
    await host.restart();
    return ending(visitor, blow);
  }
  const there = reached(visitor, at);
  await start();
  await there;
  if (victim === 'page') await page.close();
  else if (victim === 'network') await context.setOffline(true);
  else if (victim === 'backend') await host.restart();
  else if (victim !== 'connection') await crash(visitor, victim);
  host.goOn({ cut: victim === 'page' || victim === 'network' || victim === 'connection' });
  if (victim === 'page') {
    await visitor.open();
    return 'gone';
  }
  await visitor.over();
  await context.setOffline(false);
  return ending(visitor, blow);
}

async function ending(visitor: Visitor, { ceremony }: Blow): Promise<string> {
  const { type, error, result } = await visitor.ended();
  if (ceremony === 'activate' && type === 'complete' && result.device === undefined) return 'unbound';
  return error?.code ?? type;
}
