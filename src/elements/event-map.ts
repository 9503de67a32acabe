import type { AuthenticateResult, EnrollResult, RecoverResult } from '../client/index.ts';
import type {
  RecognizeCancelEvent,
  RecognizeCompleteEvent,
  RecognizeDevicesChangeEvent,
  RecognizeErrorEvent,
  RecognizeHandoffEvent,
  RecognizeHintEvent,
  RecognizeProgressEvent,
  RecognizeReadyEvent,
  RecognizeRequestEvent,
  RecognizeStepEvent,
  RecognizeUnsupportedEvent,
} from '../events.ts';

/** What a run of any element completes with. */
export type CeremonyResult = EnrollResult | RecoverResult | AuthenticateResult;

/** Key of a property that exists in types only: what the runs of an element complete with. */
export declare const RESULT: unique symbol;

/** The event of a type as a listener on the element `Target` receives it. */
export type EventOf<Target, Type extends keyof HTMLElementEventMap> = Type extends 'recognize-complete'
  ? RecognizeCompleteEvent<Target extends { readonly [RESULT]?: infer Result } ? Result : CeremonyResult>
  : HTMLElementEventMap[Type];

declare global {
  /** Events as a listener on any element of the page receives them. */
  interface HTMLElementEventMap {
    'recognize-request': RecognizeRequestEvent;
    'recognize-ready': RecognizeReadyEvent;
    'recognize-unsupported': RecognizeUnsupportedEvent;
    'recognize-step': RecognizeStepEvent;
    'recognize-handoff': RecognizeHandoffEvent;
    'recognize-hint': RecognizeHintEvent;
    'recognize-progress': RecognizeProgressEvent;
    'recognize-complete': RecognizeCompleteEvent<CeremonyResult>;
    'recognize-cancel': RecognizeCancelEvent;
    'recognize-error': RecognizeErrorEvent;
    'recognize-devices-change': RecognizeDevicesChangeEvent;
  }
}
