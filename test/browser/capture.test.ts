import { expect } from '@open-wc/testing';
import { type Camera, openCamera } from '../../src/capture/camera.ts';
import { registerCamera } from '../../src/capture/camera-sources.ts';
import { readFrames } from '../../src/capture/frames.ts';
import { openCaptureSession } from '../../src/capture/session.ts';
import type { Still } from '../../src/capture/still.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { simulatedCamera } from '../support/simulated-camera.ts';
import { canvasStream, fakeVision, granted, liveTracks } from './capture.support.ts';
import { waitUntil } from './wait-until.ts';

const off = { level: 'off' } as const;
const neverAborted = new AbortController().signal;

const originalGetUserMedia = navigator.mediaDevices.getUserMedia;
const replaceGetUserMedia = (getUserMedia: () => Promise<MediaStream>) => {
  navigator.mediaDevices.getUserMedia = getUserMedia;
};

function sessionOf(options: { camera?: string; signal?: AbortSignal; onFrame?: () => void } = {}) {
  const cameras: (Camera | undefined)[] = [];
  const steps: string[] = [];
  const stills: { still: Still; cameraIsOpen: boolean }[] = [];
  const session = openCaptureSession({
    camera: options.camera ?? 'user',
    signal: options.signal ?? neverAborted,
    vision: async () => fakeVision(options.onFrame),
    onStep: (step) => steps.push(step),
    onHint: () => {},
    onCamera: (camera) => cameras.push(camera),
    onStill: (still) => stills.push({ still, cameraIsOpen: liveTracks().length > 0 }),
  });
  return { session, cameras, steps, stills };
}

registerCamera('simulated', simulatedCamera);

afterEach(() => {
  navigator.mediaDevices.getUserMedia = originalGetUserMedia;
  expect(liveTracks()).to.have.lengthOf(0);
  granted.length = 0;
});

describe('readFrames', function () {
  this.timeout(30_000);

  it('returns new frames in the size of the stream', async () => {
    const stream = canvasStream();
    const frames = readFrames(stream);
    for (let i = 0; i < 5; i++) {
      const frame = await frames.next(neverAborted);
      expect([frame.width, frame.height]).to.deep.equal([320, 240]);
      frame.close();
    }
    frames.close();
    for (const track of stream.getTracks()) track.stop();
  });

  it('rejects with camera/ended when the track has ended', async () => {
    const stream = canvasStream();
    const frames = readFrames(stream);
    (await frames.next(neverAborted)).close();
    const [track] = stream.getTracks();
    track!.stop();
    expect(await errorCodeOf(frames.next(neverAborted))).to.equal('camera/ended');
    frames.close();
  });

  it('rejects with ceremony/aborted when the wait is aborted', async () => {
    const stillStream = document.createElement('canvas').captureStream(0);
    const frames = readFrames(stillStream);
    const controller = new AbortController();
    const waiting = errorCodeOf(frames.next(controller.signal));
    setTimeout(() => controller.abort(), 50);
    expect(await waiting).to.equal('ceremony/aborted');
    frames.close();
    for (const track of stillStream.getTracks()) track.stop();
  });

  it('rejects with camera/stalled when no frame arrives', async () => {
    const stillStream = document.createElement('canvas').captureStream(0);
    const frames = readFrames(stillStream, 400);
    expect(await errorCodeOf(frames.next(neverAborted))).to.equal('camera/stalled');
    frames.close();
    for (const track of stillStream.getTracks()) track.stop();
  });
});

describe('readFrames when a frame cannot be copied', function () {
  this.timeout(30_000);
  const { createImageBitmap } = window;
  let failures = 0;

  beforeEach(() => {
    window.createImageBitmap = ((source: HTMLVideoElement) => {
      if (failures-- > 0) return Promise.reject(new DOMException('not usable', 'InvalidStateError'));
      return createImageBitmap(source);
    }) as typeof createImageBitmap;
  });
  afterEach(() => {
    window.createImageBitmap = createImageBitmap;
  });

  it('returns the next frame', async () => {
    failures = 3;
    const stream = canvasStream();
    const frames = readFrames(stream);
    const frame = await frames.next(neverAborted);
    expect(frame.width).to.equal(320);
    frame.close();
    frames.close();
    for (const track of stream.getTracks()) track.stop();
  });

  it('rejects with camera/stalled when no frame can be copied within the time limit', async () => {
    failures = Number.POSITIVE_INFINITY;
    const stream = canvasStream();
    const frames = readFrames(stream, 500);
    expect(await errorCodeOf(frames.next(neverAborted))).to.equal('camera/stalled');
    frames.close();
    for (const track of stream.getTracks()) track.stop();
  });
});

