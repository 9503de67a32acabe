import { expect } from '@open-wc/testing';
import { openSimulatedCamera } from '../../src/simulated-camera/simulated-camera.ts';

// The worker of the last build, as everywhere.
const assetsBase = new URL('../../dist/assets/', import.meta.url);

async function play(stream: MediaStream): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  return video;
}

function pixels(video: HTMLVideoElement): Uint8ClampedArray {
  const canvas = new OffscreenCanvas(64, 48);
  const context = canvas.getContext('2d')!;
  context.drawImage(video, 0, 0, 64, 48);
  return context.getImageData(0, 0, 64, 48).data;
}

const difference = (a: Uint8ClampedArray, b: Uint8ClampedArray) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]!), 0) / a.length;

/** Waits until `holds`, at most 20 seconds. */
async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it never came true');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe('simulated camera', function () {
  this.timeout(60_000);

  it('streams moving pictures of 640 × 480 that follow what is asked', async () => {
    const camera = await openSimulatedCamera({ person: 'ada', assetsBase });
    const video = await play(camera.stream);
    expect([video.videoWidth, video.videoHeight]).to.deep.equal([640, 480]);
    expect(camera.simulated).to.equal(true);
    const before = pixels(video);
    await until(() => difference(before, pixels(video)) > 0.1);
    camera.ask('near');
    await until(() => difference(before, pixels(video)) > 8);
    camera.close();
    expect(camera.stream.getVideoTracks()[0]!.readyState).to.equal('ended');
  });

  it('knows nobody of another name, and says who there is', async () => {
    const error = await openSimulatedCamera({ person: 'zoe', assetsBase }).catch((thrown) => thrown);
    expect(error.code).to.equal('camera/none');
    expect(error.detail).to.contain('ada, bruno, chidi, dewi, elif, femi');
  });

  it('ends with its signal', async () => {
    const controller = new AbortController();
    const camera = await openSimulatedCamera({ person: 'seed-5', assetsBase, signal: controller.signal });
    controller.abort();
    expect(camera.stream.getVideoTracks()[0]!.readyState).to.equal('ended');
    const late = await openSimulatedCamera({ person: 'ada', assetsBase, signal: controller.signal }).catch(
      (e) => e,
    );
    expect(late.code).to.equal('ceremony/aborted');
  });

  it('says that its worker is not there', async () => {
    const elsewhere = new URL('nowhere/', assetsBase);
    const error = await openSimulatedCamera({ person: 'ada', assetsBase: elsewhere }).catch(
      (thrown) => thrown,
    );
    expect(error.code).to.equal('assets/not-found');
  });
});
