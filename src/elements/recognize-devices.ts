import type { TemplateResult } from 'lit';
import {
  addDevice,
  identifyOwnDevice,
  listDevices,
  removeDevice,
  renameDevice,
} from '../ceremonies/devices.ts';
import type { DeviceContext } from '../ceremonies/types.ts';
import { toRecognizeError } from '../errors.ts';
import {
  type DevicesChange,
  type RecognizeCompleteEvent,
  RecognizeDevicesChangeEvent,
  RecognizeErrorEvent,
  RecognizeReadyEvent,
} from '../events.ts';
import { fill, isolated } from '../i18n/language.ts';
import { type Device, DevicesState, nothingOpen, ofNobody } from './devices-state.ts';
import { hostOf } from './host.ts';
import { pageScripts } from './page-scripts.ts';
import { addDeviceView } from './view/add-device-view.ts';
import { devicesView } from './view/devices-view.ts';
import { focusPanel } from './view/focus-panel.ts';
import { Modal } from './view/modal.ts';

/** `<recognize-devices>`: every client device of a person; removes and renames them, and adds one. */
export class RecognizeDevices extends DevicesState {
  #abort = new AbortController();
  readonly #modal = new Modal();
  #asked = 0;
  #announced = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
    if (!this.#abort.signal.aborted) return;
    this.#abort = new AbortController();
    // What was asked before the element left was broken off.
    void pageScripts().then(() => this.reload());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#abort.abort();
    });
  }

  /** As of the other elements: versions; nothing biometric. */
  get diagnostics(): Readonly<Record<string, unknown>> {
    return { version: this.runtime.version };
  }

  /** Asks for the list, as the element does by itself once it knows whose. Resolves also when that failed. */
  start(): Promise<void> {
    return this.reload();
  }

  /** After a failure, asks for the list anew. */
  async retry(): Promise<void> {
    if (this.error !== undefined) await this.reload();
  }

  /** Resolves when the list is there, or could not be had. */
  async preload(): Promise<void> {
    if (this.list === undefined) await this.reload();
  }

  /** Closes what is open: a question, a field, the adding of a device. What the backend was told already stays. */
  async cancel(): Promise<void> {
    Object.assign(this, nothingOpen);
  }

  /** Closes what is open, forgets the list and asks for it anew. */
  reset(): Promise<void> {
    Object.assign(this, ofNobody);
    return this.reload();
  }

  /** Asks for the list anew. Resolves also when that failed. */
  async reload(): Promise<void> {
    const { recognizeId, devices } = this;
    const asked = ++this.#asked;
    if (!recognizeId) return;
    // Only the last question counts, whatever comes of it.
    const last = () => asked === this.#asked;
    await this.#attempt(async (context) => {
      const list = await (devices
        ? identifyOwnDevice(context, recognizeId, devices)
        : listDevices(context, recognizeId));
      if (!last()) return;
      this.list = list;
      if (this.#announced || this.embedded) return;
      this.#announced = true;
      this.dispatchEvent(new RecognizeReadyEvent(this.diagnostics));
    }, last);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId')) Object.assign(this, ofNobody);
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId') || changed.has('devices')) void pageScripts().then(() => this.reload());
    this.#modal.keep(this.renderRoot.querySelector('dialog'));
    if (!changed.has('editing')) return;
    this.renderRoot.querySelector('input')?.select();
    if (this.editing !== undefined) return;
    const row = `[data-device="${CSS.escape(String(changed.get('editing')))}"]`;
    this.renderRoot.querySelector<HTMLElement>(`${row} button`)?.focus();
  }

  protected override render(): TemplateResult {
    const { texts, locale, list, error, editing, said, canRename } = this;
    return devicesView({
      texts,
      locale,
      list,
      error,
      editing,
      said,
      canRename,
      removing: list?.devices.find(({ deviceId }) => deviceId === this.removing),
      loading: this.status === 'loading',
      busy: this.busy > 0,
      live: this.liveRegion !== 'off',
      canAdd: this.canAdd && list !== undefined && !this.adding,
      enrollment: this.adding ? this.#enrollment() : undefined,
      edit: ({ deviceId }) => {
        this.editing = deviceId;
      },
      rename: (device, name) => void this.#rename(device, name),
      ask: (device) => {
        this.removing = device?.deviceId;
      },
      remove: (device) => void this.#remove(device),
      add: () => {
        this.adding = true;
        this.#focus();
      },
      reload: () => {
        this.#focus();
        void this.reload();
      },
    });
  }

  #enrollment(): TemplateResult {
    return addDeviceView(this, {
      // Each run needs a permission of its own.
      authorization: () => addDevice(this.#context, this.recognizeId!),
      done: this.texts.devices.done,
      added: this.#added,
      finish: () => {
        this.adding = false;
        this.#focus();
        void this.reload();
      },
    });
  }

  get #context(): DeviceContext {
    const { signal } = this.#abort;
    return { host: hostOf(this), store: this.runtime.openStore(), signal, now: Date.now };
  }

  readonly #added = ({ detail }: RecognizeCompleteEvent<{ deviceId: string; type: 'BACKUP' }>): void => {
    const { deviceId, type } = detail.result;
    this.#tell({ action: 'added', device: { deviceId, type, name: this.texts.devices.types[type] } }, '');
    void this.reload();
  };

  async #rename(device: Device, name: string): Promise<void> {
    this.editing = undefined;
    const wanted = name.trim();
    if (wanted === '' || wanted === device.name) return;
    await this.#attempt(async (context) => {
      const renamed = await renameDevice(context, this.recognizeId!, device.deviceId, wanted);
      this.#replace((devices) =>
        devices.map((other) => (other.deviceId === device.deviceId ? renamed : other)),
      );
      const said = fill(this.texts.devices.renamed, { name: isolated(renamed.name) });
      this.#tell({ action: 'renamed', device: detailOf(renamed) }, said);
    });
  }

  async #remove(device: Device): Promise<void> {
    this.removing = undefined;
    await this.#attempt(async (context) => {
      await removeDevice(context, this.recognizeId!, device.deviceId);
      this.#replace((devices) => devices.filter(({ deviceId }) => deviceId !== device.deviceId));
      const said = fill(this.texts.devices.removed, { name: isolated(device.name) });
      this.#tell({ action: 'removed', device: detailOf(device) }, said);
    });
    this.#focus();
  }

  /** The button that was pressed is gone: the focus stays within the element, unless the person has gone elsewhere meanwhile. */
  #focus(): void {
    const { activeElement } = this.getRootNode() as Document | ShadowRoot;
    if (activeElement !== null && activeElement !== this && activeElement !== document.body) return;
    focusPanel(this.renderRoot);
  }

  #replace(change: (devices: readonly Device[]) => readonly Device[]): void {
    if (this.list !== undefined) this.list = { ...this.list, devices: change(this.list.devices) };
  }

  #tell(change: DevicesChange, said: string): void {
    this.said = said;
    this.dispatchEvent(new RecognizeDevicesChangeEvent(change));
  }

  async #attempt(work: (context: DeviceContext) => Promise<void>, wanted = () => true): Promise<void> {
    this.busy++;
    this.error = undefined;
    // The same words twice are told twice.
    this.said = '';
    try {
      await work(this.#context);
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'host/rejected').at('devices');
      if (error.code === 'ceremony/aborted' || !wanted()) return;
      this.error = error.toJSON();
      if (!this.embedded) this.dispatchEvent(new RecognizeErrorEvent(error.toJSON()));
    } finally {
      this.busy--;
    }
  }
}

const detailOf = ({ deviceId, type, name }: Device) => ({ deviceId, type, name });
