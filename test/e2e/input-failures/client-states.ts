import { type FailureCase, withAttributes } from '../support/failure-cases.ts';
import { type Fixture, startAdasRecovery, startRun } from '../support/fixture.ts';

/** A recovery with a changed client state. */
const changed = (change: (clientState: string) => string) => (fixture: Fixture) =>
  startAdasRecovery(fixture, { clientState: change(fixture.clientState) });

/** Another date; the checksum stays. */
const withOtherDate = (clientState: string) => {
  const fields = JSON.parse(Buffer.from(clientState, 'base64url').toString());
  return Buffer.from(JSON.stringify({ ...fields, created: 1 })).toString('base64url');
};

/** A recovery with a new client state, after `invalidate` has made it useless. */
const invalidated =
  (invalidate: (fixture: Fixture, deviceId: string) => Promise<unknown>, beforeRun = '') =>
  async (fixture: Fixture) => {
    const enrollment = await startRun(fixture.ada, { tag: 'recognize-enroll', beforeRun });
    const { result } = await enrollment.runResult();
    await invalidate(fixture, result.deviceId);
    return startAdasRecovery(fixture, { clientState: result.clientState });
  };

const removeDevice = ({ ada }: Fixture, deviceId: string) =>
  ada.page.evaluate((path) => fetch(path, { method: 'DELETE' }), `/api/people/ada/devices/${deviceId}`);

/** The backend module `/short` gives client states a lifetime of one millisecond. */
const useShortLifetime = `hostPage.handleRequest = hostPage.forwardTo('/short')`;
const version2 = Buffer.from('{"version":2}').toString('base64url');

export const clientStateFailures: readonly FailureCase[] = [
  ['client-state/malformed', 'a space', changed(() => ' ')],
  ['client-state/malformed', 'truncated', changed((clientState) => clientState.slice(0, -9))],
  ['client-state/malformed', 'a JWT', changed(() => 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA')],
  ['client-state/malformed', 'altered', changed(withOtherDate)],
  ['client-state/unknown-version', 'of a newer release', changed(() => version2)],
  ['client-state/wrong-person', 'of another user', withAttributes({ 'recognize-id': 'bruno' })],
  [
    'client-state/model-mismatch',
    'created with other models',
    withAttributes({ models: '/broken/manifest-other/models/manifest.json' }),
  ],
  ['client-state/expired', 'expired', invalidated(async () => {}, useShortLifetime)],
  ['client-state/revoked', 'revoked', invalidated(removeDevice)],
];
