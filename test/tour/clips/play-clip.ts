import type { Page } from 'playwright-core';
import type { HintName, RecognizeErrorJson } from 'recognize-elements';
import { launchChromium } from '../../support/chromium.ts';

/** What site/page.js records. */
interface Recording {
  readonly events: readonly RecordedEvent[];
  readonly startMs?: number;
  readonly pictureMs?: number;
}

interface RecordedEvent {
  readonly type: 'step' | 'hint' | 'complete' | 'cancel' | 'error';
  readonly detail: {
    readonly step?: string;
    readonly hint?: HintName;
    /** `hint`: the one that dominated. */
    readonly error?: RecognizeErrorJson & { readonly hint?: HintName };
  };
  readonly ms: number;
}

declare global {
  var recording: Recording;
}

/** How an enrollment in front of a clip has ended. Times are seconds. */
export interface PlayedClip {
  /** The hint that the error names; otherwise the one that was visible for the longest time. */
  readonly dominantHint: HintName | undefined;
  /** `complete`, or the code of the error. */
  readonly verdict: string;
  readonly enrolled: boolean;
  /** From the first frame that was examined to the end of the capture. */
  readonly seconds: number;
  /** When each hint was first visible, from the first frame that was examined. */
  readonly firstShown: ReadonlyMap<HintName, number>;
  /** From Start to the first picture of the preview; undefined if there was none. */
  readonly pictureSeconds: number | undefined;
  /** What the element shows at the end. */
  readonly shown: string;
}

/** A computer. */
const VIEWPORT = { width: 1280, height: 800 };
/** Twice what a person gets who does not answer. */
const RUN_TIMEOUT_MS = 150_000;

/** Enrolls in a browser of its own, which has nothing cached, and whose camera shows the clip. @param file for Chromium's fake camera */
export async function playClip(file: string, origin: string): Promise<PlayedClip> {
  const browser = await launchChromium(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  );
  try {
    const context = await browser.newContext({ locale: 'en', viewport: VIEWPORT, permissions: ['camera'] });
    const page = await context.newPage();
    await page.goto(origin);
    await page.locator('[part~=start]').click();
    const ended = () => recording.events.some(({ type }) => ['complete', 'cancel', 'error'].includes(type));
    await page.waitForFunction(ended, undefined, { timeout: RUN_TIMEOUT_MS });
    return await evaluateRun(page);
  } finally {
    await browser.close();
  }
}

async function evaluateRun(page: Page): Promise<PlayedClip> {
  const { events, startMs, pictureMs } = await page.evaluate(() => recording);
  const shown = (await page.locator('recognize-enroll [part=panel]').allInnerTexts())
    .join()
    .replace(/\s+/g, ' ');
  const start = events.findIndex(({ detail }) => detail.step === 'capture');
  const capture = start < 0 ? [] : events.slice(start);
  const end = capture.findIndex(({ type, detail }) => type !== 'hint' && detail.step !== 'capture');
  const startOfCapture = capture[0]?.ms ?? 0;
  const endOfCapture = (capture[end] ?? events.at(-1)!).ms;
  const hints = capture
    .slice(0, end)
    .flatMap(({ detail: { hint }, ms }) => (hint === undefined ? [] : [{ hint, ms }]));
  const { type, detail } = events.findLast(({ type }) => type !== 'hint' && type !== 'step')!;
  const inSeconds = (ms: number) => Math.round(ms / 10) / 100;
  return {
    dominantHint: detail.error?.hint ?? longestHint(hints, endOfCapture),
    verdict: detail.error?.code ?? type,
    enrolled: type === 'complete',
    seconds: inSeconds(endOfCapture - startOfCapture),
    firstShown: new Map(hints.toReversed().map(({ hint, ms }) => [hint, inSeconds(ms - startOfCapture)])),
    pictureSeconds:
      startMs === undefined || pictureMs === undefined ? undefined : inSeconds(pictureMs - startMs),
    shown,
  };
}

function longestHint(
  hints: readonly { readonly hint: HintName; readonly ms: number }[],
  endMs: number,
): HintName | undefined {
  const visibleMs = new Map<HintName, number>();
  for (const [i, { hint, ms }] of hints.entries())
    visibleMs.set(hint, (visibleMs.get(hint) ?? 0) + (hints[i + 1]?.ms ?? endMs) - ms);
  return [...visibleMs].sort(([, a], [, b]) => b - a)[0]?.[0];
}
