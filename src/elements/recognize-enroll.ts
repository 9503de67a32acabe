import type { PropertyDeclarations } from 'lit';
import { enroll } from '../ceremonies/enroll.ts';
import type { CeremonyContext } from '../ceremonies/types.ts';
import type { Intro } from '../i18n/types.ts';
import { CeremonyElement } from './ceremony-element.ts';

/** `<recognize-enroll>`: makes a client state of the asked type from the camera; with `activate` it binds this browser too. */
export class RecognizeEnroll extends CeremonyElement {
  static override properties: PropertyDeclarations = {
    ...CeremonyElement.properties,
    type: {},
    activate: { type: Boolean },
  };

  declare type: 'BACKUP' | 'TEMPORARY';
  declare activate: boolean;

  constructor() {
    super();
    this.type = 'BACKUP';
    this.activate = false;
  }

  protected override get intro(): Intro {
    return this.texts.enroll;
  }

  protected override perform(context: CeremonyContext): Promise<unknown> {
    const { activate, authorization = '', recognizeId } = this;
    const type = this.type || 'BACKUP';
    const name = this.texts.devices.types[type];
    return enroll(context, { type, activate, authorization, name, ...(recognizeId ? { recognizeId } : {}) });
  }
}
