import { describe, expect, it } from 'vitest';
import { captureFace } from '../../../src/capture/capture-face.ts';
import type { CaptureOptions } from '../../../src/capture/capture-options.ts';
import type { ChallengeProgress } from '../../../src/capture/challenge-guide.ts';
import type { CapturedFace } from '../../../src/ceremonies/types.ts';
import { RecognizeError } from '../../../src/errors.ts';
import type { HintName } from '../../../src/events.ts';
import type { LivenessLevel, Movement } from '../../../src/wire/liveness.ts';
import { syntheticFace } from '../../support/synthetic-face.ts';
import { type HeadPose, MovingHead, observePose, poses } from './pose-support.ts';
import { observation } from './support.ts';

/** How a person in front of the camera behaves. */
interface Behavior {
  /** Where the head goes when a movement is asked for; default: where it should. */
  readonly answer?: (pose: Movement | 'front', requests: number) => HeadPose;
  readonly flat?: boolean;
  readonly live?: number;
  /** Number of the person, and of other faces, once this many movements were asked for. */
  readonly person?: (requests: number) => number;
  readonly otherFaces?: (requests: number) => number;
  /** Whether the face has left the picture, by the number of frames since a movement was asked for. */
  readonly leaves?: (frames: number) => boolean;
  /** Whether the page is hidden before the frame at this time. */
  readonly hides?: (timeMs: number, requests: number) => boolean;
}

const FRAME_MS = 50;
const sequence: readonly Movement[] = ['left', 'closer', 'down'];

/** Captures a person with a simulated clock and camera. */
async function capture(
  level: LivenessLevel,
  behavior: Behavior = {},
  changes: Partial<CaptureOptions> = {},
  challenge: Promise<readonly Movement[]> = Promise.resolve(sequence),
) {
  const { answer = (pose) => poses[pose], person = () => 1, otherFaces = () => 0 } = behavior;
  const { leaves = () => false, flat = false, live = 0.9, hides = () => false } = behavior;
  const head = new MovingHead();
  const faces = new Map<number, () => Float32Array>();
  const embed = (id: number) => {
    if (!faces.has(id)) faces.set(id, syntheticFace(id));
    return faces.get(id)!();
  };
  const seen = { hints: [] as HintName[], progress: [] as ChallengeProgress[], asked: [] as string[] };
  let [timeMs, requests, interruptions, framesOfMovement] = [0, 0, 0, 0];
  const options: CaptureOptions = {
    request: level === 'active' ? { level, challenge } : { level },
    camera: { label: 'Camera', id: () => 'camera', changed: false, mirrored: () => true },
    frames: {
      timesMs: [],
      get interruptions() {
        return interruptions;
      },
      next: async () => {
        timeMs += FRAME_MS;
        if (hides(timeMs, requests)) interruptions++;
        return { close: () => {} } as ImageBitmap;
      },
    },
    vision: {
      center: new Float32Array(256),
      modelSet: { liveness: { threshold: 0.5 } } as never,
      forgetFrames: async () => {},
      observe: async (_frame, observeOptions) => {
        if ((seen.asked.at(-1) ?? 'front') !== 'front' && leaves(++framesOfMovement))
          return observation({ faces: 0 });
        return observePose(head.at(timeMs), {
          options: observeOptions,
          flat,
          live,
          otherFaces: otherFaces(requests),
          embedding: observeOptions.embed ? embed(person(requests)) : undefined,
        });
      },
    },
    // The oval is as narrow as the face is small.
    viewfinder: () => ({ width: 300, height: 500 }),
    signal: new AbortController().signal,
    now: () => timeMs,
    onHint: (hint) => seen.hints.push(hint),
    onChallenge: (progress) => seen.progress.push(progress),
    onPose: (pose) => {
      seen.asked.push(pose);
      framesOfMovement = 0;
      if (pose !== 'front') requests++;
      head.perform(answer(pose, requests), timeMs);
    },
    ...changes,
  };
  const outcome = await captureFace(options).catch((error: unknown) => error);
  return { outcome, timeMs: () => timeMs, ...seen };
}

function codeOf(outcome: unknown): [code: string, detail: string | undefined] {
  if (!(outcome instanceof RecognizeError)) throw new Error('the capture has succeeded', { cause: outcome });
  return [outcome.code, outcome.detail];
}

