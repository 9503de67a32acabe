import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { expectFailure } from './fail.ts';
import { startHost } from './host.ts';
import type { Row, Setting } from './setting.ts';
import { launch, Visitor } from './visitor.ts';

const backends = {
  short: { backupLifetimeMs: 1, ceremonyLifetimeMs: 1 },
  strict: { lockout: { failures: 1, windowMs: 600_000, durationMs: 600_000 } },
  crowded: { openCeremonyLimit: 0 },
  full: { deviceLimit: 1 },
};

/**
 * A host, and Ada before it, for the tests of a file. Whatever goes wrong has its code, is said in words, and leaves no spinner: `rows`
 * makes a test of each row.
 */
export function arrange() {
  let browser: Browser;
  let setting: Setting;

  beforeAll(async () => {
    const insecure = '--host-resolver-rules=MAP insecure.example localhost';
    const starting = startHost({ backends });
    browser = await launch(insecure, '--use-fake-device-for-media-stream');
    const host = await starting;
    const ada = await Visitor.arrive(browser, host, 'ada');
    const { result } = await ada.run({ tag: 'recognize-enroll' });
    const hurried = await Visitor.arrive(browser, host, 'ada');
    await hurried.page.clock.install();
    setting = { host, browser, ada, hurried, kept: result.clientState };
  });
  afterAll(async () => {
    await browser?.close();
    await setting?.host.stop();
  });

  const rows = (table: readonly Row[]) =>
    it.each(table)('%s: %s', async (code, _name, act) => {
      const visitor = await act(setting);
      try {
        await expectFailure(visitor, await visitor.ended(), code);
      } finally {
        if (visitor !== setting.ada) await visitor.page.close();
      }
    });
  return { rows, setting: () => setting };
}
