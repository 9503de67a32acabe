import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Device, EnrollResult } from '../client/index.ts';
import { RecognizeError } from '../errors.ts';
import { type DevicesChange, type RecognizeCompleteEvent, RecognizeDevicesChangeEvent } from '../events.ts';
import { fill, isolated } from '../i18n/language.ts';
import { cleanName } from '../visible-text.ts';
import { DeviceListElement } from './device-list-element.ts';
import type { RESULT } from './event-map.ts';
import { MinuteClock } from './minute-clock.ts';
import { ModalDialog } from './modal-dialog.ts';
import { addDeviceView } from './view/add-device-view.ts';
import { namedDevices } from './view/device-names.ts';
import type { ReviewAnswer } from './view/device-review.ts';
import { deviceStyles } from './view/device-styles.ts';
import { devicesView } from './view/devices-view.ts';
import { deviceRowSelector, focusDeviceRow, keepFocusInside } from './view/focus.ts';

/** No form and no dialog is open, and no question is answered. */
const CLOSED = { renaming: undefined, removing: undefined, adding: false, answer: undefined };

/**
 * `<recognize-devices>`: lists the client devices of a user; removes and renames them, and adds one. With `can-add` it has the events and
 * parts of the enrollment inside it.
 *
 * @fires {RecognizeDevicesChangeEvent} recognize-devices-change - The backend has changed a device.
 *
 * @csspart list - The list of devices.
 * @csspart device - A device in the list.
 * @csspart own - The mark of this browser.
 * @csspart group - A heading in a long list.
 * @csspart scroll - The area in which a long list scrolls.
 * @csspart icon-button - A button with a drawing.
 * @csspart error - A failure of the list.
 */
export class RecognizeDevices extends DeviceListElement {
  static override properties: PropertyDeclarations = {
    ...DeviceListElement.properties,
    canAdd: { type: Boolean, attribute: 'can-add' },
    canRename: { type: Boolean, attribute: 'can-rename' },
    review: { type: Boolean },
    renaming: { state: true },
    removing: { state: true },
    adding: { state: true },
    answer: { state: true },
  };

  static override styles = [...DeviceListElement.styles, deviceStyles];

  declare readonly [RESULT]?: EnrollResult;
  /** Offers to set up one more recovery. */
  declare canAdd: boolean;
  /** Offers to rename devices. */
  declare canRename: boolean;
  /** Asks first whether the person still has the other browsers. */
  declare review: boolean;
  /** Ids of the device whose name form is open, and of the device whose removal is to be confirmed. */
  declare protected renaming: string | undefined;
  declare protected removing: string | undefined;
  declare protected adding: boolean;
  declare protected answer: ReviewAnswer;
  constructor() {
    super();
    new ModalDialog(this);
    new MinuteClock(this);
    Object.assign(this, { canAdd: false, canRename: false, review: false, ...CLOSED });
  }

  /** `running` while a device is added, renamed or removed. */
  get status(): 'idle' | 'loading' | 'ready' | 'running' | 'failed' {
    if (this.calls.error !== undefined) return 'failed';
    if (this.list === undefined) return this.recognizeId ? 'loading' : 'idle';
    return this.adding || this.calls.pending > 0 ? 'running' : 'ready';
  }

  /** Closes an open form or dialog. Requests that were sent are not undone. */
  async cancel(): Promise<void> {
    const { answer } = this;
    Object.assign(this, CLOSED, { answer });
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    if (!changed.has('renaming')) return;
    if (this.renaming !== undefined) this.renderRoot.querySelector('input')?.select();
    else focusDeviceRow(this.renderRoot, String(changed.get('renaming')));
  }

  protected override render(): TemplateResult {
    const { texts, renaming, message, canRename, review, answer } = this;
    const { language, locale } = this.localized;
    const list = this.list && { ...this.list, devices: namedDevices(this.list.devices, texts.devices) };
    return devicesView({
      texts,
      language,
      locale,
      list,
      message,
      canRename,
      review,
      answer,
      renaming,
      error: this.calls.error?.toJSON(),
      notRemoved: list?.devices.find(({ deviceId }) => deviceId === this.notRemoved),
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
      setAnswer: (given) => this.#setAnswer(given),
      reload: () => {
        keepFocusInside(this);
        void this.reload();
      },
    });
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

  #setAnswer(answer: ReviewAnswer): void {
    this.answer = answer;
    this.message = answer === 'yes' ? this.texts.devices.review.done : '';
    keepFocusInside(this);
  }

  readonly #added = async ({ detail }: RecognizeCompleteEvent<EnrollResult>): Promise<void> => {
    const { deviceId, type } = detail.result;
    await this.reload();
    // The backend may have added a number to the name.
    const name = this.list?.devices.find((device) => device.deviceId === deviceId)?.name;
    this.#report(
      { action: 'added', device: { deviceId, type, name: name ?? this.texts.devices.types[type] } },
      '',
    );
  };

  async #rename(device: Device, name: string): Promise<void> {
    this.renaming = undefined;
    const newName = cleanName(name);
    if (newName === '' || newName === device.name) return;
    const next = this.#neighborOf(device);
    await this.call(async (client, options) => {
      const renamed = await client
        .renameDevice(this.recognizeId!, device.deviceId, newName, options)
        .catch(undefinedIfRemoved);
      if (renamed === undefined) {
        this.#reportRemoved(device);
        await this.updateComplete;
        return keepFocusInside(this, deviceRowSelector(next));
      }
      this.#replaceDevice(device.deviceId, [renamed]);
      const message = fill(this.texts.devices.renamed, { name: isolated(renamed.name) });
      this.#report({ action: 'renamed', device: eventDetail(renamed) }, message);
    });
  }

  async #remove(device: Device): Promise<void> {
    this.removing = undefined;
    const next = this.#neighborOf(device);
    const error = await this.call(async (client, options) => {
      await client.removeDevice(this.recognizeId!, device.deviceId, options);
      this.#reportRemoved(device);
    });
    if (error !== undefined) this.notRemoved = device.deviceId;
    // The button that had the focus is gone: with the row, or with the dialog.
    await this.updateComplete;
    keepFocusInside(this, error === undefined ? deviceRowSelector(next) : '.error button');
  }

  #reportRemoved(device: Device): void {
    // The name of the backend, which is not always the one that the list shows.
    const removed = this.list?.devices.find(({ deviceId }) => deviceId === device.deviceId) ?? device;
    this.#replaceDevice(device.deviceId, []);
    const message = fill(this.texts.devices.removed, { name: isolated(device.name) });
    this.#report({ action: 'removed', device: eventDetail(removed) }, message);
  }

  /** Id of the device that follows in the list, or of the last one before. */
  #neighborOf({ deviceId }: Device): string | undefined {
    const rows = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-device]')];
    const index = rows.findIndex(({ dataset }) => dataset.device === deviceId);
    return (rows[index + 1] ?? rows[index - 1])?.dataset.device;
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

/** Another tab, or the host, may have removed the device meanwhile. */
function undefinedIfRemoved(thrown: unknown): undefined {
  if (!(thrown instanceof RecognizeError) || thrown.code !== 'server/not-found') throw thrown;
}
