import type { PropertyDeclarations } from 'lit';
import type { DeviceList } from '../ceremonies/devices.ts';
import type { RecognizeErrorJson } from '../errors.ts';
import type { Status } from './ceremony-state.ts';
import { RecognizeBase } from './recognize-base.ts';
import { deviceStyles } from './view/device-styles.ts';

export type Device = DeviceList['devices'][number];

/** What a page sets on `<recognize-devices>`, and what the element shows. */
export abstract class DevicesState extends RecognizeBase {
  static override properties: PropertyDeclarations = {
    ...RecognizeBase.properties,
    devices: { attribute: false },
    canAdd: { type: Boolean, attribute: 'can-add' },
    canRename: { type: Boolean, attribute: 'can-rename' },
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
  /** Within another element, which tells of itself. */
  declare embedded: boolean;
  declare protected list: DeviceList | undefined;
  declare protected error: RecognizeErrorJson | undefined;
  /** Ids of the devices whose name is changed, and whose removal is asked about. */
  declare protected editing: string | undefined;
  declare protected removing: string | undefined;
  /** Whether a device is being added, and how many calls are under way. */
  declare protected adding: boolean;
  declare protected busy: number;
  declare protected said: string;

  constructor() {
    super();
    Object.assign(this, { canAdd: false, canRename: false, embedded: false, busy: 0, ...ofNobody });
  }

  /** `running` while a device is added, renamed or removed. */
  get status(): Exclude<Status, 'complete' | 'cancelled'> {
    if (this.error !== undefined) return 'failed';
    if (this.list === undefined) return this.recognizeId ? 'loading' : 'idle';
    return this.adding || this.busy > 0 ? 'running' : 'ready';
  }
}

/** No question, no field, no adding. */
export const nothingOpen = { editing: undefined, removing: undefined, adding: false };
/** What is forgotten with the person. */
export const ofNobody = { ...nothingOpen, list: undefined, error: undefined, said: '' };
