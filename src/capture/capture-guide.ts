import type { HintName } from '../events.ts';
import type { ChallengeState } from '../liveness/challenge-tracker.ts';
import type { LivenessLevel } from '../wire/liveness.ts';
import {
  type ChallengeProgress,
  challengeHint,
  challengeProgress,
  isSameProgress,
  type RequestedPose,
  requestedPose,
} from './challenge-guide.ts';
import { type Guidance, initialGuidance, showNow, updateGuidance } from './guidance.ts';
import { ShownHints } from './shown-hints.ts';

/** What the caller of a capture learns while it runs. */
export interface CaptureObserver {
  readonly onHint: (hint: HintName) => void;
  /** Samples that are used so far, and how many are required. */
  readonly onProgress?: (samples: number, required: number) => void;
  /** Called at the start of a capture with movements, and with each change. */
  readonly onChallenge?: (progress: ChallengeProgress) => void;
  /** Called when the person is asked for a movement, and when the face should be in front again. */
  readonly onPose?: (pose: RequestedPose) => void;
}

/** What a capture shows to the person, from frame to frame. Without changes nothing is reported. */
export class CaptureGuide {
  /** What was shown recently, without the movements. */
  readonly shown = new ShownHints();
  readonly #observer: CaptureObserver;
  readonly #required: number;
  readonly #hasMovements: boolean;
  #frameHint: HintName | undefined;
  #guidance: Guidance = initialGuidance;
  #progress: ChallengeProgress | undefined;
  #pose: RequestedPose = 'front';
  #samples = 0;

  /** @param required number of samples */
  constructor(observer: CaptureObserver, level: LivenessLevel, required: number) {
    this.#observer = observer;
    this.#required = required;
    this.#hasMovements = level === 'active';
  }

  /** What the newest frame called for; `good` if it could be used, undefined before the first frame. */
  get frameHint(): HintName | undefined {
    return this.#frameHint;
  }

  /** Shows what a frame calls for at this state of the challenge. */
  show(frameHint: HintName, challenge: ChallengeState, nowMs: number): void {
    this.#frameHint = frameHint;
    const pose = requestedPose(challenge);
    this.shown.add(this.#pose === 'front' ? this.#guidance.shown : undefined, nowMs);
    const isNewPose = pose !== this.#pose;
    this.#pose = pose;
    this.#showHint(this.#hasMovements ? challengeHint(challenge, frameHint) : frameHint, isNewPose, nowMs);
    if (this.#hasMovements) this.#showChallenge(challengeProgress(challenge));
    if (isNewPose) this.#observer.onPose?.(pose);
  }

  showSamples(samples: number): void {
    if (samples === this.#samples) return;
    this.#samples = samples;
    this.#observer.onProgress?.(samples, this.#required);
  }

  #showHint(hint: HintName, atOnce: boolean, nowMs: number): void {
    const { shown } = this.#guidance;
    this.#guidance = atOnce ? showNow(hint, nowMs) : updateGuidance(this.#guidance, hint, nowMs);
    const { shown: next } = this.#guidance;
    if (next !== undefined && next !== shown) this.#observer.onHint(next);
  }

  #showChallenge(progress: ChallengeProgress): void {
    if (this.#progress !== undefined && isSameProgress(this.#progress, progress)) return;
    this.#progress = progress;
    this.#observer.onChallenge?.(progress);
  }
}
