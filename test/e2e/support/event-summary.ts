import { contractViolations } from '../../support/event-contract.ts';
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
