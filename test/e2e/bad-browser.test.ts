import { describe, expect, it } from 'vitest';
import { cameras, environments, machines, storages } from './bad-browser/tables.ts';
import { arrange } from './support/arrange.ts';
import { expectFailure } from './support/fail.ts';
import { recoverAt } from './support/setting.ts';

/** What the browser refuses or lacks. */
const { rows, setting } = arrange();

describe('the environment', () => void rows(environments));
describe('the camera', () => void rows(cameras));
describe('the machine', () => void rows(machines));
describe('storage', () => void rows(storages));

it('ceremony/busy: of two tabs at once one is told to wait, the other ends well', async () => {
  const { ada, host } = setting();
  const [one, two] = [await ada.tab(), await ada.tab()];
  const waits = host.mishap({ operation: 'begin', moment: 'before', deed: 'wait' });
  await recoverAt(one, setting());
  await waits;
  await recoverAt(two, setting());
  await expectFailure(two, await two.ended(), 'ceremony/busy');
  host.goOn();
  expect(await one.ended()).toMatchObject({ type: 'complete' });
  await Promise.all([one.page.close(), two.page.close()]);
});
