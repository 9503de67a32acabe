import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readManifest } from '../../src/manifest/parse.ts';
import type { NetInput } from '../../src/manifest/types.ts';
import { launchChromium } from '../support/chromium.ts';
import { startServer } from './matching/measure.ts';
import { median, rounded } from './median.ts';
import type { Bench, Net } from './page/vision.ts';

const runs = 50;

/** Third-party nets of the data folder: key of the figure, file, side of the input in pixels. */
const referenceNets = [
  ['yunetMs', 'yunet_n.onnx', 320],
  ['reidMs', 'face-reid-0095.onnx', 128],
] as const;

/**
 * Times our nets, and those of the data folder if it exists, in one run of Chromium.
 *
 * @param folder a build of the benches
 * @returns median milliseconds per net
 */
export async function measureVision(folder: string, manifest: string, data: string) {
  const set = readManifest(readFileSync(manifest, 'utf8'));
  const net = (file: string, { name, width, height }: Pick<NetInput, 'name' | 'width' | 'height'>): Net => ({
    url: `/assets/models/${file}`,
    input: name,
    width,
    height,
  });
  const nets: [string, Net][] = [
    ['detectMs', net(set.detector.file, set.detector.input)],
    ['embedMs', net(set.embedder.file, set.embedder.input)],
  ];
  for (const [key, file, side] of referenceNets) {
    const path = resolve(data, 'models', file);
    if (!existsSync(path)) continue;
    copyFileSync(path, join(folder, 'assets', 'models', file));
    nets.push([key, net(file, { name: 'input', width: side, height: side })]);
  }
  const server = await startServer(folder, manifest);
  const chrome = await launchChromium();
  try {
    const page = await chrome.newPage();
    await page.goto(server.origin);
    await page.addScriptTag({ url: '/vision.js', type: 'module' });
    const json = JSON.stringify(nets.map(([, timedNet]) => timedNet));
    const times = (await page.evaluate(`window.bench.times(${json}, ${runs})`)) as Awaited<
      ReturnType<Bench['times']>
    >;
    return Object.fromEntries(nets.map(([key], i) => [key, rounded(median(times[i]!))]));
  } finally {
    await chrome.close();
    await server.close();
  }
}
