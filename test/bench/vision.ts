import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
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
 * Times our nets, those of another manifest, and those of the data folder if it exists, in one run of Chromium.
 *
 * @param folder a build of the benches
 * @param compared another manifest
 * @returns median milliseconds per net
 */
export async function measureVision(
  folder: string,
  manifest: string,
  data: string,
  compared: string | undefined,
) {
  let publishedCount = 0;
  /** Publishes a net in the folder. */
  const net = (path: string, { name, width, height }: Pick<NetInput, 'name' | 'width' | 'height'>): Net => {
    const file = `timed-${publishedCount++}.onnx`;
    copyFileSync(path, join(folder, 'assets', 'models', file));
    return { url: `/assets/models/${file}`, input: name, width, height };
  };
  const netsOf = (path: string, detectKey: string, embedKey: string): [string, Net][] => {
    const { detector, embedder } = readManifest(readFileSync(path, 'utf8'));
    return [
      [detectKey, net(resolve(dirname(path), detector.file), detector.input)],
      [embedKey, net(resolve(dirname(path), embedder.file), embedder.input)],
    ];
  };
  const nets = netsOf(manifest, 'detectMs', 'embedMs');
  if (compared !== undefined) nets.push(...netsOf(compared, 'comparedDetectMs', 'comparedEmbedMs'));
  for (const [key, file, side] of referenceNets) {
    const path = resolve(data, 'models', file);
    if (existsSync(path)) nets.push([key, net(path, { name: 'input', width: side, height: side })]);
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