describe('openCamera', function () {
  this.timeout(60_000);

  it('stops all tracks on close, which is idempotent', async () => {
    replaceGetUserMedia(async () => canvasStream());
    const camera = await openCamera({ camera: 'user' });
    expect([camera.simulated, camera.mirrored, liveTracks().length]).to.deep.equal([false, true, 1]);
    camera.close();
    camera.close();
  });

  it('stops a stream that is granted after an abort', async () => {
    let grant = () => {};
    replaceGetUserMedia(() => new Promise((resolve) => (grant = () => resolve(canvasStream()))));
    const controller = new AbortController();
    const opening = errorCodeOf(openCamera({ camera: 'user', signal: controller.signal }));
    controller.abort();
    expect(await opening).to.equal('ceremony/aborted');
    grant();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(granted).to.have.lengthOf(1);
  });

  it('stops an infrared camera when the signal is aborted during the search for a better one', async () => {
    replaceGetUserMedia(async () => {
      const stream = canvasStream();
      Object.defineProperty(stream.getVideoTracks()[0], 'label', { value: 'Infra-red camera' });
      return stream;
    });
    const controller = new AbortController();
    const { enumerateDevices } = navigator.mediaDevices;
    navigator.mediaDevices.enumerateDevices = async () => {
      controller.abort();
      return [{ kind: 'videoinput', deviceId: 'other', label: 'Front camera' } as MediaDeviceInfo];
    };
    const opening = openCamera({ camera: 'user', signal: controller.signal });
    expect(await errorCodeOf(opening)).to.equal('ceremony/aborted');
    expect(liveTracks()).to.deep.equal([]);
    navigator.mediaDevices.enumerateDevices = enumerateDevices;
  });

  it('rejects with the reason when the browser refuses', async () => {
    for (const [name, code] of [
      ['NotFoundError', 'camera/none'],
      ['NotReadableError', 'camera/in-use'],
    ] as const) {
      replaceGetUserMedia(() => Promise.reject(new DOMException('', name)));
      expect(await errorCodeOf(openCamera({ camera: 'user' }))).to.equal(code);
    }
  });

  it('opens a simulated person, and rejects unknown names with usage/invalid-attribute', async () => {
    const camera = await openCamera({ camera: 'simulated:ada' });
    granted.push(camera.stream);
    expect([camera.simulated, liveTracks().length]).to.deep.equal([true, 1]);
    camera.close();
    for (const name of ['unknown', ''])
      expect(await errorCodeOf(openCamera({ camera: `simulated:${name}` }))).to.equal(
        'usage/invalid-attribute',
      );
  });
});

