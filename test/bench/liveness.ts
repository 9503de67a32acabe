import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createNodeVision } from '../../src/vision/node.ts';
import { type ClipPlan, type Library, openClip, planClips } from './liveness/clips.ts';
import { withFigures } from './liveness/figures.ts';
import { type Half, halves } from './liveness/halves.ts';
import { loadPhotos, loadStudioFilm } from './liveness/material-library.ts';
import { measureClip } from './liveness/measure-clip.ts';
import { type ClipResult, reportOf } from './liveness/rates.ts';
import { measureRealPeople } from './liveness/real-people.ts';
import { measureSignals } from './liveness/signals.ts';
import { reasonTable, tuningTables } from './liveness/tables.ts';

/**
 * Measures how often the liveness check accepts attacks and refuses people (docs/liveness.md), with the shipped pipeline and rules:
 *
 *   npm run liveness:eval -- --data ../shared/data --json FILE [--docs docs/liveness.md]
 *
 * The attacks are rendered. `--docs` writes the figures into the page. With `--half tune` it prints the distributions that thresholds are chosen from, over the half of the material
 * that no reported figure comes from.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.RECOGNIZE_DATA ?? '../shared/data' },
    manifest: { type: 'string', default: 'models/manifest.json' },
    half: { type: 'string', default: 'report' },
    json: { type: 'string' },
    docs: { type: 'string' },
    /** Clips of each kind of attack. */
    attacks: { type: 'string', default: '50' },
    /** Clips of genuine simulated people, and of the man in the studio clip (reported half only). */
    genuine: { type: 'string', default: '72' },
    processes: { type: 'string', default: String(Math.min(4, availableParallelism())) },
    /** Set for the processes that do the work: number and count. */
    part: { type: 'string' },
  },
});
const half = values.half as Half;
if (!halves.includes(half)) throw new Error(`--half: expected one of ${halves.join(', ')}`);
if (!existsSync(join(values.data, 'faces'))) {
  throw new Error(`${values.data} has no folder "faces": set the data folder with --data or RECOGNIZE_DATA.`);
}

/** Sequences without `closer` of the man and of his mirror image. */
const STUDIO_CLIPS = 40;

/** Runs of each source of frames. */
const SIGNAL_RUNS = 20;

const plans = planClips(half, {
  attacks: Number(values.attacks),
  simulated: Number(values.genuine),
  studio: half === 'report' ? STUDIO_CLIPS : 0,
});

if (values.part === undefined) await runAll();
else await runPart(values.part);

async function runAll(): Promise<void> {
  const count = Number(values.processes);
  const results: ClipResult[] = [];
  const started = Date.now();
  const children = Array.from({ length: count }, (_, k) => {
    const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--part', `${k}/${count}`]);
    child.on('message', (result: ClipResult) => {
      results.push(result);
      if (results.length % 20 === 0)
        console.log(
          `${results.length} of ${plans.length} clips, ${Math.round((Date.now() - started) / 1000)} s`,
        );
    });
    return child;
  });
  await Promise.all(children.map(ended));
  for (const [title, table] of Object.entries({ ...reasonTable(results), ...tuningTables(results) })) {
    console.log(`\n${title}`);
    console.table(table);
  }
  if (half === 'tune') return;
  await printRealPeople();
  console.log('\nshare of runs in which each capture signal is set, by source of the frames');
  console.table(measureSignals(SIGNAL_RUNS));
  const report = reportOf(results);
  console.log(report);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
  const { docs } = values;
  if (docs !== undefined) writeFileSync(docs, withFigures(readFileSync(docs, 'utf8'), report));
}

async function printRealPeople(): Promise<void> {
  const vision = await createNodeVision(values.manifest);
  const { liveness } = vision.modelSet;
  if (liveness !== undefined) {
    console.log('\npassive net on single pictures of real people');
    console.table(await measureRealPeople(vision, values.data, liveness.threshold));
  }
  await vision.release();
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a process of the evaluation ended with ${code}`));
    });
  });
}

/** Measures every `count`-th clip and sends each result to the parent. */
async function runPart(part: string): Promise<void> {
  const [number, count] = part.split('/').map(Number) as [number, number];
  const vision = await createNodeVision(values.manifest);
  const studio =
    half === 'report'
      ? [await loadStudioFilm(vision, values.data, false), await loadStudioFilm(vision, values.data, true)]
      : [];
  const library: Library = { photos: await loadPhotos(vision, values.data, half), studio };
  for (const [k, plan] of plans.entries()) {
    if (k % count !== number) continue;
    process.send!(await measured(plan, library));
  }
  await vision.release();

  async function measured(plan: ClipPlan, material: Library): Promise<ClipResult> {
    const first = await measureClip(vision, openClip(plan, material));
    const { name, kind } = plan;
    // A person gets a second try (the run is retryable); an attack has had four attempts of the challenge already.
    const again =
      kind === 'genuine' && !first.active ? await measureClip(vision, openClip(plan, material, 1)) : first;
    const tries = again === first ? 1 : 2;
    return { name, kind, half, ...first, active: again.active, activeReason: first.activeReason, tries };
  }
}
