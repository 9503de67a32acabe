import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ModelSet } from '../../src/manifest/types.ts';
import { createNodeVision } from '../../src/vision/node.ts';
import { embedAll, embedArchives } from './accuracy/embeddings.ts';
import { measureDetection, measureEndToEnd } from './evaluate/detection.ts';
import { measureGroups, measureRecognition } from './evaluate/recognition.ts';
import { referenceManifest } from './evaluate/reference.ts';

/**
 * Repeats the figures of the model card with the shipped pipeline: npm run models:eval -- --data ../shared/data [--only lfw] [--json FILE].
 * Parts: lfw (and all pairs), detect, endToEnd, groups, bytes.
 */
const parts = ['lfw', 'detect', 'endToEnd', 'groups', 'bytes'] as const;
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
});
if (values.only !== undefined && !parts.includes(values.only as (typeof parts)[number])) {
  throw new Error(`--only takes one of ${parts.join(', ')}`);
}
if (!existsSync(join(values.data, 'faces'))) {
  throw new Error(`No pictures at ${values.data}: name the folder by --data or RECOGNIZE_DATA.`);
}
const wanted = (part: (typeof parts)[number]) => values.only === undefined || values.only === part;
const set = JSON.parse(readFileSync(values.manifest, 'utf8')) as ModelSet;
const report: Record<string, unknown> = {};

if (wanted('bytes')) report.bytes = { detect: set.detector.bytes, embed: set.embedder.bytes };
if (wanted('lfw')) {
  Object.assign(
    report,
    measureRecognition(await embedAll(values.manifest, set.embedder, values.data, 3), values.data),
  );
}
if (wanted('detect') || wanted('endToEnd')) {
  const ours = await createNodeVision(values.manifest);
  const path = join(mkdtempSync(join(tmpdir(), 'recognize-reference-')), 'manifest.json');
  writeFileSync(path, JSON.stringify(await referenceManifest(values.data)));
  const reference = await createNodeVision(path, { modelsFolder: join(values.data, 'models') });
  if (wanted('detect')) {
    const archives = ['lfw_raw250_fold1.tar.gz', 'selfies_unsplash_1280.tar.gz'];
    report.detect = await measureDetection(ours, reference, values.data, archives);
  }
  if (wanted('endToEnd')) {
    report.endToEnd = {
      tar1e3: await measureEndToEnd(ours, reference, values.data),
      tar1e3Yunet: await measureEndToEnd(reference, reference, values.data),
    };
  }
}
if (wanted('groups')) {
  const { names, vectors } = await embedArchives(
    values.manifest,
    set.embedder,
    values.data,
    ['utkface_aligned112_q75.tar.gz'],
    2,
  );
  report.groups = await measureGroups(set, names, vectors);
}

for (const [part, figures] of Object.entries(report)) {
  console.log(`\n${part}`);
  console.table(figures);
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
