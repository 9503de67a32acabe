import type { PageEvent } from './visitor.ts';

/** What a run told, sorted by kind, each in its order. */
export interface Told {
  /** `ready`, `unsupported`, `complete`, `cancel`, `error`, and violations of the page's policy. */
  readonly life: readonly string[];
  readonly steps: readonly string[];
  readonly requests: readonly string[];
  readonly changes: readonly string[];
  /** What the contract of the events forbids. */
  readonly broken: readonly string[];
}

const life = ['ready', 'unsupported', 'complete', 'cancel', 'error', 'violation'];
const of = (events: readonly PageEvent[], type: string) => events.filter((event) => event.type === type);

export function told(events: readonly PageEvent[]): Told {
  return {
    life: events.map(({ type }) => type).filter((type) => life.includes(type)),
    steps: of(events, 'step').map(({ detail }) => detail.step),
    requests: of(events, 'request').map(({ detail }) => detail.operation),
    changes: of(events, 'devices-change').map(({ detail }) => `${detail.action} ${detail.device.name}`),
    broken: broken(events),
  };
}

/** Steps say of how many; hints come while capturing; progress never goes back and never passes its total; the end is the end. */
function broken(events: readonly PageEvent[]): string[] {
  const found: string[] = [];
  let step = '';
  let loaded = 0;
  let ended = false;
  for (const { type, detail } of events) {
    if (ended && ['step', 'hint', 'progress'].includes(type)) found.push(`${type} after the end`);
    if (type === 'step') {
      if (detail.of !== 5) found.push(`step of ${detail.of}`);
      step = detail.step;
      loaded = 0;
    }
    if (type === 'hint' && step !== 'capture') found.push(`hint while ${step}`);
    if (type === 'progress') {
      if (detail.step !== step) found.push(`progress of ${detail.step} while ${step}`);
      if (detail.loaded < loaded || detail.loaded > detail.total)
        found.push('progress that goes back, or too far');
      loaded = detail.loaded;
    }
    ended ||= ['complete', 'cancel', 'error'].includes(type);
  }
  return found;
}
