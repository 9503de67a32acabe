import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildBench } from './build.ts';
import { measureMatching } from './matching/measure.ts';
import { measureTiming } from './timing.ts';
import { measureVision } from './vision.ts';

/**
 * Speed and size as figures, on this machine, in real Chromium: npm run bench -- [--only matching|timing|vision] [--json FILE] [--data FOLDER].
 * With the data folder the accuracy of the shipped operating point too.
 */
const parts = ['matching', 'timing', 'vision'] as const;
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    json: { type: 'string' },
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
  },
});
if (values.only !== undefined && !parts.some((part) => part === values.only))
  throw new Error(`--only is one of ${parts.join(', ')}`);
const wanted = (part: (typeof parts)[number]) => values.only === undefined || values.only === part;

/** tarFloat1e4, tarBits1e4, farCrafted of the manifest's operating point, by the command that chose it. */
function accuracy(): Record<string, unknown> {
  if (!existsSync(join(values.data, 'faces'))) {
    console.error(`No pictures at ${values.data}: the accuracy is left out.`);
    return { tarFloat1e4: null, tarBits1e4: null, farCrafted: null };
  }
  const file = join(mkdtempSync(join(tmpdir(), 'recognize-accuracy-')), 'accuracy.json');
  const script = fileURLToPath(new URL('accuracy.ts', import.meta.url));
  const given = ['--data', values.data, '--manifest', values.manifest, '--shipped', '--json', file];
  const run = spawnSync(process.execPath, ['--import', 'tsx', script, ...given], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (run.status !== 0) throw new Error('the accuracy could not be measured');
  const { tarFloat1e4, tarBits1e4, farCrafted } = JSON.parse(readFileSync(file, 'utf8')).matching;
  return { tarFloat1e4, tarBits1e4, farCrafted };
}

const folder = await buildBench();
const report: Record<string, unknown> = {};
const more: Record<string, unknown> = {};
try {
  if (wanted('matching')) {
    const measured = await measureMatching(folder, values.manifest);
    report.matching = { ...measured.figures, ...accuracy() };
    more.matching = measured.more;
  }
  if (wanted('timing')) report.timing = await measureTiming(folder, values.manifest);
  if (wanted('vision')) report.vision = await measureVision(folder, values.manifest, values.data);
} finally {
  rmSync(folder, { recursive: true });
}
for (const [part, figures] of Object.entries(report)) {
  console.log(`\n${part}`);
  console.table({ ...(figures as object), ...(more[part] as object) });
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
