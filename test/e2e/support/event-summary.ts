import type { PageEvent } from '../../support/host-page.ts';

/** The events of a run, grouped by kind, each group in order. */
interface EventSummary {
  /** `ready`, `unsupported`, `complete`, `cancel`, `error`, and `violation` of the page's policy. */
  readonly lifecycle: readonly string[];
  readonly steps: readonly string[];
  readonly requests: readonly string[];
  readonly changes: readonly string[];
  /** Breaches of the documented order and content of events. */
  readonly contractViolations: readonly string[];
}

const lifecycleTypes = ['ready', 'unsupported', 'complete', 'cancel', 'error', 'violation'];
const endTypes = ['complete', 'cancel', 'error'];
const STEP_COUNT = 5;

export function summarize(events: readonly PageEvent[]): EventSummary {
  const ofType = (type: string) => events.filter((event) => event.type === type);
  return {
    lifecycle: events.map(({ type }) => type).filter((type) => lifecycleTypes.includes(type)),
    steps: ofType('step').map(({ detail }) => detail.step),
    requests: ofType('request').map(({ detail }) => detail.operation),
    changes: ofType('devices-change').map(({ detail }) => `${detail.action} ${detail.device.name}`),
    contractViolations: contractViolations(events),
  };
}

/**
 * Steps name their total number; hints come during the capture only; progress belongs to the current step, never decreases, and never
 * exceeds its total; nothing comes after the end.
 */
function contractViolations(events: readonly PageEvent[]): string[] {
  const violations: string[] = [];
  let step = '';
  let loaded = 0;
  let ended = false;
  for (const { type, detail } of events) {
    if (ended && ['step', 'hint', 'progress'].includes(type)) violations.push(`${type} after the end`);
    if (type === 'step') {
      if (detail.of !== STEP_COUNT) violations.push(`step of ${detail.of}`);
      step = detail.step;
      loaded = 0;
    }
    if (type === 'hint' && step !== 'capture') violations.push(`hint during ${step}`);
    if (type === 'progress') {
      if (detail.step !== step) violations.push(`progress of ${detail.step} during ${step}`);
      if (detail.loaded < loaded || detail.loaded > detail.total)
        violations.push('progress that decreases or exceeds its total');
      loaded = detail.loaded;
    }
    ended ||= endTypes.includes(type);
  }
  return violations;
}
