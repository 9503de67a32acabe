import type { PropertyDeclarations, TemplateResult } from 'lit';
import { INITIAL_DIAGNOSTICS } from '../client/diagnostics.ts';
import type { Device, EnrollResult } from '../client/index.ts';
import type { CallOptions, DeviceList, Recognize } from '../client/recognize.ts';
import { requireSet } from '../client/usage.ts';
import { isUnset, type RecognizeError } from '../errors.ts';
import {
  type DevicesChange,
  type Diagnostics,
  type RecognizeCompleteEvent,
  RecognizeDevicesChangeEvent,
  RecognizeErrorEvent,
  RecognizeReadyEvent,
} from '../events.ts';
import { fill, isolated } from '../i18n/language.ts';
import { cleanName } from '../visible-text.ts';
import { DeviceCalls } from './device-calls.ts';
import { domContentLoaded } from './dom-content-loaded.ts';
import type { RESULT } from './event-map.ts';
import { ModalDialog } from './modal-dialog.ts';
import { RecognizeElement } from './recognize-element.ts';
import { addDeviceView } from './view/add-device-view.ts';
import { deviceStyles } from './view/device-styles.ts';
import { devicesView } from './view/devices-view.ts';
import { focusDeviceRow, keepFocusInside } from './view/focus.ts';

/** No form and no dialog is open. */
const CLOSED = { renaming: undefined, removing: undefined, adding: false };
/** State that belongs to one user. */
const CLEARED = { ...CLOSED, list: undefined, message: '' };

/**
 * `<recognize-devices>`: lists the client devices of a user; removes and renames them, and adds one. With `can-add` it has the events and
 * parts of the enrollment inside it.
 *
 * @fires {RecognizeDevicesChangeEvent} recognize-devices-change - The backend has changed a device.
 *
 * @csspart list - The list of devices.
 * @csspart device - A device in the list.
 * @csspart own - The mark of this browser.
 * @csspart icon-button - A button with a drawing.
 * @csspart error - A failure of the list.
 */
export class RecognizeDevices extends RecognizeElement {
  static override properties: PropertyDeclarations = {
    ...RecognizeElement.properties,
    devices: { attribute: false },
    canAdd: { type: Boolean, attribute: 'can-add' },
    canRename: { type: Boolean, attribute: 'can-rename' },
    embedded: { type: Boolean },
    list: { state: true },
    renaming: { state: true },
    removing: { state: true },
    adding: { state: true },
    message: { state: true },
  };

  static override styles = [...RecognizeElement.styles, deviceStyles];

  declare readonly [RESULT]?: EnrollResult;
  /** A list that the page has already. Without it the element requests the list. */
  declare devices: readonly Device[] | null | undefined;
  /** Offers to set up one more recovery. */
  declare canAdd: boolean;
  /** Offers to rename devices. */
  declare canRename: boolean;
  /** Inside another element, which reports readiness and errors itself. */
  declare embedded: boolean;
  declare protected list: DeviceList | undefined;
  /** Ids of the device whose name form is open, and of the device whose removal is to be confirmed. */
  declare protected renaming: string | undefined;
  declare protected removing: string | undefined;
  declare protected adding: boolean;
  /** Result of the last change, for the screen and for screen readers. */
  declare protected message: string;

  readonly #calls = new DeviceCalls(this, () => void domContentLoaded().then(() => this.#load()));
  #lastLoad = 0;

  constructor() {
    super();
    new ModalDialog(this);
    Object.assign(this, { canAdd: false, canRename: false, embedded: false, ...CLEARED });
  }

