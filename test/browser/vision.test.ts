import { expect } from '@open-wc/testing';
import { createVision } from '../../src/vision/client.ts';
import { cosine } from '../support/cosine.ts';
import { errorCodeOf } from '../support/error-code.ts';
import { simulatedCamera } from '../support/simulated-camera.ts';

const assetsBase = new URL('/dist/assets/', location.href);

async function frameOf(stream: MediaStream): Promise<ImageBitmap> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  await video.play();
  return createImageBitmap(video);
}

describe('createVision', function () {
  this.timeout(120_000);

  it('returns a vision that detects a simulated person and embeds two frames similarly', async () => {
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
    expect(cosine(first.embedding!, second.embedding!)).to.be.above(0.8);
    vision.close();
    const frame = await createImageBitmap(new ImageData(8, 8));
    expect(await errorCodeOf(vision.observe(frame, { embed: false }))).to.equal('ceremony/aborted');
  });

  it('measures frames for liveness against earlier ones, until it forgets them', async () => {
    const vision = await createVision({ assetsBase });
    const camera = await simulatedCamera('bruno');
    const observe = async (reference: 'set' | 'compare') => {
      const frame = await frameOf(camera.stream);
      const { liveness } = await vision.observe(frame, {
        embed: false,
        liveness: { reference, passive: true },
      });
      return liveness!;
    };
    await observe('set');
    const { planarity, live, signals } = await observe('compare');
    // Nothing but noise and small movements lies between the two frames.
    expect(planarity!.residual).to.be.below(0.1);
    expect(live).to.be.within(0, 1);
    expect(signals.noise).to.be.at.least(0);
    await vision.forgetFrames();
    const after = await observe('compare');
    expect(after).not.to.have.property('planarity');
    expect(after.signals).to.deep.equal({ repeated: false });
    camera.close();
    vision.close();
  });

  it('replaces the pending frame by a newer one', async () => {
    const vision = await createVision({ assetsBase });
    const blankFrame = () => createImageBitmap(new ImageData(64, 64));
    const frames = [await blankFrame(), await blankFrame(), await blankFrame()];
    const [first, second, third] = frames.map((frame) =>
      errorCodeOf(vision.observe(frame, { embed: false })),
    );
    expect(await Promise.all([first, second, third])).to.deep.equal(['none', 'ceremony/aborted', 'none']);
    vision.close();
  });

  it('falls back from WebGPU to wasm with a reason', async () => {
    localStorage.setItem('recognize-elements:webgpu-starting', 'yes');
    const vision = await createVision({ assetsBase, execution: 'webgpu' });
    localStorage.removeItem('recognize-elements:webgpu-starting');
    expect(vision.diagnostics).to.include({ execution: 'wasm', requested: 'webgpu' });
    expect(vision.diagnostics.fallbackReason).to.contain('the last time');
    vision.close();
  });

  it('rejects with a code for each kind of wrong assets', async () => {
    const manifest = await (await fetch(new URL('models/manifest.json', assetsBase))).json();
    const withDetector = (change: object) => {
      const models = new URL('models/', assetsBase);
      const absoluteFile = (net: { file: string }) => ({ ...net, file: new URL(net.file, models).href });
      const set = {
        ...manifest,
        detector: { ...absoluteFile(manifest.detector), ...change },
        embedder: absoluteFile(manifest.embedder),
        liveness: absoluteFile(manifest.liveness),
      };
      return URL.createObjectURL(new Blob([JSON.stringify(set)], { type: 'application/json' }));
    };
    const cases: [string, Parameters<typeof createVision>[0]][] = [
      ['assets/not-found', { assetsBase: new URL('/nowhere/', location.href) }],
      ['assets/not-found', { assetsBase, manifestUrl: '/nowhere/manifest.json' }],
      ['models/manifest-invalid', { assetsBase, manifestUrl: '/package.json' }],
      ['models/manifest-invalid', { assetsBase, manifestUrl: '/LICENSE' }],
      ['assets/hash-mismatch', { assetsBase, manifestUrl: withDetector({ sha256: '0'.repeat(64) }) }],
      ['ceremony/aborted', { assetsBase, signal: AbortSignal.abort() }],
    ];
    for (const [code, options] of cases)
      expect(await errorCodeOf(createVision(options)), code).to.equal(code);
  });
});
