import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import {
  addDevice,
  type DeviceList,
  listDevices,
  removeDevice,
  renameDevice,
  withOwn,
} from '../ceremonies/devices.ts';
import type { DeviceContext } from '../ceremonies/types.ts';
import { type RecognizeErrorJson, toRecognizeError } from '../errors.ts';
import {
  type DevicesChange,
  RecognizeDevicesChangeEvent,
  RecognizeErrorEvent,
  RecognizeReadyEvent,
} from '../events.ts';
import { fill } from '../i18n/language.ts';
import { hostOf } from './host.ts';
import { RecognizeBase } from './recognize-base.ts';
import { deviceRow } from './view/device-row.ts';
import { deviceStyles } from './view/device-styles.ts';
import { failureText } from './view/failure.ts';

type Device = DeviceList['devices'][number];

/** `<recognize-devices>`: every client device of a person; removes and renames them, and adds one. */
export class RecognizeDevices extends RecognizeBase {
  static override properties: PropertyDeclarations = {
    ...RecognizeBase.properties,
    devices: { attribute: false },
    canAdd: { type: Boolean, attribute: 'can-add' },
    canRename: { type: Boolean, attribute: 'can-rename' },
    camera: {},
    embedded: { type: Boolean },
    list: { state: true },
    error: { state: true },
    editing: { state: true },
    removing: { state: true },
    adding: { state: true },
    said: { state: true },
    busy: { state: true },
  };

  static override styles = [...RecognizeBase.styles, deviceStyles];

  /** The list, when the page has it already; else the backend is asked. */
  declare devices: readonly Device[] | undefined;
  declare canAdd: boolean;
  declare canRename: boolean;
  /** For adding a device. */
  declare camera: string;
  /** Within another element, which tells of itself. */
  declare embedded: boolean;
  declare private list: DeviceList | undefined;
  declare private error: RecognizeErrorJson | undefined;
  declare private editing: string | undefined;
  declare private removing: string | undefined;
  declare private adding: string | undefined;
  declare private said: string;
  declare private busy: boolean;

  #abort = new AbortController();
  #announced = false;

