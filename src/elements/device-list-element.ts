import type { PropertyDeclarations } from 'lit';
import type { CallOptions, DeviceList } from '../client/device-management.ts';
import { INITIAL_DIAGNOSTICS } from '../client/diagnostics.ts';
import type { Device } from '../client/index.ts';
import type { Recognize } from '../client/recognize.ts';
import { requireSet } from '../client/usage.ts';
import { isUnset, type RecognizeError } from '../errors.ts';
import { type Diagnostics, RecognizeErrorEvent, RecognizeReadyEvent } from '../events.ts';
import { DeviceCalls } from './device-calls.ts';
import { domContentLoaded } from './dom-content-loaded.ts';
import { RecognizeElement } from './recognize-element.ts';

/** An element that loads the list of a user's client devices, and reports what failed. */
export abstract class DeviceListElement extends RecognizeElement {
  static override properties: PropertyDeclarations = {
    ...RecognizeElement.properties,
    devices: { attribute: false },
    embedded: { type: Boolean },
    list: { state: true },
    message: { state: true },
    notRemoved: { state: true },
  };

  /** A list that the page has already. Without it the element requests the list. */
  declare devices: readonly Device[] | null | undefined;
  /** Inside another element, which reports readiness and errors itself. */
  declare embedded: boolean;
  declare protected list: DeviceList | undefined;
  /** Result of the last change, for the screen and for screen readers. */
  declare protected message: string;
  /** Id of the device that the newest call could not remove. */
  declare protected notRemoved: string | undefined;

  protected readonly calls = new DeviceCalls(this, () => void domContentLoaded().then(() => this.#load()));
  #lastLoad = 0;

  constructor() {
    super();
    Object.assign(this, { embedded: false, list: undefined, message: '', notRemoved: undefined });
  }

  get diagnostics(): Diagnostics {
    return INITIAL_DIAGNOSTICS;
  }

  /** Loads the list again. The element does so without a call as soon as `recognize-id` is set. Never rejects. */
  start(): Promise<void> {
    return this.reload();
  }

  /** Loads the list again after a failure. */
  async retry(): Promise<void> {
    if (this.calls.error !== undefined) await this.reload();
  }

  /** Resolves when the list is loaded, or loading failed. */
  async preload(): Promise<void> {
    if (this.list === undefined) await this.#load();
  }

  /** Closes an open form or dialog, clears the list and loads it again. */
  reset(): Promise<void> {
    this.clear();
    return this.#load();
  }

  /** Loads the list again. Never rejects. */
  async reload(): Promise<void> {
    if (this.recognizeId) await this.#load();
    else await this.call(async () => void requireSet('recognize-id', this.recognizeId));
  }

  async #load(): Promise<void> {
    const { recognizeId, devices } = this;
    const load = ++this.#lastLoad;
    if (!recognizeId) return;
    const isNewest = () => load === this.#lastLoad;
    await this.call(async (client, options) => {
      const list = await (isUnset(devices)
        ? client.listDevices(recognizeId, options)
        : client.markOwnDevice(recognizeId, devices));
      if (!isNewest()) return;
      this.list = list;
      if (!this.embedded) this.announce(new RecognizeReadyEvent(this.diagnostics));
    }, isNewest);
  }

  protected override fail(error: RecognizeError): void {
    this.clear();
    this.calls.fail(error.at('devices'));
    if (!this.embedded) this.dispatchEvent(new RecognizeErrorEvent(error.at('devices').toJSON()));
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId')) this.clear();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId') || changed.has('devices'))
      void domContentLoaded().then(() => this.#load());
  }

  /** Forgets what belongs to one user. */
  protected clear(): void {
    this.list = undefined;
    this.message = '';
    this.notRemoved = undefined;
    this.calls.clearError();
  }

  /** Runs a call of the client. Its error is shown and reported. @returns the error */
  protected async call(
    work: (client: Recognize, options: CallOptions) => Promise<void>,
    isNeeded = () => true,
  ): Promise<RecognizeError | undefined> {
    // Cleared first, so that screen readers also announce the same message twice.
    this.message = '';
    this.notRemoved = undefined;
    const error = await this.calls.run((signal) => work(this.openClient(), { signal }), isNeeded);
    if (error !== undefined && !this.embedded) this.dispatchEvent(new RecognizeErrorEvent(error.toJSON()));
    return error;
  }
}
