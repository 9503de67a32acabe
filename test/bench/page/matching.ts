import { enroll } from '../../../src/ceremonies/enroll.ts';
import { recover } from '../../../src/ceremonies/recover.ts';
import type { CeremonyContext, HostCall } from '../../../src/ceremonies/types.ts';
import { decodeCenter } from '../../../src/manifest/center.ts';
import { modelId } from '../../../src/manifest/hash.ts';
import type { ModelSet } from '../../../src/manifest/types.ts';
import { createMatchingClient } from '../../../src/matching/client.ts';
import { FINISH_INTERVAL_MS, type PrivateMatching } from '../../../src/matching/private-matching.ts';
import { indexedDbStore } from '../../../src/store/indexed-db.ts';
import { fromBase64url } from '../../../src/wire/base64url.ts';
import { captureOf, photoOf } from '../../support/capture.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';

// Recoveries as the product runs them, with time marks. The embeddings are synthetic, and no camera is needed.

export interface Recovery {
  /** From the start of the match to the accepted BeginResponse. */
  readonly beforeCaptureMs: number;
  /** From the embedding to the verdict, without the wait for the interval of FinishRequest. */
  readonly afterCaptureMs: number;
  /** Sealed bodies. */
  readonly uploadBytes: number;
  readonly downloadBytes: number;
  /** The same as JSON. */
  readonly uploadHttpBytes: number;
  readonly downloadHttpBytes: number;
}

type Mark =
  | 'matchStarted'
  | 'beginResponseAccepted'
  | 'captured'
  | 'evaluateResponseReceived'
  | 'finishRequestCreated'
  | 'finishRequestReleased'
  | 'verdictChecked';

/** The observations of one ceremony. */
class Observer {
  readonly marks = new Map<Mark, number>();
  uploadBytes = 0;
  downloadBytes = 0;
  uploadHttpBytes = 0;
  downloadHttpBytes = 0;
  readonly beginResponseAccepted: Promise<void>;
  #resolveAccepted: () => void = () => {};

  constructor() {
    this.beginResponseAccepted = new Promise((resolve) => {
      this.#resolveAccepted = resolve;
    });
  }

  mark(name: Mark): void {
    this.marks.set(name, performance.now());
    if (name === 'beginResponseAccepted') this.#resolveAccepted();
  }

  /** Milliseconds between two marks. */
  between(from: Mark, to: Mark): number {
    return this.marks.get(to)! - this.marks.get(from)!;
  }
}

const assetsBase = new URL('/assets/', location.href);
/** Duration of a capture: shorter than any real one, long enough for the matcher to compute its transfer keys. */
const CAPTURE_MS = 1_500;
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const face = syntheticFace(1, 0.1);
let databases = 0;

function observedMatching(observer: Observer): PrivateMatching {
  const inner = createMatchingClient({ assetsBase });
  return {
    check: inner.check,
    enroll: inner.enroll,
    matches: inner.matches,
    async prepare(input, signal) {
      observer.mark('matchStarted');
      const match = await inner.prepare(input, signal);
      return {
        ...match,
        async acceptBeginResponse(beginResponse) {
          await match.acceptBeginResponse(beginResponse);
          observer.mark('beginResponseAccepted');
        },
        async createFinishRequest(evaluateResponse, report, persist) {
          observer.mark('evaluateResponseReceived');
          const finishRequest = await match.createFinishRequest(
            evaluateResponse,
            report,
            async (pendingShare) => {
              await persist(pendingShare);
              observer.mark('finishRequestCreated');
            },
          );
          observer.mark('finishRequestReleased');
          return finishRequest;
        },
        async checkVerdict(recognized) {
          await match.checkVerdict(recognized);
          observer.mark('verdictChecked');
        },
      };
    },
  };
}

/** Calls the backend and counts the bytes of sealed bodies. */
async function callBackend(observer: Observer, { method, path, body }: HostCall) {
  const request = body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(`/api/${path}`, {
    method,
    ...(request === undefined ? {} : { body: request }),
  });
  const json = await response.text();
  const answer = JSON.parse(json) as { body?: string };
  const sealed = (body as { body?: string } | undefined)?.body;
  if (request !== undefined && sealed !== undefined) {
    observer.uploadHttpBytes += request.length;
    observer.downloadHttpBytes += json.length;
    observer.uploadBytes += fromBase64url(sealed).length;
    observer.downloadBytes += fromBase64url(answer.body ?? '').length;
  }
  return answer;
}