describe('captureFace with movements', () => {
  it('asks for the movements in their order, each from the front, and resolves with the level that was done', async () => {
    const { outcome, asked, hints, progress, timeMs } = await capture('active');
    const { embedding, liveness, flags } = outcome as CapturedFace;
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
    expect(liveness).toBe('active');
    expect(flags).toMatchObject({ cameraChanged: false, repeatedFrames: false });
    expect(asked.slice(0, 5)).toEqual(['left', 'front', 'closer', 'front', 'down']);
    expect(hints.filter((hint) => hint !== 'look-here')).toEqual([
      'good',
      'turn-left',
      'turn-to-front',
      'come-closer',
      'go-back',
      'look-down',
      ...(hints.at(-1) === 'turn-to-front' ? ['turn-to-front'] : []),
    ]);
    expect(progress[0]).toEqual({ movement: undefined, progress: 0, done: 0, total: 3, restarts: 0 });
    expect(progress.at(-1)).toMatchObject({ done: 3, restarts: 0 });
    expect(timeMs()).toBeLessThan(8_000);
  });

  it('takes at least 1.5 seconds at every level', async () => {
    for (const level of ['off', 'passive', 'active'] as const) {
      const { outcome, timeMs } = await capture(level);
      expect(outcome, level).toHaveProperty('liveness', level);
      expect(timeMs(), level).toBeGreaterThanOrEqual(1_500);
    }
  });

  it('asks for no movement without the level active', async () => {
    const { asked, progress } = await capture('passive');
    expect([asked, progress]).toEqual([[], []]);
  });

  it('waits in front until the challenge arrives', async () => {
    let frames = 0;
    let arrive = (_movements: readonly Movement[]) => {};
    const challenge = new Promise<readonly Movement[]>((resolve) => {
      arrive = resolve;
    });
    const { outcome, asked } = await capture(
      'active',
      {
        hides: (timeMs) => {
          if (timeMs > 5_000 && frames++ === 0) arrive(sequence);
          return false;
        },
      },
      {},
      challenge,
    );
    expect(outcome).toHaveProperty('liveness', 'active');
    expect(asked[0]).toBe('left');
  });

  it('rejects with the error of the challenge', async () => {
    const { outcome } = await capture('active', {}, {}, Promise.reject(new RecognizeError('host/offline')));
    expect(codeOf(outcome)).toEqual(['host/offline', undefined]);
  });

  it.each<[string, Behavior]>([
    ['does the movements in another order', { answer: (pose) => poses[pose === 'left' ? 'right' : pose] }],
    ['does nothing', { answer: () => poses.front }],
  ])(
    '[T110] rejects with capture/liveness-failed after three restarts when the person %s',
    async (_what, behavior) => {
      const { outcome, progress } = await capture('active', behavior);
      expect(codeOf(outcome)).toEqual(['capture/liveness-failed', 'sequence']);
      expect(progress.at(-1)!.restarts).toBe(3);
    },
  );

  it('completes when the person follows after a restart', async () => {
    const { outcome, progress } = await capture('active', {
      answer: (pose, requests) => poses[requests === 1 && pose === 'left' ? 'right' : pose],
    });
    expect(outcome).toHaveProperty('liveness', 'active');
    expect(progress.at(-1)!.restarts).toBe(1);
  });

  it('starts the sequence again when the page was hidden, which counts as one of three restarts', async () => {
    let hidden = 0;
    const { outcome, progress } = await capture('active', {
      hides: (_timeMs, requests) => requests === 1 && hidden++ === 0,
    });
    expect(outcome).toHaveProperty('liveness', 'active');
    expect(progress.at(-1)!.restarts).toBe(1);
  });

  it('rejects with capture/liveness-failed when the page is hidden during every movement', async () => {
    let asked = 0;
    const { outcome } = await capture('active', {
      hides: (_timeMs, requests) => {
        const isNew = requests > asked;
        asked = requests;
        return isNew;
      },
    });
    expect(codeOf(outcome)).toEqual(['capture/liveness-failed', 'sequence']);
    expect(asked).toBe(4);
  });

  it('rejects with capture/liveness-failed when the face leaves the picture during every movement', async () => {
    const { outcome } = await capture('active', { leaves: (frames) => frames > 2 });
    expect(codeOf(outcome)).toEqual(['capture/liveness-failed', 'face-lost']);
  });

  it('[T111] rejects with capture/liveness-failed when another person does a later movement', async () => {
    const { outcome } = await capture('active', { person: (requests) => (requests < 2 ? 1 : 2) });
    expect(codeOf(outcome)).toEqual(['capture/liveness-failed', 'cut']);
  });

  it('rejects with capture/several-people when a second face stays beside the first one', async () => {
    const { outcome } = await capture('active', { otherFaces: (requests) => (requests > 0 ? 1 : 0) });
    expect(codeOf(outcome)).toEqual(['capture/several-people', undefined]);
  });

  it('[T112] rejects with capture/liveness-failed for a flat picture that is moved as asked', async () => {
    const { outcome } = await capture('active', { flat: true });
    expect(codeOf(outcome)).toEqual(['capture/liveness-failed', 'flat']);
  });

  it.each(['active', 'passive'] as const)(
    'rejects what the passive net takes for a picture, at the level %s',
    async (level) => {
      const { outcome } = await capture(level, { live: 0.1 });
      expect(codeOf(outcome)).toEqual(['capture/liveness-failed', 'not-live']);
    },
  );

  it('rejects with camera/changed when another camera delivers the frames', async () => {
    let frames = 0;
    const camera = {
      label: 'Camera',
      id: () => (frames++ < 20 ? 'a' : 'b'),
      changed: false,
      mirrored: () => true,
    };
    const { outcome } = await capture('passive', {}, { camera });
    expect(codeOf(outcome)).toEqual(['camera/changed', undefined]);
  });

  it('reports that another camera was open before', async () => {
    const camera = { label: 'Camera', id: () => 'b', changed: true, mirrored: () => true };
    const { outcome } = await capture('passive', {}, { camera });
    expect((outcome as CapturedFace).flags.cameraChanged).toBe(true);
  });
});
