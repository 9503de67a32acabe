import type { Visitor } from '../../support/visitor.ts';
import type { Host } from './host.ts';
import type { Interruption, Point, Target } from './interruptions.ts';

/** Resolves when the run has reached the point. A request waits there. */
function waitForPoint(visitor: Visitor, host: Host, at: Point): Promise<void> {
  if ('step' in at) return visitor.waitForEvent('step', at.step);
  return host.injectFault({ operation: at.request, moment: at.moment, action: 'pause' });
}

/** Throws an error in a worker where nothing catches it. */
async function crashWorker({ page }: Visitor, target: Target): Promise<void> {
  const isTarget = (worker: { url(): string }) => worker.url().includes(`/${target}.worker.js`);
  const worker = page.workers().find(isTarget) ?? (await page.waitForEvent('worker', isTarget));
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('crash caused by a test');
    });
  });
}

/**
 * Starts a run, and interrupts it.
 *
 * @returns how it ended, see `Interruption.ends`
 */
export async function interrupt(
  visitor: Visitor,
  host: Host,
  interruption: Interruption,
  start: () => Promise<void>,
): Promise<string> {
  const { target, at } = interruption;
  if (target === 'backend' && 'request' in at) {
    void host.injectFault({ operation: at.request, moment: at.moment, action: 'exit' });
    await start();
    await host.exited();
    await host.restart();
    return endOfRun(visitor, interruption);
  }
  const reached = waitForPoint(visitor, host, at);
  await start();
  await reached;
  await interruptTarget(visitor, host, target);
  host.resume({ cut: target === 'page' || target === 'network' || target === 'connection' });
  if (target === 'page') {
    await visitor.open();
    return 'gone';
  }
  await visitor.runEnd();
  await visitor.context.setOffline(false);
  return endOfRun(visitor, interruption);
}

/** A connection is cut when its request is resumed. */
async function interruptTarget(visitor: Visitor, host: Host, target: Target): Promise<void> {
  if (target === 'page') await visitor.page.close();
  else if (target === 'network') await visitor.context.setOffline(true);
  else if (target === 'backend') await host.restart();
  else if (target !== 'connection') await crashWorker(visitor, target);
}

async function endOfRun(visitor: Visitor, { ceremony }: Interruption): Promise<string> {
  const { type, error, result } = await visitor.runResult();
  if (ceremony === 'activate' && type === 'complete' && result.device === undefined) return 'unbound';
  return error?.code ?? type;
}
