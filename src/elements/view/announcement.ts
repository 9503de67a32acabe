import type { RunningState } from '../../client/run-state.ts';
import { continuesText } from '../continues-text.ts';
import type { CeremonyView } from './content.ts';
import { questionOf } from './still-trying.ts';
import { progress } from './viewfinder.ts';

/** What a screen reader says during a run besides the instruction. */
export function announcement(
  { texts, language, reviewSeconds }: CeremonyView,
  state: RunningState,
): string | undefined {
  if (questionOf(state) !== undefined) return texts.stillTrying.question;
  if (state.step === 'review')
    return reviewSeconds === undefined ? undefined : continuesText(texts, language, reviewSeconds);
  if (state.step === 'loading')
    return isHalfWay(state.loaded / Math.max(1, state.total)) ? texts.spoken.halfWay : undefined;
  if (state.step !== 'capture') return undefined;
  if (state.challenge === undefined) {
    if (progress(state) >= 1) return texts.challenge.done;
    return isHalfWay(progress(state)) ? texts.spoken.halfWay : undefined;
  }
  const { movement, progress: moved, done, restarts } = state.challenge;
  if (movement !== undefined) return moved >= 0.5 ? texts.challenge.halfWay : undefined;
  if (done === 0 && restarts > 0) return texts.challenge.again;
  return done > 0 ? texts.challenge.done : undefined;
}

/** One announcement in the middle, and none for what ends at once. */
const isHalfWay = (part: number): boolean => part >= 0.5 && part < 1;
