import type { RunningState } from '../../client/run-state.ts';
import type { Pack } from '../../i18n/types.ts';
import { questionOf } from './still-trying.ts';
import { progress } from './viewfinder.ts';

/** What a screen reader says during a run besides the instruction. */
export function announcement(texts: Pack, state: RunningState): string | undefined {
  if (questionOf(state) !== undefined) return texts.stillTrying.question;
  if (state.step === 'loading') return halfWay(texts, state);
  if (state.step !== 'capture') return undefined;
  if (state.challenge === undefined)
    return progress(state) >= 1 ? texts.challenge.done : halfWay(texts, state);
  const { movement, progress: moved, done, restarts } = state.challenge;
  if (movement !== undefined) return moved >= 0.5 ? texts.challenge.halfWay : undefined;
  if (done === 0 && restarts > 0) return texts.challenge.again;
  return done > 0 ? texts.challenge.done : undefined;
}

/** One announcement in the middle, and none for a loading that ends at once. */
function halfWay({ spoken }: Pack, state: RunningState): string | undefined {
  const part = progress(state);
  return part >= 0.5 && part < 1 ? spoken.halfWay : undefined;
}
