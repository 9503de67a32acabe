import type { PropertyDeclarations } from 'lit';
import type { Camera } from '../capture/camera.ts';
import type { Authorization } from '../ceremonies/types.ts';
import type { RecognizeErrorJson } from '../errors.ts';
import type { HintName, StepName } from '../events.ts';
import { RecognizeBase } from './recognize-base.ts';
import type { RunStatus } from './run.ts';
import { ceremonyStyles } from './view/ceremony-styles.ts';

export type Status = 'idle' | 'loading' | 'ready' | RunStatus;

/** What a page sets on an element that runs a ceremony, and what the element shows of the run. */
export abstract class CeremonyState extends RecognizeBase {
  static override properties: PropertyDeclarations = {
    ...RecognizeBase.properties,
    layout: { reflect: true },
    autostart: { type: Boolean },
    preloading: { attribute: 'preload' },
    authorization: { attribute: false },
    step: { state: true },
    hint: { state: true },
    error: { state: true },
    loaded: { state: true },
    views: { state: true },
    source: { state: true },
    settled: { state: true },
    late: { state: true },
  };

  static override styles = [...RecognizeBase.styles, ceremonyStyles];

  declare layout: 'inline' | 'dialog';
  declare autostart: boolean;
  declare preloading: 'none' | 'visible' | 'eager';
  /** The host's token for a run, or how to get one. */
  declare authorization: Authorization | undefined;
  declare protected step: StepName | undefined;
  declare protected hint: HintName | undefined;
  declare protected error: RecognizeErrorJson | undefined;
  /** Share of bytes loaded, and of good views taken, 0..1. */
  declare protected loaded: number;
  declare protected views: number;
  /** The camera of the run. */
  declare protected source: Camera | undefined;
  /** The page has done what it does after a success. */
  declare protected settled: boolean;
  /** The request that binds or stores has left in this run. */
  declare protected late: boolean;

  #status: Status = 'idle';

  constructor() {
    super();
    this.layout = 'inline';
    this.autostart = false;
    this.preloading = 'none';
    this.loaded = 0;
    this.views = 0;
    this.settled = false;
    this.late = false;
  }

  get status(): Status {
    return this.#status;
  }

  protected setStatus(status: Status): void {
    const before = this.#status;
    this.#status = status;
    this.requestUpdate('status', before);
  }

  /** Forgets the run before. */
  protected begin(status: Status): void {
    this.setStatus(status);
    this.step = undefined;
    this.hint = undefined;
    this.error = undefined;
    this.views = 0;
    this.settled = false;
    this.late = false;
  }
}
