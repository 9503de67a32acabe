import { expect } from '@open-wc/testing';
import { readFrames } from '../../src/capture/frames.ts';
import { SessionCamera } from '../../src/capture/session-camera.ts';
import type { CameraPreference } from '../../src/store/store.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { canvasStream, granted, liveTracks } from './capture.support.ts';
import { waitUntil } from './wait-until.ts';

const { getUserMedia } = navigator.mediaDevices;
const neverAborted = new AbortController().signal;
const ids: string[] = [];
/** Cameras that do not open. */
const broken = new Set<string>();
/** Continues an opening that waits, such as one behind the question of the browser. */
let grant = () => {};
let waits = false;

/** A browser with any number of cameras: a camera has the id that is requested. */
const openAny = async ({ video }: MediaStreamConstraints = {}) => {
  const { deviceId } = video as { deviceId?: { exact: string } };
  const id = deviceId?.exact ?? 'default';
  ids.push(id);
  if (waits) await new Promise<void>((resolve) => (grant = resolve));
  else await new Promise((resolve) => setTimeout(resolve, 20));
  if (broken.has(id)) throw new DOMException('', 'NotReadableError');
  const stream = canvasStream();
  stream.getVideoTracks()[0]!.getSettings = () => ({ deviceId: id });
  return stream;
};

function openSession(preference: CameraPreference = {}) {
  const controller = new AbortController();
  const cameras: (string | undefined)[] = [];
  const session = new SessionCamera(
    { camera: 'user', beforeOpen: async () => preference, onCamera: (camera) => cameras.push(camera?.id()) },
    controller.signal,
  );
  return { session, cameras, close: () => controller.abort() };
}

/** What a page sees when another tab is in front of it. The browsers of the tests show every page in its own window. */
function setVisibility(value: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, value });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('SessionCamera', function () {
  this.timeout(30_000);

  beforeEach(() => {
    navigator.mediaDevices.getUserMedia = openAny;
  });
  afterEach(() => {
    navigator.mediaDevices.getUserMedia = getUserMedia;
    waits = false;
    broken.clear();
    ids.length = 0;
    expect(liveTracks()).to.have.lengthOf(0);
    granted.length = 0;
  });

  it('closes the camera while the page is hidden, and opens it again', async () => {
    const { session, cameras, close } = openSession();
    const { frames } = await session.open();
    (await frames.next(neverAborted)).close();
    setVisibility('hidden');
    expect(liveTracks()).to.have.lengthOf(0);
    const next = frames.next(neverAborted);
    setVisibility('visible');
    (await next).close();
    expect(frames.interruptions).to.equal(1);
    expect(cameras).to.deep.equal(['default', undefined, 'default']);
    close();
  });

  it('waits for the page when it is hidden while the camera opens, and asks the browser once at a time', async () => {
    waits = true;
    const { session, close } = openSession();
    const opening = session.open();
    await waitUntil(() => ids.length === 1);
    setVisibility('hidden');
    waits = false;
    grant();
    await waitUntil(() => granted.length === 1 && liveTracks().length === 0);
    expect(ids).to.have.lengthOf(1);
    setVisibility('visible');
    await opening;
    expect(liveTracks()).to.have.lengthOf(1);
    close();
  });

  it('opens the camera that was chosen last, one at a time', async () => {
    const { session, cameras, close } = openSession();
    const { frames } = await session.open();
    const choices = await Promise.all(['b', 'c', 'default', 'b'].map((id) => session.switchTo(id)));
    expect(choices).to.deep.equal([true, false, false, true]);
    (await frames.next(neverAborted)).close();
    expect(liveTracks()).to.have.lengthOf(1);
    expect(cameras).to.deep.equal(['default', undefined, 'b']);
    expect(frames.interruptions).to.be.greaterThan(0);
    close();
  });

  it('opens the last camera again if the chosen one does not open', async () => {
    const { session, close } = openSession();
    await session.open();
    broken.add('b');
    expect(await session.switchTo('b')).to.equal(false);
    expect([session.target, session.id()]).to.deep.equal(['default', 'default']);
    close();
  });

  it('opens what the page has asked for if the remembered camera does not open, and reports why that fails too', async () => {
    broken.add('b');
    const remembering = openSession({ deviceId: 'b' });
    await remembering.session.open();
    expect([ids, remembering.cameras]).to.deep.equal([['b', 'default'], ['default']]);
    remembering.close();
    broken.add('default');
    const { session, close } = openSession({ deviceId: 'b' });
    expect(await errorCodeOf(session.open())).to.equal('camera/in-use');
    close();
  });

  it('ends the wait for a frame at once when another camera is chosen', async () => {
    const still = document.createElement('canvas').captureStream(0);
    granted.push(still);
    const frames = readFrames(still);
    const waiting = errorCodeOf(frames.next(neverAborted));
    frames.close();
    expect(await waiting).to.equal('camera/ended');
    for (const track of still.getTracks()) track.stop();
  });
});
