import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Device, EnrollResult } from '../client/index.ts';
import type { DeviceList } from '../client/recognize.ts';
import { type DevicesChange, type RecognizeCompleteEvent, RecognizeDevicesChangeEvent } from '../events.ts';
import { fill, isolated } from '../i18n/language.ts';
import { cleanName } from '../visible-text.ts';
import { DeviceListElement } from './device-list-element.ts';
import type { RESULT } from './event-map.ts';
import { ModalDialog } from './modal-dialog.ts';
import { addDeviceView } from './view/add-device-view.ts';
import { deviceStyles } from './view/device-styles.ts';
import { devicesView } from './view/devices-view.ts';
import { focusDeviceRow, keepFocusInside } from './view/focus.ts';

/** No form and no dialog is open. */
const CLOSED = { renaming: undefined, removing: undefined, adding: false };

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
export class RecognizeDevices extends DeviceListElement {
  static override properties: PropertyDeclarations = {
    ...DeviceListElement.properties,
    canAdd: { type: Boolean, attribute: 'can-add' },
    canRename: { type: Boolean, attribute: 'can-rename' },
    renaming: { state: true },
    removing: { state: true },
    adding: { state: true },
  };

  static override styles = [...DeviceListElement.styles, deviceStyles];

  declare readonly [RESULT]?: EnrollResult;
  /** Offers to set up one more recovery. */
  declare canAdd: boolean;
  /** Offers to rename devices. */
  declare canRename: boolean;
  /** Ids of the device whose name form is open, and of the device whose removal is to be confirmed. */
  declare protected renaming: string | undefined;
  declare protected removing: string | undefined;
  declare protected adding: boolean;
  constructor() {
    super();
    new ModalDialog(this);
    Object.assign(this, { canAdd: false, canRename: false, ...CLOSED });
  }

  /** `running` while a device is added, renamed or removed. */
  get status(): 'idle' | 'loading' | 'ready' | 'running' | 'failed' {
    if (this.calls.error !== undefined) return 'failed';
    if (this.list === undefined) return this.recognizeId ? 'loading' : 'idle';
    return this.adding || this.calls.pending > 0 ? 'running' : 'ready';
  }

  /** Closes an open form or dialog. Requests that were sent are not undone. */
  async cancel(): Promise<void> {
    Object.assign(this, CLOSED);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    if (!changed.has('renaming')) return;
    if (this.renaming !== undefined) this.renderRoot.querySelector('input')?.select();
    else focusDeviceRow(this.renderRoot, String(changed.get('renaming')));
  }

  protected override render(): TemplateResult {
    const { texts, language, locale, renaming, message, canRename } = this;
    const list = this.#namedList();
    return devicesView({
      texts,
      language,
      locale,
      list,
      message,
      canRename,
      renaming,
      error: this.calls.error?.toJSON(),
      removing: list?.devices.find(({ deviceId }) => deviceId === this.removing),
      loading: this.status === 'loading',
      busy: this.calls.pending > 0,
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
      authorization: () => this.openClient().addDevice(this.recognizeId!, { signal: this.calls.signal }),
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
    await this.call(async (client, options) => {
      const renamed = await client.renameDevice(this.recognizeId!, device.deviceId, newName, options);
      this.#replaceDevice(device.deviceId, [renamed]);
      const message = fill(this.texts.devices.renamed, { name: isolated(renamed.name) });
      this.#report({ action: 'renamed', device: eventDetail(renamed) }, message);
    });
  }

  async #remove(device: Device): Promise<void> {
    this.removing = undefined;
    await this.call(async (client, options) => {
      await client.removeDevice(this.recognizeId!, device.deviceId, options);
      this.#replaceDevice(device.deviceId, []);
      const message = fill(this.texts.devices.removed, { name: isolated(device.name) });
      this.#report({ action: 'removed', device: eventDetail(device) }, message);
    });
    // The button of the removed row had the focus.
    keepFocusInside(this);
  }

  protected override clear(): void {
    super.clear();
    Object.assign(this, CLOSED);
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
}

const eventDetail = ({ deviceId, type, name }: Device) => ({ deviceId, type, name });
