import { expect } from '@open-wc/testing';
import { createVision, type Vision } from '../../src/vision/client.ts';

const assetsBase = new URL('/dist/assets/', location.href);

/** One picture for each way in which decoding, colour or size may part the engines. */
const pictures = [
  'ada-front',
  'ada-noisy',
  'ada-small',
  'ada-turned',
  'bruno-front',
  'bruno-interlaced',
  'bruno-side-light',
  'bruno-upright',
  'chidi-dim',
  'chidi-front',
  'chidi-near',
  'chidi-sixteen-bit',
  'dewi-front',
  'dewi-grey',
  'dewi-tilted',
  'elif-alpha',
  'elif-front',
  'elif-wide-gamut',
  'femi-front',
  'femi-large',
];

/** The same file through Node's decoder and onnxruntime-node, worked out while the test runs. */
async function inNode(path: string): Promise<number[]> {
  const response = await fetch(`/embedded-in-node${path}`);
  expect(response.status, await response.clone().text()).to.equal(200);
  return response.json();
}

async function here(vision: Vision, path: string): Promise<Float32Array> {
  const bitmap = await createImageBitmap(await (await fetch(path)).blob());
  return (await vision.observe(bitmap, { embed: true })).embedding!;
}

describe('the pipeline', function () {
  this.timeout(120_000);
  let vision: Vision;
  before(async () => {
    vision = await createVision({ assetsBase });
  });
  after(() => vision.close());

  for (const name of pictures) {
    it(`embeds ${name}.png here as in Node`, async () => {
      const path = `/test/fixtures/faces/${name}.png`;
      const [ours, theirs] = [await here(vision, path), await inNode(path)];
      const cosine = ours.reduce((sum, value, i) => sum + value * theirs[i]!, 0);
      expect(cosine).to.be.at.least(0.999);
    });
  }
});
