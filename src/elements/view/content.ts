import type { TemplateResult } from 'lit';
import type { RunningState } from '../../client/run-state.ts';
import type { RecognizeError } from '../../errors.ts';
import type { Intro, Pack } from '../../i18n/types.ts';
import type { CameraHelp } from '../camera-help-controller.ts';
import type { HandoffView } from '../handoff-controller.ts';
import type { ElementState } from '../run-controller.ts';
import type { Place } from '../run-layout.ts';

/** What a ceremony element renders from. */
export interface CeremonyView {
  readonly texts: Pack;
  /** BCP 47 tag of the texts. */
  readonly language: string;
  readonly intro: Intro;
  readonly state: ElementState<unknown>;
  readonly layout: 'auto' | 'inline' | 'dialog';
  readonly place: Place;
  /** Height of the content before it left the flow of the page, in CSS pixels. */
  readonly heightInFlow: number;
  /** Whether screen readers announce changes of the message. */
  readonly live: boolean;
  /** Whether the page offers a way without a face, in the slot `alternative`. */
  readonly hasAlternative: boolean;
  /** Whether the page has a text in the slot `consent`. */
  readonly hasConsent: boolean;
  readonly details: TemplateResult | undefined;
  readonly review: TemplateResult | undefined;
  /** After how many seconds the picture of an enrollment is used by itself; undefined if it waits for the person. */
  readonly reviewSeconds: number | undefined;
  readonly start: () => void;
  readonly cancel: () => void;
  readonly reset: () => void;
  /** Starts a run that may replace an unused device; undefined for a ceremony that binds no device. */
  readonly replace: (() => void) | undefined;
  readonly handoff: HandoffView;
  /** What this browser lacks for a run, so that no start is offered. */
  readonly unsupported: RecognizeError | undefined;
  readonly cameraHelp: CameraHelp;
  /** Of an element that uses a photo. */
  readonly photo: PhotoView | undefined;
  /** The browser has closed the dialog. */
  readonly dialogClosed: () => void;
  /** Renders again what depends on the time. */
  readonly refresh: () => void;
}

/**
 * Content of the panel, in the order of the screen; during a run `message` is above `above`. `message` is in the same live region for every
 * status, so that screen readers announce its changes.
 */
export interface Content {
  /** A drawing, or the picture of the camera. */
  readonly above?: TemplateResult;
  /** Keeps the space of the longest message, so that nothing moves when the message changes. */
  readonly hintSpace?: TemplateResult;
  readonly message?: TemplateResult | undefined;
  /** Screen readers announce it; it is not visible. */
  readonly spoken?: string;
  /** What belongs to the message, and buttons. */
  readonly below?: TemplateResult | undefined;
  /** Leads to the slot `alternative`, which follows. */
  readonly beforeAlternative?: TemplateResult;
}

/** The views of an element that uses a photo, in place of those for a camera. */
export interface PhotoView {
  readonly start: Content;
  /** The button that leads to another photo. */
  readonly another: TemplateResult;
  /** The photo during a run; undefined as soon as the camera is used. */
  readonly picture: (state: RunningState) => TemplateResult | undefined;
}