  /** `running` while a device is added, renamed or removed. */
  get status(): 'idle' | 'loading' | 'ready' | 'running' | 'failed' {
    if (this.#calls.error !== undefined) return 'failed';
    if (this.list === undefined) return this.recognizeId ? 'loading' : 'idle';
    return this.adding || this.#calls.pending > 0 ? 'running' : 'ready';
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
    if (this.#calls.error !== undefined) await this.reload();
  }

  /** Resolves when the list is loaded, or loading failed. */
  async preload(): Promise<void> {
    if (this.list === undefined) await this.#load();
  }

  /** Closes an open form or dialog. Requests that were sent are not undone. */
  async cancel(): Promise<void> {
    Object.assign(this, CLOSED);
  }

  /** Closes an open form or dialog, clears the list and loads it again. */
  reset(): Promise<void> {
    this.#clear();
    return this.#load();
  }

  /** Loads the list again. Never rejects. */
  async reload(): Promise<void> {
    if (this.recognizeId) await this.#load();
    else await this.#call(async () => void requireSet('recognize-id', this.recognizeId));
  }

  async #load(): Promise<void> {
    const { recognizeId, devices } = this;
    const load = ++this.#lastLoad;
    if (!recognizeId) return;
    const isNewest = () => load === this.#lastLoad;
    await this.#call(async (client, options) => {
      const list = await (isUnset(devices)
        ? client.listDevices(recognizeId, options)
        : client.markOwnDevice(recognizeId, devices));
      if (!isNewest()) return;
      this.list = list;
      if (!this.embedded) this.announce(new RecognizeReadyEvent(this.diagnostics));
    }, isNewest);
  }

  protected override fail(error: RecognizeError): void {
    this.#clear();
    this.#calls.fail(error.at('devices'));
    if (!this.embedded) this.dispatchEvent(new RecognizeErrorEvent(error.at('devices').toJSON()));
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId')) this.#clear();
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId') || changed.has('devices'))
      void domContentLoaded().then(() => this.#load());
    if (!changed.has('renaming')) return;
    if (this.renaming !== undefined) this.renderRoot.querySelector('input')?.select();
    else focusDeviceRow(this.renderRoot, String(changed.get('renaming')));
  }

  protected override render(): TemplateResult {
    const { texts, locale, renaming, message, canRename } = this;
    const list = this.#namedList();
    return devicesView({
      texts,
      locale,
      list,
      message,
      canRename,
      renaming,
      error: this.#calls.error?.toJSON(),
      removing: list?.devices.find(({ deviceId }) => deviceId === this.removing),
      loading: this.status === 'loading',
      busy: this.#calls.pending > 0,
      live: this.liveRegion !== 'off',
      canAdd: this.canAdd && list !== undefined && !this.adding,
      enrollment: this.adding ? this.#enrollment() : undefined,
      openRename: ({ deviceId }) => {
        this.renaming = deviceId;
      },
      rename: (device, name) => void this.#rename(device, name),
      confirmRemove: (device) => {
        this.removing = device?.deviceId;
      },
      remove: (device) => void this.#remove(device),
      add: () => this.#showEnrollment(true),
      reload: () => {
        keepFocusInside(this);
        void this.reload();
      },
    });
  }

  /** The list, with the type of a device in place of a name that cannot be seen. */
  #namedList(): DeviceList | undefined {
    const { types } = this.texts.devices;
    const named = (device: Device) => (device.name === '' ? { ...device, name: types[device.type] } : device);
    return this.list && { ...this.list, devices: this.list.devices.map(named) };
  }

  #enrollment(): TemplateResult {
    return addDeviceView(this, {
      // Called for each run, because an authorization is valid for one run.
      authorization: () => this.openClient().addDevice(this.recognizeId!, { signal: this.#calls.signal }),
      doneLabel: this.texts.devices.done,
      added: this.#added,
      close: () => {
        this.#showEnrollment(false);
        void this.reload();
      },
    });
  }

  #showEnrollment(adding: boolean): void {
    this.adding = adding;
    keepFocusInside(this);
  }

  readonly #added = ({ detail }: RecognizeCompleteEvent<EnrollResult>): void => {
    const { deviceId, type } = detail.result;
    this.#report({ action: 'added', device: { deviceId, type, name: this.texts.devices.types[type] } }, '');
    void this.reload();
  };

  async #rename(device: Device, name: string): Promise<void> {
    this.renaming = undefined;
    const newName = cleanName(name);
    if (newName === '' || newName === device.name) return;
    await this.#call(async (client, options) => {
      const renamed = await client.renameDevice(this.recognizeId!, device.deviceId, newName, options);
      this.#replaceDevice(device.deviceId, [renamed]);
      const message = fill(this.texts.devices.renamed, { name: isolated(renamed.name) });
      this.#report({ action: 'renamed', device: eventDetail(renamed) }, message);
    });
  }

  async #remove(device: Device): Promise<void> {
    this.removing = undefined;
    await this.#call(async (client, options) => {
      await client.removeDevice(this.recognizeId!, device.deviceId, options);
      this.#replaceDevice(device.deviceId, []);
      const message = fill(this.texts.devices.removed, { name: isolated(device.name) });
      this.#report({ action: 'removed', device: eventDetail(device) }, message);
    });
    // The button of the removed row had the focus.
    keepFocusInside(this);
  }

  #clear(): void {
    Object.assign(this, CLEARED);
    this.#calls.clearError();
  }

  #replaceDevice(id: string, replacement: readonly Device[]): void {
    if (this.list === undefined) return;
    const devices = this.list.devices.flatMap((device) => (device.deviceId === id ? replacement : [device]));
    this.list = { ...this.list, devices };
  }

  #report(change: DevicesChange, message: string): void {
    this.message = message;
    this.dispatchEvent(new RecognizeDevicesChangeEvent(change));
  }

  async #call(
    work: (client: Recognize, options: CallOptions) => Promise<void>,
    isNeeded = () => true,
  ): Promise<void> {
    // Cleared first, so that screen readers also announce the same message twice.
    this.message = '';
    const error = await this.#calls.run((signal) => work(this.openClient(), { signal }), isNeeded);
    if (error !== undefined && !this.embedded) this.dispatchEvent(new RecognizeErrorEvent(error.toJSON()));
  }
}

const eventDetail = ({ deviceId, type, name }: Device) => ({ deviceId, type, name });
