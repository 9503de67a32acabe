import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildBench } from './build.ts';
import { measureDatabase } from './database.ts';
import { type LoadReport, measureLoad } from './load.ts';
import { measureMatching } from './matching/measure.ts';
import { measureTiming } from './timing.ts';
import { measureVision } from './vision.ts';

// Speed and size on this machine, in Chromium: npm run bench -- [--only matching|timing|vision|database|load] [--json FILE] [--data FOLDER]. With
// the data folder also the accuracy of the operating point in the manifest. The database and the load are only measured with `--only`.
// --compare MANIFEST also times the nets of another set.

const parts = ['matching', 'timing', 'vision', 'database', 'load'] as const;
type Part = (typeof parts)[number];

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    compare: { type: 'string' },
  },
});
if (values.only !== undefined && !parts.some((part) => part === values.only))
  throw new Error(`--only: expected one of ${parts.join(', ')}`);
const selected = (part: Part) => values.only === undefined || values.only === part;

/** The accuracy of the manifest's operating point, measured by the command that chooses it (in a separate process). */
function measureAccuracy(): Record<string, unknown> {
  if (!existsSync(join(values.data, 'faces'))) {
    console.error(`No images in ${values.data}: the accuracy is not measured.`);
    return { tarFloat1e4: null, tarBits1e4: null, farCrafted: null };
  }
  const file = join(mkdtempSync(join(tmpdir(), 'recognize-accuracy-')), 'accuracy.json');
  const script = fileURLToPath(new URL('accuracy.ts', import.meta.url));
  const options = ['--data', values.data, '--manifest', values.manifest, '--shipped', '--json', file];
  const run = spawnSync(process.execPath, ['--import', 'tsx', script, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) throw new Error(`the measurement of the accuracy exited with ${run.status}`);
  const { tarFloat1e4, tarBits1e4, farCrafted } = JSON.parse(readFileSync(file, 'utf8')).matching;
  return { tarFloat1e4, tarBits1e4, farCrafted };
}

/** Written to the JSON file. */
const report: Partial<Record<Part | keyof LoadReport, object | null>> = {};
/** Only printed. */
const details: Partial<Record<Part, object>> = {};
if (values.only === 'database') report.database = await measureDatabase();
else if (values.only === 'load') {
  const measured = await measureLoad(values.manifest);
  Object.assign(report, measured.report);
  console.table(measured.details);
} else {
  const folder = await buildBench();
  try {
    if (selected('matching')) {
      const measured = await measureMatching(folder, values.manifest);
      report.matching = { ...measured.figures, ...measureAccuracy() };
      details.matching = measured.details;
    }
    if (selected('timing')) report.timing = await measureTiming(folder, values.manifest);
    if (selected('vision'))
      report.vision = await measureVision(folder, values.manifest, values.data, values.compare);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
for (const part of [...parts, 'starvation' as const].filter((name) => report[name] !== undefined)) {
  console.log(`\n${part}`);
  console.table(Array.isArray(report[part]) ? report[part] : { ...report[part], ...details[part as Part] });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
