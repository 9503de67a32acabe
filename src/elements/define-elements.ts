import { AutoContinue } from './auto-continue.ts';
import { Countdown } from './countdown.ts';
import { RecognizeAuthenticate } from './recognize-authenticate.ts';
import { RecognizeDevices } from './recognize-devices.ts';
import { RecognizeEnroll } from './recognize-enroll.ts';
import { RecognizeRecover } from './recognize-recover.ts';

const TAGS = {
  'recognize-enroll': RecognizeEnroll,
  'recognize-recover': RecognizeRecover,
  'recognize-authenticate': RecognizeAuthenticate,
  'recognize-devices': RecognizeDevices,
  'recognize-countdown': Countdown,
  'recognize-auto-continue': AutoContinue,
} as const;

/** Registers the tags. Repeated calls have no effect. If another copy of the package has registered them, its elements stay in use. */
export function defineElements(registry: CustomElementRegistry = customElements): void {
  const registered = registry.get('recognize-recover');
  if (registered !== undefined && registered !== RecognizeRecover) {
    const other = (registered as Partial<{ readonly version: string }>).version ?? 'unknown';
    console.warn(
      `recognize-elements: version ${other} is on this page already; version ${RecognizeRecover.version} is not used`,
    );
    return;
  }
  for (const [tag, element] of Object.entries(TAGS)) {
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