describe('openCaptureSession', function () {
  this.timeout(30_000);

  it('opens one camera for each capture, and closes it when the capture is complete', async () => {
    replaceGetUserMedia(async () => canvasStream());
    const { session, cameras, steps } = sessionOf();
    await session.warmUp();
    await session.warmUp();
    for (let i = 0; i < 2; i++) {
      expect(Math.hypot(...(await session.capture(off)).embedding)).to.be.closeTo(1, 1e-5);
      expect(liveTracks()).to.have.lengthOf(0);
    }
    expect(granted).to.have.lengthOf(2);
    session.close();
    session.close();
    expect(steps).to.deep.equal(['permission', 'capture', 'capture']);
    expect(cameras.map((camera) => camera !== undefined)).to.deep.equal([true, false, true, false]);
  });

  it('hands over the last frame that was used before the camera closes, and erases it at the end', async () => {
    replaceGetUserMedia(async () => canvasStream(() => 'rgb(200 100 50)'));
    const { session, stills } = sessionOf();
    await session.capture(off);
    expect(stills).to.have.lengthOf(1);
    const { still, cameraIsOpen } = stills[0]!;
    const { canvas, mirrored, simulated } = still;
    expect({ mirrored, simulated, cameraIsOpen }).to.deep.equal({
      mirrored: true,
      simulated: false,
      cameraIsOpen: true,
    });
    expect([canvas.width, canvas.height]).to.deep.equal([320, 240]);
    const [red, green, blue] = canvas.getContext('2d')!.getImageData(160, 120, 1, 1).data;
    expect(red).to.be.closeTo(200, 12);
    expect(green).to.be.closeTo(100, 12);
    expect(blue).to.be.closeTo(50, 12);
    session.close();
    expect(canvas.width).to.equal(0);
  });

  it('reopens a camera that ended, once per capture', async () => {
    replaceGetUserMedia(async () => canvasStream());
    let frames = 0;
    const { session, cameras } = sessionOf({
      onFrame: () => {
        if (++frames === 2) for (const track of granted[0]!.getTracks()) track.stop();
      },
    });
    await session.capture(off);
    expect(granted).to.have.lengthOf(2);
    expect(cameras.map((camera) => camera !== undefined)).to.deep.equal([true, false, true, false]);
    session.close();

    const repeatedlyLost = sessionOf({ onFrame: () => granted.at(-1)!.getTracks()[0]!.stop() });
    expect(await errorCodeOf(repeatedlyLost.session.capture(off))).to.equal('camera/ended');
    repeatedlyLost.session.close();
  });

  it('reports another camera after an interruption, and rejects with camera/changed if movements were to be done', async () => {
    const replaceDevices = () => {
      let opened = 0;
      replaceGetUserMedia(async () => {
        const stream = canvasStream();
        const deviceId = `device-${++opened}`;
        stream.getVideoTracks()[0]!.getSettings = () => ({ deviceId });
        return stream;
      });
    };
    const unplugFirst = () => {
      let frames = 0;
      return sessionOf({
        onFrame: () => {
          if (++frames === 2) granted.at(-1)!.getTracks()[0]!.stop();
        },
      }).session;
    };
    replaceDevices();
    const passive = unplugFirst();
    expect((await passive.capture(off)).flags.cameraChanged).to.equal(true);
    passive.close();
    replaceDevices();
    const active = unplugFirst();
    const challenge = Promise.resolve(['left', 'up', 'closer'] as const);
    expect(await errorCodeOf(active.capture({ level: 'active', challenge }))).to.equal('camera/changed');
    active.close();
  });

  it('rejects with ceremony/aborted and stops the camera at any time of an abort', async () => {
    for (const abortAtFrame of [0, 1, 3]) {
      replaceGetUserMedia(async () => canvasStream());
      const controller = new AbortController();
      let frames = 0;
      const { session } = sessionOf({
        signal: controller.signal,
        onFrame: () => {
          if (++frames === abortAtFrame) controller.abort();
        },
      });
      const capturing = errorCodeOf(session.capture(off));
      if (abortAtFrame === 0) controller.abort();
      expect(await capturing).to.equal('ceremony/aborted');
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(liveTracks()).to.have.lengthOf(0);
    }
  });

  it('announces the permission while a registered camera does not answer, also when it opens again', async () => {
    let answer = () => {};
    registerCamera('asking', async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      const stream = canvasStream();
      return { stream, close: () => stream.getTracks()[0]!.stop() };
    });
    const { session, steps } = sessionOf({ camera: 'asking:' });
    for (const expected of [['permission'], ['permission', 'capture', 'permission']]) {
      const opening = session.warmUp();
      await waitUntil(() => steps.length === expected.length);
      expect(steps).to.deep.equal(expected);
      answer();
      await opening;
      await session.capture(off);
    }
    session.close();
  });

  it('asks for the camera again after a failure', async () => {
    replaceGetUserMedia(() => Promise.reject(new DOMException('', 'NotReadableError')));
    const { session } = sessionOf();
    expect(await errorCodeOf(session.warmUp())).to.equal('camera/in-use');
    replaceGetUserMedia(async () => canvasStream());
    await session.warmUp();
    session.close();
  });
});
