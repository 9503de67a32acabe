import type { LoadingState, RunningState, RunState } from '../client/run-state.ts';
import { STEPS } from '../client/run-state.ts';
import {
  RecognizeCancelEvent,
  RecognizeCompleteEvent,
  RecognizeErrorEvent,
  RecognizeHandoffEvent,
  RecognizeHintEvent,
  RecognizeProgressEvent,
  RecognizeReadyEvent,
  RecognizeStepEvent,
  RecognizeUnsupportedEvent,
} from '../events.ts';

/**
 * The events for the change from one state of a run to the next, in the order of dispatch.
 *
 * @param previous undefined for the first state
 */
export function runEvents<Result>(previous: RunState<Result> | undefined, state: RunState<Result>): Event[] {
  switch (state.status) {
    case 'running':
      return runningEvents(previous?.status === 'running' ? previous : undefined, state);
    case 'complete':
      return [new RecognizeCompleteEvent(state.result)];
    case 'cancelled':
      return [new RecognizeCancelEvent(state.stage, state.reason)];
    case 'failed': {
      const error = state.error.toJSON();
      const unsupported = error.stage === 'loading' && error.code.startsWith('environment/');
      return [...(unsupported ? [new RecognizeUnsupportedEvent(error)] : []), new RecognizeErrorEvent(error)];
    }
  }
}

function runningEvents(previous: RunningState | undefined, state: RunningState): Event[] {
  if (previous?.step !== state.step)
    return [
      new RecognizeStepEvent(state.step, state.step === 'handoff' ? 1 : STEPS.length),
      ...readyEvents(previous, state),
      ...handoffEvents(undefined, state),
    ];
  if (state.step === 'capture' && previous.step === 'capture') {
    const { hint, samples, samplesRequired } = state;
    return [
      ...(hint !== undefined && hint !== previous.hint ? [new RecognizeHintEvent(hint)] : []),
      ...(samples === previous.samples
        ? []
        : [new RecognizeProgressEvent({ step: 'capture', loaded: samples, total: samplesRequired })]),
    ];
  }
  if (isLoading(state) && isLoading(previous)) {
    const { loaded, total } = state;
    return [
      ...(loaded === previous.loaded && total === previous.total
        ? []
        : [new RecognizeProgressEvent({ step: 'loading', loaded, total })]),
      ...readyEvents(previous, state),
    ];
  }
  return handoffEvents(previous, state);
}

function handoffEvents(previous: RunningState | undefined, state: RunningState): Event[] {
  if (state.step !== 'handoff' || state.handoff === undefined) return [];
  const shown = previous?.step === 'handoff' ? previous.handoff : undefined;
  return shown === state.handoff ? [] : [new RecognizeHandoffEvent(state.handoff)];
}

/** The models may still load while the browser asks for the camera. */
const isLoading = (state: RunningState | undefined): state is LoadingState =>
  state?.step === 'loading' || state?.step === 'permission';

function readyEvents(previous: RunningState | undefined, state: RunningState): Event[] {
  if (!isLoading(state) || state.diagnostics === undefined) return [];
  return isLoading(previous) && previous.diagnostics !== undefined
    ? []
    : [new RecognizeReadyEvent(state.diagnostics)];
}
