import { expect } from '@open-wc/testing';
import { RecognizeError } from '../../src/errors.ts';
import { createVision } from '../../src/vision/client.ts';
import { simulatedCamera } from '../support/simulated-camera.ts';

const assetsBase = new URL('/dist/assets/', location.href);

async function frameOf(stream: MediaStream): Promise<ImageBitmap> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  return createImageBitmap(video);
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    expect(error).to.be.instanceOf(RecognizeError);
    return (error as RecognizeError).code;
  }
}

describe('vision', function () {
  this.timeout(120_000);

  it('sees a simulated person, and knows them again from another frame', async () => {
    const progress: number[] = [];
    const vision = await createVision({
      assetsBase,
      onProgress: ({ loaded, total }) => progress.push(loaded / total),
    });
    expect(progress.at(-1)).to.equal(1);
    expect(vision.diagnostics).to.include({ execution: 'wasm', requested: 'auto', threads: 1 });
    const camera = await simulatedCamera('ada');
    const first = await vision.observe(await frameOf(camera.stream), { embed: true });
    const second = await vision.observe(await frameOf(camera.stream), { embed: true });
    camera.close();
    expect(first.faces).to.equal(1);
    expect(first.face!.box.width).to.be.within(80, 400);
    const cosine = first.embedding!.reduce((sum, value, i) => sum + value * second.embedding![i]!, 0);
    expect(cosine).to.be.above(0.8);
    vision.close();
    expect(
      await codeOf(vision.observe(await createImageBitmap(new ImageData(8, 8)), { embed: false })),
    ).to.equal('ceremony/aborted');
  });

  it('gives the waiting place to the newest frame', async () => {
    const vision = await createVision({ assetsBase });
    const blank = () => createImageBitmap(new ImageData(64, 64));
    const frames = [await blank(), await blank(), await blank()];
    const [first, second, third] = frames.map((frame) => codeOf(vision.observe(frame, { embed: false })));
    expect(await Promise.all([first, second, third])).to.deep.equal(['none', 'ceremony/aborted', 'none']);
    vision.close();
  });

  it('falls back from WebGPU with a reason', async () => {
    localStorage.setItem('recognize-elements:webgpu-starting', 'yes');
    const vision = await createVision({ assetsBase, execution: 'webgpu' });
    localStorage.removeItem('recognize-elements:webgpu-starting');
    expect(vision.diagnostics).to.include({ execution: 'wasm', requested: 'webgpu' });
    expect(vision.diagnostics.fallbackReason).to.contain('the last time');
    vision.close();
  });

  it('names what is wrong with the assets', async () => {
    const manifest = await (await fetch(new URL('models/manifest.json', assetsBase))).json();
    const withDetector = (change: object) => {
      const models = new URL('models/', assetsBase);
      const file = (net: { file: string }) => ({ ...net, file: new URL(net.file, models).href });
      const set = {
        ...manifest,
        detector: { ...file(manifest.detector), ...change },
        embedder: file(manifest.embedder),
      };
      return URL.createObjectURL(new Blob([JSON.stringify(set)], { type: 'application/json' }));
    };
    const table: [string, Parameters<typeof createVision>[0]][] = [
      ['assets/not-found', { assetsBase: new URL('/nowhere/', location.href) }],
      ['assets/not-found', { assetsBase, manifestUrl: '/nowhere/manifest.json' }],
      ['models/manifest-invalid', { assetsBase, manifestUrl: '/package.json' }],
      ['models/manifest-invalid', { assetsBase, manifestUrl: '/LICENSE' }],
      ['assets/hash-mismatch', { assetsBase, manifestUrl: withDetector({ sha256: '0'.repeat(64) }) }],
      ['ceremony/aborted', { assetsBase, signal: AbortSignal.abort() }],
    ];
    for (const [code, options] of table) expect(await codeOf(createVision(options)), code).to.equal(code);
  });
});
