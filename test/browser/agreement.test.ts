import { expect } from '@open-wc/testing';
import { createVision, type Vision } from '../../src/vision/client.ts';
import { cosine } from '../support/cosine.ts';

const assetsBase = new URL('/dist/assets/', location.href);

/** Fixtures that differ in format, color or size, where decoding in browsers and in Node may differ. */
const pictures = [
  'ada-front',
  'ada-noisy',
  'ada-small',
  'ada-yaw',
  'bruno-front',
  'bruno-interlaced',
  'bruno-side-light',
  'bruno-upright',
  'chidi-dim',
  'chidi-front',
  'chidi-near',
  'chidi-sixteen-bit',
  'dewi-front',
  'dewi-gray',
  'dewi-roll',
  'elif-alpha',
  'elif-front',
  'elif-wide-gamut',
  'femi-front',
  'femi-large',
];

/** The embedding of a file by Node's decoder and onnxruntime-node, computed by the test server on request. */
async function embedInNode(path: string): Promise<number[]> {
  const response = await fetch(`/embedded-in-node${path}`);
  expect(response.status, await response.clone().text()).to.equal(200);
  return response.json();
}

async function embedInBrowser(vision: Vision, path: string): Promise<Float32Array> {
  const bitmap = await createImageBitmap(await (await fetch(path)).blob());
  return (await vision.observe(bitmap, { embed: true })).embedding!;
}

describe('vision in this browser', function () {
  this.timeout(120_000);
  let vision: Vision;
  before(async () => {
    vision = await createVision({ assetsBase });
  });
  after(() => vision.close());

  for (const name of pictures) {
    it(`embeds ${name}.png with a cosine of at least 0.999 to Node`, async () => {
      const path = `/test/fixtures/faces/${name}.png`;
      const [inBrowser, inNode] = [await embedInBrowser(vision, path), await embedInNode(path)];
      expect(cosine(inBrowser, inNode)).to.be.at.least(0.999);
    });
  }
});
