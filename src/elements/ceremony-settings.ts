import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Authorization } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import type { RunOptions } from '../client/run-state.ts';
import { attribute, requireOneOf, requireString } from '../client/usage.ts';
import type { Intro } from '../i18n/types.ts';
import type { CeremonyResult, RESULT } from './event-map.ts';
import { RecognizeElement } from './recognize-element.ts';
import { timeLimitMs } from './time-limit.ts';
import { cameraStyles } from './view/camera-styles.ts';
import { ceremonyStyles } from './view/ceremony-styles.ts';
import type { PhotoView } from './view/content.ts';
import { handoffStyles } from './view/handoff-styles.ts';
import { lightStyles } from './view/light-styles.ts';
import { smallScreenStyles } from './view/small-screen-styles.ts';

/** What a page sets on every ceremony element, and what its subclasses decide. `CeremonyElement` carries out the runs. */
export abstract class CeremonySettings<Result extends CeremonyResult> extends RecognizeElement {
  static override properties: PropertyDeclarations = {
    ...RecognizeElement.properties,
    layout: { reflect: true, useDefault: true },
    autostart: { type: Boolean },
    preloading: { attribute: 'preload' },
    authorization: { attribute: false },
    handoff: {},
    handoffId: { attribute: 'handoff-id' },
    spokenHints: { type: Boolean, attribute: 'spoken-hints' },
    vibrate: { type: Boolean },
    timeLimit: { attribute: 'time-limit' },
  };

  static override styles = [
    ...RecognizeElement.styles,
    ceremonyStyles,
    handoffStyles,
    cameraStyles,
    lightStyles,
    smallScreenStyles,
  ];

  declare readonly [RESULT]?: Result;
  /** Where a run is shown: `auto` fills small viewports, `inline` stays in the page, `dialog` is modal. */
  declare layout: 'auto' | 'inline' | 'dialog';
  /** Starts a run when the element is on the page and its properties are set. */
  declare autostart: boolean;
  /** Loads the models ahead of a run. */
  declare preloading: 'none' | 'visible' | 'eager';
  /** The host's token for a run, or a function that gets one. */
  declare authorization: Authorization | undefined;
  /** `auto` offers a phone beside the camera, `only` offers the phone alone. */
  declare handoff: 'auto' | 'off' | 'only';
  /** On the phone: the fragment of the link. The element then runs what was handed off. */
  declare handoffId: string | undefined;
  /** Speaks the instructions of a run with a voice of this device. */
  declare spokenHints: boolean;
  /** Vibrates once after a success, where the device can. */
  declare vibrate: boolean;
  /** Seconds without a result after which a capture asks whether to go on; `none`: it never asks. Default 20. */
  declare timeLimit: string | number | undefined;
  constructor() {
    super();
    this.layout = 'auto';
    this.autostart = false;
    this.preloading = 'none';
    this.handoff = 'off';
    this.spokenHints = false;
    this.vibrate = false;
  }

  /** Texts of this ceremony. */
  protected abstract get intro(): Intro;
  /** Values of the properties without which no run can start. */
  protected abstract get requiredValues(): readonly unknown[];
  /**
   * Calls the client.
   *
   * @param replaceUnused whether the person has agreed that the run replaces an unused device
   * @throws RecognizeError `usage/*`
   */
  protected abstract perform(
    client: Recognize,
    options: RunOptions<Result>,
    replaceUnused: boolean,
  ): Promise<Result>;
  /** Whether a run can replace an unused device, after the person has agreed. */
  protected get bindsDevice(): boolean {
    return false;
  }
  /** After how many seconds the picture of an enrollment is used by itself. */
  protected get reviewSeconds(): number | undefined {
    return undefined;
  }
  /** Whether a run opens the camera. */
  protected get usesCamera(): boolean {
    return true;
  }
  /** The views of an element that uses a photo. */
  protected photoView(): PhotoView | undefined {
    return undefined;
  }
  /** Content between title and button. */
  protected details(): TemplateResult | undefined {
    return undefined;
  }
  /** Content below the message of a success. */
  protected review(): TemplateResult | undefined {
    return undefined;
  }

  protected override checkUsage(): void {
    super.checkUsage();
    requireOneOf(attribute('layout'), this.layout, ['auto', 'inline', 'dialog']);
    requireOneOf(attribute('preload'), this.preloading, ['none', 'visible', 'eager']);
    requireOneOf(attribute('handoff'), this.handoff, ['auto', 'off', 'only']);
    requireString(attribute('handoff-id'), this.handoffId);
    timeLimitMs(this.timeLimit);
  }
}
