import { expect } from 'vitest';
import { Visitor } from '../../support/visitor.ts';
import { resetAttempts } from '../support/attempt-counter.ts';
import {
  authorizeInAdvance,
  type FailureCase,
  withAttributes,
  withBackend,
  withScript,
} from '../support/failure-cases.ts';
import { type Fixture, startAdasRecovery, startRecovery, startRun } from '../support/fixture.ts';

async function sessionExpired({ ada, clientState }: Fixture) {
  await ada.place({
    tag: 'recognize-recover',
    clientState,
    reuse: true,
    beforeRun: authorizeInAdvance,
  });
  await ada.context.clearCookies({ name: 'user' });
  await ada.start();
  await ada.runEnd();
  await ada.signIn();
  return ada;
}

async function operationNotAllowed(fixture: Fixture) {
  const { ada, host } = fixture;
  await ada.context.addCookies([{ name: 'allow', value: 'enroll', url: host.origin }]);
  await startAdasRecovery(fixture);
  await ada.runEnd();
  await ada.context.clearCookies({ name: 'allow' });
  return ada;
}

/** With a random generator that always returns the same bytes, the second share ID equals the first. */
async function repeatedShareId({ ada }: Fixture) {
  const element = {
    tag: 'recognize-enroll',
    attributes: { 'assets-base': '/broken/constant-random' },
  } as const;
  expect((await ada.run(element)).type).toBe('complete');
  return startRun(ada, element);
}

/** In a browser that is not bound yet: one that is bound replaces its former device. */
async function tooManyDevices(fixture: Fixture) {
  const visitor = await Visitor.arrive(fixture.browser, fixture.host, 'ada');
  return startRecovery(visitor, fixture, {
    beforeRun: `hostPage.handleRequest = hostPage.forwardTo('/full')`,
  });
}

/** Refusals of the backend module, and of a proxy in front of it. */
export const refusals: readonly FailureCase[] = [
  ['server/unauthorized', 'the session has expired', sessionExpired],
  [
    'server/forbidden',
    'the authorization is for another ceremony',
    withScript(() => {
      const authorization = hostPage.authorization('enroll');
      Object.assign(document.querySelector('recognize-recover')!, { authorization });
    }),
  ],
  ['server/forbidden', 'the first factor does not allow the operation', operationNotAllowed],
  ['server/unavailable', 'a proxy responds instead of the backend', withBackend('down')],
  ['server/not-found', 'the path of the backend is wrong', withBackend('api/nowhere')],
  ['server/too-many', 'too many ceremonies are open', withBackend('crowded')],
  ['server/device-limit', 'the user has too many devices', tooManyDevices],
  ['ceremony/already-enrolled', 'the share ID was used before', repeatedShareId],
  ['ceremony/session-expired', 'the ceremony took too long', withBackend('short')],
  [
    'ceremony/not-recognized',
    'another person is in front of the camera',
    withAttributes({ camera: 'simulated:bruno' }),
  ],
];

async function lockedOut(fixture: Fixture) {
  const beforeRun = `hostPage.handleRequest = hostPage.forwardTo('/strict')`;
  await resetAttempts(fixture.ada);
  const attributes = { camera: 'simulated:bruno' };
  const failed = await startAdasRecovery(fixture, { attributes, beforeRun });
  expect((await failed.runResult()).error?.code).toBe('ceremony/not-recognized');
  const locked = await startAdasRecovery(fixture, { beforeRun });
  expect((await locked.runResult()).type).toBe('error');
  await locked.page.getByText(/You can try again in \d+:\d\d\./).waitFor();
  return locked;
}

/** Ada is locked out afterwards: the last test of a file. */
export const lockoutFailures: readonly FailureCase[] = [
  ['ceremony/locked', 'the backend has locked the user out', lockedOut],
];