  constructor() {
    super();
    this.canAdd = false;
    this.canRename = false;
    this.camera = 'user';
    this.embedded = false;
    this.said = '';
    this.busy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#abort.signal.aborted) this.#abort = new AbortController();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (!this.isConnected) this.#abort.abort();
    });
  }

  /** Asks for the list anew. Resolves also when that failed. */
  async reload(): Promise<void> {
    const { recognizeId } = this;
    if (!recognizeId) return;
    await this.#attempt(async (context) => {
      const { devices } = this;
      this.list = devices
        ? await withOwn(context, recognizeId, devices)
        : await listDevices(context, recognizeId);
      if (this.#announced || this.embedded) return;
      this.#announced = true;
      this.dispatchEvent(new RecognizeReadyEvent({ version: this.runtime.version }));
    });
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('recognizeId') || changed.has('devices')) void this.reload();
    if (changed.has('removing') && this.removing) this.renderRoot.querySelector('dialog')?.showModal();
    if (changed.has('editing') && this.editing)
      this.renderRoot.querySelector<HTMLInputElement>('input')?.select();
  }

  protected override render(): TemplateResult {
    const { texts, list, error } = this;
    const removing = list?.devices.find(({ deviceId }) => deviceId === this.removing);
    return html`<section part="panel" class="panel" dir=${texts.direction} aria-busy=${this.busy}>
      <h2 part="title">${texts.devices.title}</h2>
      <p class="said" role="status" aria-live=${this.liveRegion}>${this.said}</p>
      ${error === undefined ? nothing : this.#failure(error)}
      ${this.recognizeId && list === undefined && error === undefined ? html`<p class="quiet">${texts.devices.loading}</p>` : nothing}
      ${list?.devices.length === 0 ? html`<p class="quiet">${texts.devices.empty}</p>` : nothing}
      <ul part="list">
        ${list?.devices.map((device) => this.#row(device, list.own))}
      </ul>
      ${removing === undefined ? nothing : this.#confirmation(removing)}
      ${this.adding === undefined ? this.#addButton() : this.#enrollment(this.adding)}
    </section>`;
  }

  #row(device: Device, own: string | undefined): TemplateResult {
    return deviceRow({
      device,
      own: device.deviceId === own,
      texts: this.texts,
      locale: this.locale,
      canRename: this.canRename,
      editing: device.deviceId === this.editing,
      edit: () => {
        this.editing = device.deviceId;
      },
      rename: (name) => void this.#rename(device, name),
      remove: () => {
        this.removing = device.deviceId;
      },
    });
  }

  #failure(error: RecognizeErrorJson): TemplateResult {
    const { title, text } = failureText(this.texts, error);
    return html`<div part="error" class="error" role="alert">
      <p><strong>${title}</strong> ${text}</p>
      <button part="button" class="plain" @click=${() => void this.reload()}>${this.texts.devices.reload}</button>
    </div>`;
  }

  #confirmation(device: Device): TemplateResult {
    const { devices } = this.texts;
    const own = device.deviceId === this.list?.own;
    const close = () => {
      this.removing = undefined;
    };
    return html`<dialog part="dialog" aria-labelledby="question" @close=${close}>
      <h3 id="question">${fill(devices.removeTitle, { name: device.name })}</h3>
      <p>${own ? devices.removeOwnText : devices.removeText}</p>
      <div class="buttons">
        <button part="button" class="plain" @click=${close}>${devices.keep}</button>
        <button part="button" class="danger" @click=${() => void this.#remove(device)}>${devices.confirm}</button>
      </div>
    </dialog>`;
  }

  #addButton(): TemplateResult | typeof nothing {
    if (!this.canAdd || this.list === undefined) return nothing;
    return html`<button part="button" class="plain" ?disabled=${this.busy} @click=${() => void this.#add()}>
      ${this.texts.devices.add}
    </button>`;
  }

  #enrollment(authorization: string): TemplateResult {
    const done = () => {
      this.adding = undefined;
      void this.reload();
    };
    return html`<recognize-enroll
      autostart
      .authorization=${authorization}
      .recognizeId=${this.recognizeId}
      .camera=${this.camera}
      .assetsBase=${this.assetsBase}
      .labels=${this.labels}
      .lang=${this.lang}
      .theme=${this.theme}
      @recognize-complete=${(event: CustomEvent<{ result: { deviceId: string; type: 'BACKUP' } }>) => {
        const { deviceId, type } = event.detail.result;
        this.#tell({ action: 'added', device: { deviceId, type, name: this.texts.devices.types[type] } }, '');
        void this.reload();
      }}
    ></recognize-enroll>
    <button part="button" class="plain" @click=${done}>${this.texts.devices.done}</button>`;
  }

  async #add(): Promise<void> {
    await this.#attempt(async (context) => {
      this.adding = await addDevice(context, this.recognizeId!);
    });
  }

  async #rename(device: Device, name: string): Promise<void> {
    this.editing = undefined;
    const wanted = name.trim();
    if (wanted === '' || wanted === device.name) return;
    await this.#attempt(async (context) => {
      const renamed = await renameDevice(context, this.recognizeId!, device.deviceId, wanted);
      this.#replace((devices) =>
        devices.map((other) => (other.deviceId === device.deviceId ? renamed : other)),
      );
      const said = fill(this.texts.devices.renamed, { name: renamed.name });
      this.#tell({ action: 'renamed', device: detailOf(renamed) }, said);
    });
  }

  async #remove(device: Device): Promise<void> {
    this.removing = undefined;
    await this.#attempt(async (context) => {
      await removeDevice(context, this.recognizeId!, device.deviceId);
      this.#replace((devices) => devices.filter(({ deviceId }) => deviceId !== device.deviceId));
      const said = fill(this.texts.devices.removed, { name: device.name });
      this.#tell({ action: 'removed', device: detailOf(device) }, said);
    });
    this.renderRoot.querySelector<HTMLElement>('[part="panel"]')?.focus?.();
  }

  #replace(change: (devices: readonly Device[]) => readonly Device[]): void {
    if (this.list !== undefined) this.list = { ...this.list, devices: change(this.list.devices) };
  }

  #tell(change: DevicesChange, said: string): void {
    this.said = said;
    this.dispatchEvent(new RecognizeDevicesChangeEvent(change));
  }

  async #attempt(work: (context: DeviceContext) => Promise<void>): Promise<void> {
    this.busy = true;
    this.error = undefined;
    try {
      const { signal } = this.#abort;
      await work({ host: hostOf(this), store: this.runtime.openStore(), signal, now: Date.now });
    } catch (thrown) {
      const error = toRecognizeError(thrown, 'host/rejected').at('devices');
      if (error.code === 'ceremony/aborted') return;
      this.error = error.toJSON();
      if (!this.embedded) this.dispatchEvent(new RecognizeErrorEvent(error.toJSON()));
    } finally {
      this.busy = false;
    }
  }
}

const detailOf = ({ deviceId, type, name }: Device) => ({ deviceId, type, name });
