import { Countdown } from './countdown.ts';
import { RecognizeAuthenticate } from './recognize-authenticate.ts';
import { RecognizeBase } from './recognize-base.ts';
import { RecognizeDevices } from './recognize-devices.ts';
import { RecognizeEnroll } from './recognize-enroll.ts';
import { RecognizeRecover } from './recognize-recover.ts';
import type { Runtime } from './runtime.ts';

export { RecognizeAuthenticate, RecognizeDevices, RecognizeEnroll, RecognizeRecover };

const tags = {
  'recognize-enroll': RecognizeEnroll,
  'recognize-recover': RecognizeRecover,
  'recognize-authenticate': RecognizeAuthenticate,
  'recognize-devices': RecognizeDevices,
  'recognize-countdown': Countdown,
} as const;

/** Registers the tags once. A second copy of the package on a page keeps out of the way of the first. */
export function defineElements(runtime: Runtime, registry: CustomElementRegistry = customElements): void {
  RecognizeBase.runtime = runtime;
  const taken = registry.get('recognize-recover');
  if (taken !== undefined && taken !== RecognizeRecover) {
    const other = (taken as unknown as typeof RecognizeBase).runtime?.version ?? 'unknown';
    console.warn(
      `recognize-elements: version ${other} is on this page already; version ${runtime.version} stays unused`,
    );
    return;
  }
  for (const [tag, element] of Object.entries(tags)) {
    if (registry.get(tag) === undefined) registry.define(tag, element);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'recognize-enroll': RecognizeEnroll;
    'recognize-recover': RecognizeRecover;
    'recognize-authenticate': RecognizeAuthenticate;
    'recognize-devices': RecognizeDevices;
  }
}
