import { expect } from '@open-wc/testing';
import { openCamera } from '../../src/capture/camera.ts';
import { registerCamera } from '../../src/capture/camera-sources.ts';
import { openSimulatedCamera } from '../../src/simulated-camera/simulated-camera.ts';
import { errorCodeOf, errorOf } from '../support/error-code.ts';
import { simulatedCamera } from '../support/simulated-camera.ts';
import { waitUntil } from './wait-until.ts';

type Entry = typeof import('../../src/simulated-camera/index.ts');

/** The entry of the last build. */
const builtEntry = (): Promise<Entry> => import(new URL('/dist/simulated-camera.js', location.href).href);

async function play(stream: MediaStream): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  return video;
}

function readPixels(video: HTMLVideoElement): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d')!;
  context.drawImage(video, 0, 0, 64, 48);
  return context.getImageData(0, 0, 64, 48).data;
}

const meanDifference = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

const stateOf = (stream: MediaStream) => stream.getVideoTracks()[0]!.readyState;

describe('simulated camera', function () {
  this.timeout(120_000);

  it('streams moving images of 640 × 480 that follow perform', async () => {
    const camera = await simulatedCamera('ada');
    const video = await play(camera.stream);
    expect([video.videoWidth, video.videoHeight]).to.deep.equal([640, 480]);
    expect(camera.simulated).to.equal(true);
    const before = readPixels(video);
    await waitUntil(() => meanDifference(before, readPixels(video)) > 0.1);
    camera.perform('near');
    await waitUntil(() => meanDifference(before, readPixels(video)) > 8);
    camera.close();
    expect(stateOf(camera.stream)).to.equal('ended');
  });

  it('opens from the built entry, through registerCamera and openCamera', async () => {
    const entry = await builtEntry();
    expect(entry.simulatedNames).to.include('ada');
    registerCamera('simulated', entry.simulatedCamera);
    const camera = await openCamera({ camera: 'simulated:bruno' });
    expect(camera).to.include({ label: 'simulated:bruno', simulated: true, mirrored: true });
    camera.perform?.('left');
    camera.close();
    expect(stateOf(camera.stream)).to.equal('ended');
    const opening = openCamera({ camera: 'simulated:zoe' });
    expect(await errorCodeOf(opening)).to.equal('usage/invalid-attribute');
  });

  it('rejects with usage/invalid-attribute and all names for an unknown name', async () => {
    const error = await errorOf(simulatedCamera('zoe'));
    expect(error?.code).to.equal('usage/invalid-attribute');
    expect(error?.detail).to.contain('ada, bruno, chidi, dewi, elif, femi');
  });

  it('throws usage/invalid-property for an unknown movement', async () => {
    const camera = await simulatedCamera('ada');
    expect(() => camera.perform('jump' as never))
      .to.throw()
      .with.property('code', 'usage/invalid-property');
    camera.close();
  });

  it('ends its track, with an event except in Firefox, when the signal aborts', async () => {
    const controller = new AbortController();
    const camera = await simulatedCamera('seed-5', controller.signal);
    let events = 0;
    camera.stream.getVideoTracks()[0]!.addEventListener('ended', () => events++);
    controller.abort();
    expect(stateOf(camera.stream)).to.equal('ended');
    expect(events).to.equal(navigator.userAgent.includes('Firefox') ? 0 : 1);
  });

  it('rejects with ceremony/aborted when the signal is aborted before or while it opens', async () => {
    const aborted = simulatedCamera('ada', AbortSignal.abort());
    expect(await errorCodeOf(aborted)).to.equal('ceremony/aborted');
    const controller = new AbortController();
    const opening = errorCodeOf(simulatedCamera('ada', controller.signal));
    controller.abort();
    expect(await opening).to.equal('ceremony/aborted');
  });

  it('rejects with assets/not-found when its worker is missing', async () => {
    const missing = new URL('/nowhere/simulated-camera.worker.js', location.href);
    const opening = openSimulatedCamera('ada', new AbortController().signal, missing);
    expect(await errorCodeOf(opening)).to.equal('assets/not-found');
  });
});
