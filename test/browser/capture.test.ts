import { expect } from '@open-wc/testing';
import { type Camera, openCamera } from '../../src/capture/camera.ts';
import { readFrames } from '../../src/capture/frames.ts';
import { openCaptureSession } from '../../src/capture/session.ts';
import type { Vision } from '../../src/vision/client.ts';
import type { Observation } from '../../src/vision/types.ts';
import { errorCodeOf } from '../support/error-code.ts';

const assetsBase = new URL('../../dist/assets/', import.meta.url);
const forever = new AbortController().signal;

/** Every stream that a test opens through `getUserMedia`, so that none is left running. */
const granted: MediaStream[] = [];
const live = () =>
  granted.flatMap((stream) => stream.getTracks()).filter(({ readyState }) => readyState === 'live');

/** A camera like any other, drawn on a canvas; Firefox has no fake device. */
function drawnStream(colourOf = (count: number) => `hsl(${count} 80% 50%)`): MediaStream {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const context = canvas.getContext('2d')!;
  const stream = canvas.captureStream(30);
  let count = 0;
  const timer = setInterval(() => {
    if (stream.getTracks().every(({ readyState }) => readyState === 'ended')) clearInterval(timer);
    count += 7;
    context.fillStyle = colourOf(count);
    context.fillRect(0, 0, 320, 240);
  }, 30);
  granted.push(stream);
  return stream;
}

const real = navigator.mediaDevices.getUserMedia;
const replace = (getUserMedia: () => Promise<MediaStream>) => {
  navigator.mediaDevices.getUserMedia = getUserMedia;
};

/** Sees one good face in every frame. */
const vision = (onFrame: () => void = () => {}): Vision => {
  const embedding = new Float32Array(256).fill(1 / 16);
  const at = { x: 160, y: 120 };
  return {
    center: new Float32Array(256),
    async observe(frame, { embed }): Promise<Observation> {
      onFrame();
      frame.close();
      return {
        width: 320,
        height: 240,
        faces: 1,
        rivals: 0,
        face: { box: { x: 100, y: 60, width: 100, height: 120 }, points: [at, at, at, at, at], score: 1 },
        quality: {
          size: 60,
          sharpness: 1,
          exposure: 0.5,
          contrast: 0.2,
          yaw: 0,
          pitch: 0,
          roll: 0,
          eyeTilt: 0,
          cutOff: 0,
          issues: [],
        },
        timings: { detectMs: 0, embedMs: 0 },
        ...(embed ? { embedding: embedding.slice() } : {}),
      };
    },
  } as Vision;
};

function sessionOf(options: { signal?: AbortSignal; onFrame?: () => void } = {}) {
  const cameras: (Camera | undefined)[] = [];
  const steps: string[] = [];
  const session = openCaptureSession({
    camera: 'user',
    assetsBase,
    signal: options.signal ?? forever,
    vision: async () => vision(options.onFrame),
    onStep: (step) => steps.push(step),
    onHint: () => {},
    onCamera: (camera) => cameras.push(camera),
  });
  return { session, cameras, steps };
}

afterEach(() => {
  navigator.mediaDevices.getUserMedia = real;
  expect(live()).to.have.lengthOf(0);
  granted.length = 0;
});

describe('frames of a stream', function () {
  this.timeout(30_000);

  it('are new ones, of the size of the stream', async () => {
    const stream = drawnStream();
    const frames = readFrames(stream);
    for (let i = 0; i < 5; i++) {
      const frame = await frames.next(forever);
      expect([frame.width, frame.height]).to.deep.equal([320, 240]);
      frame.close();
    }
    frames.close();
    for (const track of stream.getTracks()) track.stop();
  });

  it('say how bright they are', async () => {
    for (const [colour, luma] of [
      ['#000', 0],
      ['#808080', 0.5],
      ['#fff', 1],
    ] as const) {
      const stream = drawnStream(() => colour);
      const frames = readFrames(stream);
      for (let i = 0; i < 3; i++) (await frames.next(forever)).close();
      expect(frames.brightness()).to.be.closeTo(luma, 0.06);
      frames.close();
      for (const track of stream.getTracks()) track.stop();
    }
  });

  it('end when the track ends, before or while one waits', async () => {
    const stream = drawnStream();
    const frames = readFrames(stream);
    (await frames.next(forever)).close();
    const [track] = stream.getTracks();
    track!.stop();
    expect(await errorCodeOf(frames.next(forever))).to.equal('camera/ended');
    frames.close();
  });

  it('end when the wait is aborted', async () => {
    const still = document.createElement('canvas').captureStream(0);
    const frames = readFrames(still);
    const controller = new AbortController();
    const waiting = errorCodeOf(frames.next(controller.signal));
    setTimeout(() => controller.abort(), 50);
    expect(await waiting).to.equal('ceremony/aborted');
    frames.close();
    for (const track of still.getTracks()) track.stop();
  });

  it('that do not come are a stalled camera', async () => {
    const still = document.createElement('canvas').captureStream(0);
    const frames = readFrames(still, 400);
    expect(await errorCodeOf(frames.next(forever))).to.equal('camera/stalled');
    frames.close();
    for (const track of still.getTracks()) track.stop();
  });
});

