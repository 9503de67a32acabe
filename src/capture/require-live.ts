import { RecognizeError } from '../errors.ts';
import { type LivenessRun, verdictOf } from '../liveness/liveness-run.ts';
import type { Samples } from './samples.ts';

/** @throws RecognizeError `capture/several-people`, `capture/liveness-failed` */
export function requireLive(liveness: LivenessRun, samples: Samples): void {
  const verdict = verdictOf(liveness, samples.isOnePerson);
  if (verdict.live) return;
  const { failure } = verdict;
  if (failure === 'several-people') throw new RecognizeError('capture/several-people');
  throw new RecognizeError('capture/liveness-failed', { detail: failure });
}
