import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchChromium } from '../../support/chromium.ts';
import { type PlacedElement, Visitor } from '../../support/visitor.ts';
import { type Host, startHost } from './host.ts';

export interface Fixture {
  readonly host: Host;
  readonly browser: Browser;
  /** Enrolled; her page stays open. */
  readonly ada: Visitor;
  /** Ada in a second profile, whose clock the tests advance: all tabs of a profile share one clock. */
  readonly adaFakeClock: Visitor;
  /** Ada's client state. */
  readonly clientState: string;
}

/** Policies of further backend modules, by the name of their path. */
const backends = {
  short: { backupLifetimeMs: 1, ceremonyLifetimeMs: 1 },
  strict: { lockout: { failures: 1, windowMs: 600_000, durationMs: 600_000 } },
  crowded: { openCeremonyLimit: 0 },
  full: { deviceLimit: 1 },
};

/** Starts a host and a browser for the tests of a file, with Ada enrolled. */
export function useFixture(): () => Fixture {
  let browser: Browser;
  let fixture: Fixture;
  beforeAll(async () => {
    const insecureHost = '--host-resolver-rules=MAP insecure.example localhost';
    const starting = startHost({ backends });
    browser = await launchChromium(insecureHost, '--use-fake-device-for-media-stream');
    const host = await starting;
    const ada = await Visitor.arrive(browser, host, 'ada');
    const { result } = await ada.run({ tag: 'recognize-enroll' });
    const adaFakeClock = await Visitor.arrive(browser, host, 'ada');
    await adaFakeClock.page.clock.install();
    fixture = { host, browser, ada, adaFakeClock, clientState: result.clientState };
  });
  afterAll(async () => {
    await browser?.close();
    await fixture?.host.stop();
  });
  return () => fixture;
}

export async function startRun(visitor: Visitor, element: PlacedElement): Promise<Visitor> {
  await visitor.place(element);
  await visitor.start();
  return visitor;
}

/** Starts a recovery on another page. */
export const startRecovery = (
  visitor: Visitor,
  { clientState }: Fixture,
  change: Partial<PlacedElement> = {},
): Promise<Visitor> => startRun(visitor, { tag: 'recognize-recover', clientState, ...change });

/** Starts a recovery on Ada's page, with the element that is there and has its models loaded. */
export const startAdasRecovery = (fixture: Fixture, change: Partial<PlacedElement> = {}): Promise<Visitor> =>
  startRecovery(fixture.ada, fixture, { reuse: true, ...change });

/** Advances the clock of the page step by step until the run has ended. Work that takes real time continues in between. */
export async function advanceClock(visitor: Visitor, stepMs: number): Promise<void> {
  while (!(await visitor.hasEnded())) {
    await visitor.page.clock.fastForward(stepMs);
    await visitor.page.waitForTimeout(30);
  }
}
