import { describe, expect, it } from 'vitest';
import { assetFailures } from './input-failures/assets.ts';
import { clientStateFailures } from './input-failures/client-states.ts';
import { hostResponseFailures } from './input-failures/host-responses.ts';
import { lockoutFailures, refusals } from './input-failures/refusals.ts';
import { usageFailures } from './input-failures/usage.ts';
import { testFailures } from './support/failure-cases.ts';
import { startAdasRecovery, useFixture } from './support/fixture.ts';

/** Failures whose cause is what the page, the host or the backend gives to an element. */
const fixture = useFixture();

describe('attributes and properties', () => {
  testFailures(usageFailures, fixture);

  it('reports usage/invalid-property: an entry of devices is not a device', async () => {
    const visitor = await fixture().ada.openTab();
    const beforeRun = () => {
      Object.assign(document.querySelector('recognize-devices')!, { devices: [{ name: 7 }] });
    };
    await visitor.place({ tag: 'recognize-devices', beforeRun });
    const { error } = await visitor.runResult();
    expect(error).toMatchObject({
      code: 'usage/invalid-property',
      detail: expect.stringContaining('devices'),
    });
    await visitor.page.close();
  });
});
describe('assets', () => testFailures(assetFailures, fixture));
describe('client state', () => testFailures(clientStateFailures, fixture));
describe('response of the host', () => testFailures(hostResponseFailures, fixture));
describe('refusal of the backend', () => testFailures(refusals, fixture));

it('completes a recovery with the element that has failed before', async () => {
  const visitor = await startAdasRecovery(fixture());
  expect(await visitor.runResult()).toMatchObject({ type: 'complete' });
});

describe('too many attempts', () => testFailures(lockoutFailures, fixture));
