import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { HintName } from 'recognize-elements';
import { startClipHost } from './host.ts';
import { type ClipParameters, clips, type Expectation } from './parameters.ts';
import { type PlayedClip, playClip } from './play-clip.ts';
import { renderClip } from './render.ts';

export interface ClipResult {
  readonly name: string;
  readonly dominantHint: HintName | null;
  readonly verdict: string;
  readonly enrolled: boolean;
  readonly seconds: number;
}

export interface ClipReport {
  readonly clips: readonly ClipResult[];
  /** Whether each clip had the expected hint, and was enrolled only if it should be. */
  readonly asExpected: boolean;
  /** Seconds from Start to the live picture, with a granted camera, and models that are not cached and take three seconds. */
  readonly pictureSeconds: number | null;
}

const MODEL_DELAY_MS = 3_000;

/**
 * Renders clips of real people, shows each to a browser's camera during an enrollment, and compares the outcome with the expected one.
 *
 * @param dataFolder with the film and the selfies
 * @param only names of clips; default all
 */
export async function playClips(dataFolder: string, only?: readonly string[]): Promise<ClipReport> {
  if (!existsSync(dataFolder)) throw new Error(`${resolve(dataFolder)} does not exist.`);
  const selected = selectClips(only);
  const folder = mkdtempSync(join(tmpdir(), 'recognize-clips-'));
  const host = await startClipHost();
  const results: ClipResult[] = [];
  let asExpected = true;
  try {
    for (const clip of selected) {
      const file = await renderClip(clip, dataFolder, folder);
      const played = await playClip(file, host.origin).catch((error: Error) => failedRun(error));
      rmSync(file);
      const { dominantHint = null, verdict, enrolled, seconds } = played;
      results.push({ name: clip.name, dominantHint, verdict, enrolled, seconds });
      const mismatches = mismatchesOf(played, clip.expected);
      asExpected &&= mismatches.wrong.length === 0;
      report(clip.name, played, [...mismatches.wrong, ...mismatches.slow]);
    }
    const pictureSeconds = only === undefined ? await measurePicture(host, dataFolder, folder) : null;
    return { clips: results, asExpected, pictureSeconds };
  } finally {
    await host.close();
    rmSync(folder, { recursive: true });
  }
}

/** One run that does not end must not cost the results of the others. */
const failedRun = (error: Error): PlayedClip => ({
  dominantHint: undefined,
  verdict: `failed: ${error.message.split('\n')[0]}`,
  enrolled: false,
  seconds: 0,
  firstShown: new Map(),
  pictureSeconds: undefined,
  shown: '',
});

function selectClips(only: readonly string[] | undefined): readonly ClipParameters[] {
  if (only === undefined) return clips;
  const unknown = only.filter((name) => !clips.some((clip) => clip.name === name));
  if (unknown.length > 0) throw new Error(`There is no clip ${unknown.join(', ')}.`);
  return clips.filter(({ name }) => only.includes(name));
}

async function measurePicture(
  host: Awaited<ReturnType<typeof startClipHost>>,
  dataFolder: string,
  folder: string,
) {
  const base = clips.find(({ name }) => name === 'base')!;
  const file = await renderClip(base, dataFolder, folder);
  host.delayModels(MODEL_DELAY_MS);
  const { pictureSeconds } = await playClip(file, host.origin);
  console.log(`     from Start to the live picture, while the models load: ${pictureSeconds} s`);
  return pictureSeconds ?? null;
}

/** `slow` depends on the computer, so it is reported only. */
function mismatchesOf(played: PlayedClip, { hints, enrolled, within }: Expectation) {
  const { dominantHint, firstShown, seconds } = played;
  const wrong: string[] = [];
  const slow: string[] = [];
  if (played.enrolled !== enrolled) wrong.push(enrolled ? 'expected to be enrolled' : 'must not be enrolled');
  if (hints.length > 0 && (dominantHint === undefined || !hints.includes(dominantHint)))
    wrong.push(`expected the hint ${hints.join(' or ')}`);
  const reached = enrolled
    ? seconds
    : Math.min(...hints.map((hint) => firstShown.get(hint) ?? Number.POSITIVE_INFINITY));
  if (within !== undefined && wrong.length === 0 && reached > within)
    slow.push(`expected within ${within} s, not ${reached} s`);
  return { wrong, slow };
}

function report(
  name: string,
  { dominantHint, verdict, seconds, firstShown, shown }: PlayedClip,
  mismatches: string[],
): void {
  const times = [...firstShown].toReversed().map(([hint, first]) => `${hint} at ${first} s`);
  console.log(
    `${mismatches.length === 0 ? 'ok  ' : 'MISS'} clip ${name}: ${dominantHint}, ${verdict}, ${seconds} s`,
  );
  console.log(`     ${times.join(', ')}; at the end “${shown.slice(0, 160)}”`);
  for (const mismatch of mismatches) console.log(`     ${mismatch}`);
}