describe('a camera', function () {
  this.timeout(60_000);

  it('is given back when it is closed', async () => {
    replace(async () => drawnStream());
    const camera = await openCamera({ camera: 'user', assetsBase });
    expect([camera.simulated, camera.mirrored, live().length]).to.deep.equal([false, true, 1]);
    camera.close();
    camera.close();
  });

  it('that is granted after the abort is given back at once', async () => {
    let grant = () => {};
    replace(() => new Promise((resolve) => (grant = () => resolve(drawnStream()))));
    const controller = new AbortController();
    const opening = errorCodeOf(openCamera({ camera: 'user', assetsBase, signal: controller.signal }));
    controller.abort();
    expect(await opening).to.equal('ceremony/aborted');
    grant();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(granted).to.have.lengthOf(1);
  });

  it('that is exchanged for a better one when the run is aborted is given back, and the run ends', async () => {
    replace(async () => {
      const stream = drawnStream();
      Object.defineProperty(stream.getVideoTracks()[0], 'label', { value: 'Infra-red camera' });
      return stream;
    });
    const controller = new AbortController();
    const { enumerateDevices } = navigator.mediaDevices;
    navigator.mediaDevices.enumerateDevices = async () => {
      controller.abort();
      return [{ kind: 'videoinput', deviceId: 'other', label: 'Front camera' } as MediaDeviceInfo];
    };
    const opening = openCamera({ camera: 'user', assetsBase, signal: controller.signal });
    expect(await errorCodeOf(opening)).to.equal('ceremony/aborted');
    expect(live()).to.deep.equal([]);
    navigator.mediaDevices.enumerateDevices = enumerateDevices;
  });

  it('that is refused says why', async () => {
    for (const [name, code] of [
      ['NotFoundError', 'camera/none'],
      ['NotReadableError', 'camera/in-use'],
    ] as const) {
      replace(() => Promise.reject(new DOMException('', name)));
      expect(await errorCodeOf(openCamera({ camera: 'user', assetsBase }))).to.equal(code);
    }
  });

  it('can be a drawn person, and nobody else under an unknown name', async () => {
    const camera = await openCamera({ camera: 'simulated:ada', assetsBase });
    granted.push(camera.stream);
    expect([camera.simulated, live().length]).to.deep.equal([true, 1]);
    camera.close();
    for (const name of ['nobody', ''])
      expect(await errorCodeOf(openCamera({ camera: `simulated:${name}`, assetsBase }))).to.equal(
        'camera/none',
      );
  });
});

describe('the captures of a run', function () {
  this.timeout(30_000);

  it('share one camera, which is given back at the end', async () => {
    replace(async () => drawnStream());
    const { session, cameras, steps } = sessionOf();
    await session.warmUp();
    await session.warmUp();
    for (let i = 0; i < 2; i++) expect(Math.hypot(...(await session.capture()))).to.be.closeTo(1, 1e-5);
    expect(granted).to.have.lengthOf(1);
    session.close();
    session.close();
    expect(steps).to.deep.equal(['permission', 'capture', 'capture']);
    expect(cameras.map((camera) => camera !== undefined)).to.deep.equal([true, false]);
  });

  it('open a camera anew that was taken away, once', async () => {
    replace(async () => drawnStream());
    let frames = 0;
    const { session, cameras } = sessionOf({
      onFrame: () => {
        if (++frames === 2) for (const track of granted[0]!.getTracks()) track.stop();
      },
    });
    await session.capture();
    expect(granted).to.have.lengthOf(2);
    expect(cameras.map((camera) => camera !== undefined)).to.deep.equal([true, false, true]);
    session.close();

    const lost = sessionOf({ onFrame: () => granted.at(-1)!.getTracks()[0]!.stop() });
    expect(await errorCodeOf(lost.session.capture())).to.equal('camera/ended');
    lost.session.close();
  });

  it('end with the run, whatever they were at', async () => {
    for (const frame of [0, 1, 3]) {
      replace(async () => drawnStream());
      const controller = new AbortController();
      let frames = 0;
      const { session } = sessionOf({
        signal: controller.signal,
        onFrame: () => {
          if (++frames === frame) controller.abort();
        },
      });
      const capturing = errorCodeOf(session.capture());
      if (frame === 0) controller.abort();
      expect(await capturing).to.equal('ceremony/aborted');
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(live()).to.have.lengthOf(0);
    }
  });

  it('ask again for a camera that was refused', async () => {
    replace(() => Promise.reject(new DOMException('', 'NotReadableError')));
    const { session } = sessionOf();
    expect(await errorCodeOf(session.warmUp())).to.equal('camera/in-use');
    replace(async () => drawnStream());
    await session.warmUp();
    session.close();
  });
});
