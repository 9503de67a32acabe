import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { CeremonyContext } from '../../../src/ceremonies/types.ts';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { createMatchingClient } from '../../../src/matching/client.ts';
import { type Matching, tick } from '../../../src/matching/matching.ts';
import { indexedDbStore } from '../../../src/store/indexed-db.ts';
import { fromBase64url } from '../../../src/wire/base64url.ts';
import { drawnFace } from '../../support/drawn-face.ts';

/** Recoveries as the product runs them, with marks at what a person waits for. The camera is a fake one that plays meanwhile. */
export interface Run {
  /** Work of the worker and both ways of the first request, milliseconds. */
  readonly before: number;
  /** From the embedding to the verdict, less the wait for the clock. */
  readonly after: number;
  /** Bodies as they travel in JSON, and as bytes. */
  readonly uploadHttp: number;
  readonly downloadHttp: number;
  readonly upload: number;
  readonly download: number;
}

const assetsBase = new URL('/assets/', location.href);
/** Length of a capture, milliseconds: shorter than any that a person gets done. */
const look = 1_500;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const face = drawnFace(1, 0.1);
let databases = 0;

async function contextOf(marks: Record<string, number>, sizes: number[][]): Promise<CeremonyContext> {
  const set = (await (await fetch('/assets/models/manifest.json')).json()) as ModelSet;
  const inner = createMatchingClient({ assetsBase });
  const store = indexedDbStore(`bench-${performance.timeOrigin}-${++databases}`);
  let ready: () => void = () => {};
  const prepared = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const matching: Matching = {
    enroll: inner.enroll,
    async prepare(input, signal) {
      marks.begins = performance.now();
      const match = await inner.prepare(input, signal);
      return {
        ...match,
        async acceptBeginResponse(beginResponse) {
          await match.acceptBeginResponse(beginResponse);
          marks.ready = performance.now();
          ready();
        },
        async checkVerdict(recognized) {
          await match.checkVerdict(recognized);
          marks.verdict = performance.now();
        },
        createFinishRequest(evaluateResponse, persist) {
          marks.evaluateResponse = performance.now();
          return match
            .createFinishRequest(evaluateResponse, async (pending) => {
              await persist(pending);
              marks.finishRequest = performance.now();
            })
            .finally(() => {
              marks.leaves = performance.now();
            });
        },
      };
    },
  };
  return {
    async host({ method, path, body }) {
      const text = body === undefined ? undefined : JSON.stringify(body);
      const response = await fetch(`/api/${path}`, { method, ...(text === undefined ? {} : { body: text }) });
      const answer = await response.text();
      const parsed = JSON.parse(answer) as { body?: string };
      const sealed = (body as { body?: string } | undefined)?.body;
      if (sealed !== undefined)
        sizes.push([
          text!.length,
          answer.length,
          fromBase64url(sealed).length,
          fromBase64url(parsed.body ?? '').length,
        ]);
      return parsed;
    },
    matching,
    store,
    withUserLock: (_id, work) => work(),
    models: async () => ({
      modelId: await modelId(set),
      center: decodeCenter(set.matching.center)!,
      n: set.matching.n,
    }),
    warmUp: async () => {},
    async capture() {
      // A person looks into the camera for a while; meanwhile the matcher computes its transfer keys.
      if (marks.begins !== undefined) await prepared.then(() => pause(look));
      marks.captured = performance.now();
      return face();
    },
    description: { name: 'Bench' },
    origin: location.origin,
    onStep: () => {},
    onDurableResult: () => {},
    signal: new AbortController().signal,
    now: Date.now,
  };
}

const token = (ceremony: string) => async () => (await fetch(`/token?ceremony=${ceremony}`)).text();

async function recoverOnce(clientState: string): Promise<Run> {
  const [marks, sizes]: [Record<string, number>, number[][]] = [{}, []];
  const context = await contextOf(marks, sizes);
  await recover(context, { recognizeId: 'ann', clientState, authorization: token('recover') });
  const { begins, ready, captured, evaluateResponse, finishRequest, leaves, verdict } = marks as Record<
    string,
    number
  >;
  const sum = (column: number) => sizes.reduce((total, row) => total + row[column]!, 0);
  // The clock lets FinishRequest go at a tick: what of it was work is counted, the rest is not.
  const waited = Math.max(0, leaves! - finishRequest!);
  if (finishRequest! - evaluateResponse! > tick) console.warn('the evaluation took longer than a tick');
  return {
    before: ready! - begins!,
    after: verdict! - captured! - waited,
    uploadHttp: sum(0),
    downloadHttp: sum(1),
    upload: sum(2),
    download: sum(3),
  };
}

/** A camera's stream that plays, and how many of its frames were shown late or never while `work` ran. */
async function droppedWhile(
  work: () => Promise<void>,
): Promise<{ frames: number; dropped: number; longTasks: number }> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  document.body.append(video);
  await video.play();
  let longTasks = 0;
  const observer = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length;
  });
  observer.observe({ type: 'longtask' });
  const before = video.getVideoPlaybackQuality();
  await work();
  const after = video.getVideoPlaybackQuality();
  observer.disconnect();
  for (const track of stream.getTracks()) track.stop();
  return {
    frames: after.totalVideoFrames - before.totalVideoFrames,
    dropped: after.droppedVideoFrames - before.droppedVideoFrames,
    longTasks,
  };
}

const bench = {
  async enroll(): Promise<string> {
    const context = await contextOf({}, []);
    return (await enroll(context, { type: 'BACKUP', authorization: token('enroll') })).clientState!;
  },
  /** One after the other. */
  async inSequence(clientState: string, count: number): Promise<Run[]> {
    const runs: Run[] = [];
    for (let i = 0; i < count; i++) runs.push(await recoverOnce(clientState));
    return runs;
  },
  /** So many at once, again and again. */
  async atOnce(clientState: string, lanes: number, rounds: number): Promise<Run[]> {
    return (
      await Promise.all(Array.from({ length: lanes }, () => bench.inSequence(clientState, rounds)))
    ).flat();
  },
  async besideACamera(clientState: string, count: number) {
    return droppedWhile(async () => void (await bench.inSequence(clientState, count)));
  },
};
Object.assign(window, { bench });
export type Bench = typeof bench;
