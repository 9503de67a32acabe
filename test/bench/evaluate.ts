import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readManifest } from '../../src/manifest/parse.ts';
import { createNodeVision, type NodeVision } from '../../src/vision/node.ts';
import { type CropMode, embedAll, embedArchives } from './accuracy/embeddings.ts';
import { measureCapture } from './evaluate/capture.ts';
import { detectionFigures, measureEndToEnd, type Tally, tallyDetection } from './evaluate/detection.ts';
import { measureFairness } from './evaluate/fairness.ts';
import { measureOtherViews } from './evaluate/other-views.ts';
import { measureOverlap } from './evaluate/overlap.ts';
import { sources } from './evaluate/pictures.ts';
import { groupPlot, rocPlot } from './evaluate/plots.ts';
import { measureQuality } from './evaluate/quality.ts';
import { measureQualityByGroup } from './evaluate/quality-by-group.ts';
import { measureGroups, measureRecognition } from './evaluate/recognition.ts';
import { referenceManifest } from './evaluate/reference.ts';
import { measureRotated } from './evaluate/rotated.ts';
import { measureSimulated } from './evaluate/simulated.ts';

/**
 * Measures the figures of the model card (models/README.md) with the shipped pipeline:
 *
 *   npm run models:eval -- --data ../shared/data [--only lfw] [--json FILE] [--plots FOLDER]
 *
 * Without `--only` all parts are measured, which takes 20 to 60 minutes.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    only: { type: 'string' },
    json: { type: 'string' },
    plots: { type: 'string' },
  },
});
const { data, manifest } = values;
if (!existsSync(join(data, 'faces'))) {
  throw new Error(`${data} has no folder "faces": set the data folder with --data or RECOGNIZE_DATA.`);
}
const set = readManifest(readFileSync(manifest, 'utf8'));

const parts: Readonly<Record<string, () => Promise<Record<string, unknown>>>> = {
  bytes: async () => ({ bytes: { detect: set.detector.bytes, embed: set.embedder.bytes } }),
  async lfw() {
    const measure = async (mode: CropMode) =>
      measureRecognition(await embedAll(manifest, set.embedder, data, 3, mode), data);
    const { roc, ...rates } = await measure('single');
    writePlot('roc', rocPlot(roc));
    const { lfw, allPairs } = await measure('mirrored');
    return { ...rates, mirrored: { ...lfw, all1e3: allPairs.tmr1e3, all1e4: allPairs.tmr1e4 } };
  },
  async overlap() {
    const { isAbsent, ...overlap } = await measureOverlap(data);
    const embedded = await embedAll(manifest, set.embedder, data, 3, 'single');
    const apart = measureRecognition(embedded, data, isAbsent);
    return { overlap, lfwApart: apart.lfw, allPairsApart: apart.allPairs };
  },
  async detect() {
    const [ours, reference] = [await createNodeVision(manifest), await openReference()];
    const tallies: Record<string, Tally> = {};
    for (const [name, read] of Object.entries(sources(data)))
      tallies[name] = await tallyDetection(ours, reference, read());
    const detectSets = Object.fromEntries(
      Object.entries(tallies).map(([name, tally]) => [name, detectionFigures([tally])]),
    );
    return { detect: detectionFigures(Object.values(tallies)), detectSets };
  },
  async rotated() {
    return { rotated: await measureRotated(await createNodeVision(manifest), await openReference(), data) };
  },
  async endToEnd() {
    const [ours, reference] = [await createNodeVision(manifest), await openReference()];
    const endToEnd = {
      tmr1e3: await measureEndToEnd(ours, reference, data),
      tmr1e3Yunet: await measureEndToEnd(reference, reference, data),
      ownTmr1e3: await measureEndToEnd(ours, ours, data),
      ownTmr1e3Yunet: await measureEndToEnd(reference, ours, data),
    };
    return { endToEnd };
  },
  async groups() {
    const utkFace = { archives: ['utkface_aligned112_q75.tar.gz'], step: 2 };
    const { names, mirrored } = await embedArchives(manifest, set.embedder, data, utkFace);
    const groups = await measureGroups(set, names, mirrored);
    writePlot('groups', groupPlot(groups));
    return { groups };
  },
  async fairness() {
    const embedded = await embedAll(manifest, set.embedder, data, 3, 'mirrored');
    const { shipped, ...rest } = await measureFairness(set, manifest, data, embedded);
    const { groups: groupsFairFace, ...rates } = shipped;
    return { ...rates, groupsFairFace, ...rest };
  },
  async capture() {
    return { capture: await measureCapture(await createNodeVision(manifest), data) };
  },
  async quality() {
    const vision = await createNodeVision(manifest);
    const { issues, yaw, badViews, ...rest } = await measureQuality(vision, data);
    const { goodByIssue, goodByGroup, badByKind, badByDefect, ...views } = badViews;
    const qualityByGroup = await measureQualityByGroup(data);
    const tables = { issues, yaw, goodByIssue, goodByGroup, badByKind, badByDefect, qualityByGroup };
    return { quality: { ...rest, ...views }, ...tables };
  },
  async otherViews() {
    return { otherViews: await measureOtherViews(await createNodeVision(manifest), data) };
  },
  async simulated() {
    return { simulated: await measureSimulated(await createNodeVision(manifest)) };
  },
};

const { only } = values;
if (only !== undefined && parts[only] === undefined) {
  throw new Error(`--only: expected one of ${Object.keys(parts).join(', ')}`);
}
const report: Record<string, unknown> = {};
for (const [name, measure] of Object.entries(parts)) {
  if (only !== undefined && only !== name) continue;
  for (const [title, rows] of Object.entries(await measure())) {
    report[title] = rows;
    console.log(`\n${title}`);
    if (typeof rows === 'string') console.log(rows);
    else console.table(rows);
  }
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);

function writePlot(name: string, svg: string): void {
  if (values.plots === undefined) return;
  mkdirSync(values.plots, { recursive: true });
  writeFileSync(join(values.plots, `${name}.svg`), svg);
}

async function openReference(): Promise<NodeVision> {
  const path = join(mkdtempSync(join(tmpdir(), 'recognize-reference-')), 'manifest.json');
  writeFileSync(path, JSON.stringify(await referenceManifest(data)));
  return createNodeVision(path, { modelsFolder: join(data, 'models') });
}
