import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers, guessing, refusals } from './bad-input/answers.ts';
import { cameras, environments, machines, storages } from './bad-input/browsers.ts';
import { clientStates } from './bad-input/client-states.ts';
import { hosting } from './bad-input/hosting.ts';
import { type Row, recover, recoverAt, type Setting } from './bad-input/setting.ts';
import { expectFailure } from './support/fail.ts';
import { startHost } from './support/host.ts';
import { launch, Visitor } from './support/visitor.ts';

/**
 * Whatever goes wrong has its code, is said in words, and leaves no spinner: a row for each. Where the other codes are tested:
 * codes.test.ts.
 */
const backends = {
  short: { backupLife: 1, ceremonyLife: 1 },
  strict: { lockout: { failures: 1, window: 600_000, duration: 600_000 } },
  crowded: { openCeremonies: 0 },
  full: { deviceLimit: 1 },
};
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

describe('hosting', () => void rows(hosting));
describe('the client state', () => void rows(clientStates));
describe("the host's answer", () => void rows(answers));
describe('a refusal of the backend', () => void rows(refusals));

it('goes on where it stopped, once everything is mended', async () => {
  const visitor = await recover()(setting);
  expect(await visitor.ended()).toMatchObject({ type: 'complete' });
});

describe('the environment', () => void rows(environments));
describe('the camera', () => void rows(cameras));
describe('the machine', () => void rows(machines));
describe('storage', () => void rows(storages));

it('ceremony/busy: of two tabs at once one is told to wait, the other ends well', async () => {
  const { ada, host } = setting;
  const [one, two] = [await ada.tab(), await ada.tab()];
  const waits = host.mishap({ operation: 'begin', moment: 'before', deed: 'wait' });
  await recoverAt(one, setting);
  await waits;
  await recoverAt(two, setting);
  await expectFailure(two, await two.ended(), 'ceremony/busy');
  host.goOn();
  expect(await one.ended()).toMatchObject({ type: 'complete' });
  await Promise.all([one.page.close(), two.page.close()]);
});

describe('guessing', () => void rows(guessing));
