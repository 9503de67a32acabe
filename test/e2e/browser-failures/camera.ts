import { launchChromium } from '../../support/chromium.ts';
import { Visitor } from '../../support/visitor.ts';
import type { FailureCase } from '../support/failure-cases.ts';
import { advanceClock, type Fixture, startRecovery } from '../support/fixture.ts';
import { disconnected, otherDevices, pictures, rejected, sideBySide, withoutFrames } from './fake-cameras.ts';

/** A camera that shows pictures, which do no movements. */
const realCamera = { attributes: { camera: 'user' }, claims: { liveness: 'off' } };
/** Less than the element allows for one frame. */
const CLOCK_STEP_MS = 500;

async function permissionDenied(fixture: Fixture): Promise<Visitor> {
  const { browser, host, ada } = fixture;
  const visitor = await ada.openTab();
  const pageSession = await visitor.context.newCDPSession(visitor.page);
  const { browserContextId = '' } = (await pageSession.send('Target.getTargetInfo')).targetInfo;
  const browserSession = await browser.newBrowserCDPSession();
  await browserSession.send('Browser.setPermission', {
    permission: { name: 'camera' },
    setting: 'denied',
    origin: host.origin,
    browserContextId,
  });
  return startRecovery(visitor, fixture, realCamera);
}

/** Chromium's own fake camera, which shows shapes. */
async function noFace(fixture: Fixture): Promise<Visitor> {
  await fixture.adaFakeClock.context.grantPermissions(['camera']);
  const visitor = await startRecovery(await fixture.adaFakeClock.openTab(), fixture, realCamera);
  await visitor.waitForEvent('hint');
  await advanceClock(visitor, CLOCK_STEP_MS);
  return visitor;
}

async function noCamera(fixture: Fixture): Promise<Visitor> {
  const browser = await launchChromium('--use-fake-device-for-media-stream=device-count=0');
  const visitor = await Visitor.arrive(browser, fixture.host, 'ada');
  visitor.page.once('close', () => void browser.close());
  return startRecovery(visitor, fixture, realCamera);
}

/** A camera that a script replaces, with a clock that advances quickly. */
const replacedCamera = (script: string) => async (fixture: Fixture) => {
  const tab = await fixture.adaFakeClock.openTab(fixture.host.origin, script);
  const visitor = await startRecovery(tab, fixture, realCamera);
  await visitor.waitForEvent('step', 'permission');
  await advanceClock(visitor, CLOCK_STEP_MS);
  return visitor;
};

const fivePeople = ['ada', 'bruno', 'chidi', 'dewi', 'elif'].map((name) => `${name}-front`);

export const cameraFailures: readonly FailureCase[] = [
  ['camera/denied', 'the permission is denied', permissionDenied],
  ['camera/none', 'the device has no camera', noCamera],
  [
    'camera/dismissed',
    'the permission prompt is dismissed',
    replacedCamera(rejected('NotAllowedError', 'Permission dismissed')),
  ],
  [
    'camera/denied-by-system',
    'the system denies the camera',
    replacedCamera(rejected('NotAllowedError', 'Permission denied by system')),
  ],
  ['camera/in-use', 'another program uses the camera', replacedCamera(rejected('NotReadableError'))],
  ['camera/ended', 'the camera is disconnected', replacedCamera(disconnected)],
  ['camera/stalled', 'the camera delivers no frames', replacedCamera(withoutFrames)],
  ['camera/changed', 'the browser switches to another camera twice', replacedCamera(otherDevices)],
  ['capture/no-face', 'there is no face in the picture', noFace],
  ['capture/too-dark', 'the picture is dark', replacedCamera(pictures(['ada-front'], 1, 0.08))],
  ['capture/low-quality', 'the face is too small', replacedCamera(pictures(['ada-front'], 0.3))],
  ['capture/several-people', 'two people stay in the picture', replacedCamera(sideBySide)],
  ['capture/timed-out', 'each frame shows another person', replacedCamera(pictures(fivePeople))],
];