async function createContext(observer: Observer): Promise<CeremonyContext> {
  const set = (await (await fetch('/assets/models/manifest.json')).json()) as ModelSet;
  return {
    host: (call) => callBackend(observer, call),
    matching: observedMatching(observer),
    store: indexedDbStore(`bench-${performance.timeOrigin}-${++databases}`),
    withUserLock: (_id, work) => work(),
    models: async () => ({
      modelId: await modelId(set),
      center: decodeCenter(set.matching.center)!,
      n: set.matching.n,
      tau: set.matching.tau,
      previous: false,
    }),
    warmUp: async () => {},
    capture: captureOf(async () => {
      if (observer.marks.has('matchStarted'))
        await observer.beginResponseAccepted.then(() => sleep(CAPTURE_MS));
      observer.mark('captured');
      return face();
    }),
    openPhoto: photoOf(face),
    description: { name: 'Bench' },
    origin: location.origin,
    onStep: () => {},
    onDurableResult: () => {},
    signal: new AbortController().signal,
    now: Date.now,
  };
}

const fetchToken = (ceremony: string) => async () => (await fetch(`/token?ceremony=${ceremony}`)).text();

async function recoverOnce(clientState: string): Promise<Recovery> {
  const observer = new Observer();
  const context = await createContext(observer);
  await recover(context, { recognizeId: 'ann', clientState, authorization: fetchToken('recover') });
  if (observer.between('evaluateResponseReceived', 'finishRequestCreated') > FINISH_INTERVAL_MS)
    console.warn('the evaluation took longer than the interval of FinishRequest');
  const { uploadBytes, downloadBytes, uploadHttpBytes, downloadHttpBytes } = observer;
  return {
    beforeCaptureMs: observer.between('matchStarted', 'beginResponseAccepted'),
    afterCaptureMs:
      observer.between('captured', 'verdictChecked') -
      observer.between('finishRequestCreated', 'finishRequestReleased'),
    uploadBytes,
    downloadBytes,
    uploadHttpBytes,
    downloadHttpBytes,
  };
}

/** Plays the stream of a camera while `work` runs, and counts its dropped frames and the long tasks of the main thread. */
async function playCameraDuring(work: () => Promise<void>) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: true });
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = stream;
  document.body.append(video);
  await video.play();
  let longTasks = 0;
  const longTaskObserver = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length;
  });
  longTaskObserver.observe({ type: 'longtask' });
  const before = video.getVideoPlaybackQuality();
  await work();
  const after = video.getVideoPlaybackQuality();
  longTaskObserver.disconnect();
  for (const track of stream.getTracks()) track.stop();
  return {
    frames: after.totalVideoFrames - before.totalVideoFrames,
    dropped: after.droppedVideoFrames - before.droppedVideoFrames,
    longTasks,
  };
}

async function recoverSequentially(clientState: string, count: number): Promise<Recovery[]> {
  const recoveries: Recovery[] = [];
  for (let i = 0; i < count; i++) recoveries.push(await recoverOnce(clientState));
  return recoveries;
}

const bench = {
  /** @returns the client state */
  async enroll(): Promise<string> {
    const context = await createContext(new Observer());
    const result = await enroll(context, { type: 'BACKUP', authorization: fetchToken('enroll') });
    return result.clientState!;
  },
  sequential: recoverSequentially,
  /** `rounds` recoveries in each of `lanes` parallel sequences. */
  async parallel(clientState: string, lanes: number, rounds: number): Promise<Recovery[]> {
    const sequences = Array.from({ length: lanes }, () => recoverSequentially(clientState, rounds));
    return (await Promise.all(sequences)).flat();
  },
  withCamera: (clientState: string, count: number) =>
    playCameraDuring(async () => {
      await recoverSequentially(clientState, count);
    }),
};
Object.assign(window, { bench });
export type Bench = typeof bench;
